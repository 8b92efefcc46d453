import { failureOf, line, mapped, MARKER, NOW, open, order, push } from './fixtures';
import { scripted } from './scripted';

const CREATE = 'POST /v1/ticket/create';
const POS = { recipe: 'dineplan', config: { outletId: '7', outletCurrency: 'USD' } };
const session = (http: Parameters<typeof open>[0]) =>
  open(http, POS, { credentials: { accessToken: 'tok' }, externalLocationId: '7' });

interface Ticket {
  TotalAmount: number;
  Orders: {
    MenuItemName: string;
    Price: number;
    Quantity: number;
    OrderTagItems: { Price: number; Quantity: number }[];
  }[];
}
const ticketOf = (body: unknown) =>
  JSON.parse((body as { deliveryContents: string }).deliveryContents) as Ticket;

describe('an order by a recipe that knows lines only (dineplan)', () => {
  const rich = order({ tip: 151, tax: { amount: 80, inclusive: false }, total: 1331 });
  const oat = { id: 'oat', name: 'Oat', quantity: 1, unitPrice: 100 };
  const lines = [
    mapped({ line: line({ modifiers: [oat] }), modifiers: [{ modifier: oat, link: { variationId: 'o' } }] }),
  ];
  const fees = [{ name: 'Delivery', amount: 200 }];

  it('carries fees, tip and tax as lines of the fallback item, and its lines come to the total', async () => {
    const { http, calls } = scripted({ [CREATE]: { json: { ticketId: 99 } } });
    const receipt = await session(http).pushOrder(
      push({ order: rich, lines, fees, fallback: { variationId: 'misc' } }),
    );
    const { Orders, TotalAmount } = ticketOf(calls[0]?.body);
    expect(Orders.map(({ MenuItemName, Price }) => [MenuItemName, Price])).toEqual([
      ['Latte', 3.5],
      ['Delivery', 2],
      ['Tip', 1.51],
      ['Tax', 0.8],
    ]);
    const cents = Orders.reduce((sum, one) => {
      const tags = one.OrderTagItems.reduce(
        (all, tag) => all + tag.Quantity * Math.round(tag.Price * 100),
        0,
      );
      return sum + one.Quantity * (Math.round(one.Price * 100) + tags);
    }, 0);
    expect([cents, Math.round(TotalAmount * 100)]).toEqual([1331, 1331]);
    expect(receipt).toMatchObject({
      externalId: '99',
      posTotal: 1331,
      notes: [expect.stringMatching(/does not say/)],
    });
  });

  it.each([
    ['fees without a fallback item', push({ order: rich, lines, fees })],
    ['a discount', push({ discounts: [{ name: 'Welcome', amount: 100 }], order: order({ total: 600 }) })],
  ])('is refused with %s, and nothing is sent', async (_what, what) => {
    const { http, calls } = scripted({});
    const failure = await failureOf(session(http).pushOrder(what));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/recipe/)]);
    expect(calls).toEqual([]);
  });

  it('waits for a person when its outcome is unknown', async () => {
    const { http, calls } = scripted({});
    const failure = await failureOf(session(http).pushOrder(push({ mayExistSince: NOW })));
    expect([failure.kind, failure.detail.advice]).toEqual([
      'rejected',
      expect.stringMatching(/Look for the order/),
    ]);
    expect(calls).toEqual([]);
  });

  it('is at the outlet of the settings, under our marker', async () => {
    const { http, calls } = scripted({ [CREATE]: { json: { id: 'T1' } } });
    expect(await session(http).locations()).toMatchObject([{ externalId: '7', currency: 'USD' }]);
    await session(http).pushOrder(push());
    expect(calls[0]).toMatchObject({
      headers: { authorization: 'Bearer tok' },
      body: { locationId: '7', ticketNumber: MARKER, claimed: false, status: 'IN' },
    });
  });
});
