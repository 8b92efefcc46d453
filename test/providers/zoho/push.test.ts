import {
  accepting,
  CONFIRM,
  CREATE,
  failureOf,
  FALLBACK,
  line,
  LOCATION,
  mapped,
  MARKER,
  OK,
  open,
  order,
  ORGANIZATION,
  POS,
  push,
  sale,
} from './fixtures';
import { refusedWith, routes, scripted } from './scripted';
import { sent } from './sent';

describe('an order pushed to Zoho', () => {
  it('is one confirmed sales order whose number and reference are our marker', async () => {
    const { body, call, calls, receipt } = await sent();
    expect(routes(calls)).toEqual([CREATE, CONFIRM]);
    expect(call?.query).toEqual({ organization_id: ORGANIZATION, ignore_auto_number_generation: 'true' });
    expect(call?.url).toMatch(/^https:\/\/www\.zohoapis\.in\/inventory\/v1\/salesorders\?/);
    expect(call?.headers.authorization).toBe('Zoho-oauthtoken 1000.tok-secret');
    expect(calls.every(({ effect }) => effect)).toBe(true);
    expect(body).toEqual({
      customer_id: '700500',
      salesorder_number: MARKER,
      reference_number: MARKER,
      date: '2026-11-21',
      location_id: LOCATION,
      is_inclusive_tax: true,
      notes: 'Order A17',
      line_items: [{ item_id: '700201', rate: 3.5, quantity: 2 }],
    });
    expect(receipt).toEqual({
      externalId: '700700',
      externalNumber: MARKER,
      posTotal: 700,
      paid: false,
      notes: [],
    });
  });

  it('is the shopper’s where the bridge knows them, and needs no walk-in customer then', async () => {
    const { body } = await sent(push({ customerId: '700511' }), {});
    expect(body.customer_id).toBe('700511');
  });

  it('names no location where the organization stands for itself', async () => {
    const { http, calls } = scripted({ [CREATE]: accepting(), [CONFIRM]: OK });
    await open(http, POS, { externalLocationId: ORGANIZATION }).pushOrder(push());
    expect(calls[0]?.body).not.toHaveProperty('location_id');
  });

  it('is dated by the clock of the location, and shipped when it is due', async () => {
    const placedAt = Date.UTC(2026, 10, 21, 20, 0);
    const fulfillment = { type: 'pickup', dueAt: placedAt + 3_600_000 };
    const { body } = await sent(push({ order: order({ placedAt, fulfillment }) }));
    expect([body.date, body.shipment_date]).toEqual(['2026-11-22', '2026-11-22']);
    expect(body.notes).toBe('Order A17, Pickup, due 2026-11-22 02:30');
  });

  it('carries modifiers in the price, and their items without one, so that their stock moves', async () => {
    const modifier = { id: 'oat', name: 'Oat milk', quantity: 2, unitPrice: 50 };
    const lines = [
      mapped({
        line: line({ modifiers: [modifier], note: 'extra hot' }),
        modifiers: [{ modifier, link: { variationId: '700301' } }],
      }),
    ];
    const { body } = await sent(push({ order: order({ total: 900 }), lines }));
    expect(body.line_items).toEqual([
      { item_id: '700201', rate: 4.5, quantity: 2, description: '2 x Oat milk; extra hot' },
      { item_id: '700301', rate: 0, quantity: 4, description: 'In the price of Latte' },
    ]);
  });

  it('puts fees, tip and an unexplained tax into the adjustment, and all discounts into one', async () => {
    const what = push({
      order: order({ tip: 100, tax: { amount: 87, inclusive: false }, total: 1000 }),
      lines: [mapped({ line: line({ discount: 50 }) })],
      fees: [{ name: 'Delivery', amount: 263 }],
      discounts: [{ name: 'Welcome', amount: 100 }],
    });
    const { body, receipt } = await sent(what);
    expect(body).toMatchObject({
      discount: 1.5,
      discount_type: 'entity_level',
      is_discount_before_tax: false,
      is_inclusive_tax: true,
      adjustment: 4.5,
      adjustment_description: 'Delivery 2.63, Tip 1.00, Tax 0.87',
    });
    expect(receipt.notes).toEqual([
      'Standing in the adjustment of the sales order: Delivery, Tip.',
      'The 2 discounts of the order stand as one.',
    ]);
  });

  it('leaves tax on top to Zoho where its own tax comes to the same', async () => {
    const what = push({
      order: order({ tax: { amount: 70, inclusive: false }, total: 770 }),
      lines: [mapped({ link: { variationId: '700201', taxIds: ['other', 'vat'] } })],
    });
    const { body } = await sent(what, { ...POS, taxes: [{ id: 'vat', rate: 10 }] });
    expect(body.is_inclusive_tax).toBe(false);
    expect(body.line_items[0]?.tax_id).toBe('vat');
    expect(body).not.toHaveProperty('adjustment');
  });

  it('names the product on a line of the fallback item, and folds its fractions into one piece', async () => {
    const lines = [
      mapped({ line: line({ quantity: 0.75, unitPrice: 1000 }), as: 'fallback', link: FALLBACK }),
    ];
    const { body } = await sent(push({ order: order({ total: 750 }), lines }));
    expect(body.line_items).toEqual([
      { item_id: FALLBACK.variationId, rate: 7.5, quantity: 1, description: '0.75 x Latte' },
    ]);
  });

  it('cuts texts between characters', async () => {
    const { body } = await sent(push({ order: order({ note: '🥗'.repeat(900) }) }));
    const notes = body.notes ?? '';
    expect([...notes].length).toBeLessThanOrEqual(1000);
    expect(notes.endsWith('🥗')).toBe(true);
    const { body: long } = await sent(push({ lines: [mapped({ line: line({ note: '🥗'.repeat(900) }) })] }));
    expect(long.line_items[0]?.description).toBe('🥗'.repeat(250));
  });

  it('rounds a weight to the two decimals that Zoho takes, and keeps its price', async () => {
    const lines = [mapped({ line: line({ quantity: 1.333, unitPrice: 999 }) })];
    const { body } = await sent(push({ order: order({ total: 1332 }), lines }));
    expect(body.line_items).toMatchObject([{ rate: 9.99, quantity: 1.33, description: '1.333 x Latte' }]);
    expect(body).toMatchObject({ adjustment: 0.03, adjustment_description: 'Rounding 0.03' });
  });

  it('sells a weight of next to nothing as one piece', async () => {
    const lines = [mapped({ line: line({ quantity: 0.004, unitPrice: 1000 }) })];
    const { body } = await sent(push({ order: order({ total: 4 }), lines }));
    expect(body.line_items).toMatchObject([{ rate: 0.04, quantity: 1, description: '0.004 x Latte' }]);
    expect(body).not.toHaveProperty('adjustment');
  });

  it.each([
    ['no customer is chosen', push(), {}, /walk-in customer/],
    ['a setting has a wrong shape', push(), { ...POS, taxes: [{ id: 't' }] }, /pos\.taxes\.0\.rate/],
    ['it is in another currency', push({ order: order({ currency: 'EUR' }) }), POS, /in EUR.*in USD/],
  ])('is refused before anything is sent when %s', async (_why, what, pos, words) => {
    const { http, calls } = scripted({});
    const failure = await failureOf(open(http, pos).pushOrder(what));
    expect([failure.kind, Boolean(failure.detail.advice)]).toEqual(['rejected', true]);
    expect(`${failure.message} ${failure.detail.advice}`).toMatch(words);
    expect(calls).toEqual([]);
  });

  it('names a line that has no item', async () => {
    const { http } = scripted({});
    const what = push({ lines: [mapped({ as: 'adhoc', link: undefined })] });
    const failure = await failureOf(open(http).pushOrder(what));
    expect([failure.kind, failure.detail.lines]).toEqual([
      'unmapped',
      [{ lineId: 'l1', key: 'p:latte', name: 'Latte' }],
    ]);
  });
});

describe('a sales order that Zoho comes to another total of', () => {
  const CHANGE = 'PUT /salesorders/700700';

  it('is balanced once by its adjustment', async () => {
    const { body, calls, receipt } = await sent(push(), POS, {
      [CREATE]: accepting(7.35),
      [CHANGE]: { json: { sales_order: sale() } },
    });
    expect(routes(calls)).toEqual([CREATE, CHANGE, CONFIRM]);
    expect(calls[1]?.body).toMatchObject({
      salesorder_number: MARKER,
      adjustment: -0.35,
      adjustment_description: 'Rounding -0.35',
      line_items: [{ ...body.line_items[0], line_item_id: '700' }],
    });
    expect(receipt).toMatchObject({ posTotal: 700, notes: [] });
  });

  it.each([
    ['stays otherwise', { json: { salesorder: sale({ total: 7.35 }) } }],
    ['cannot be changed', refusedWith(36023)],
  ])('is confirmed and told of when it %s', async (_how, answer) => {
    const { receipt } = await sent(push(), POS, { [CREATE]: accepting(7.35), [CHANGE]: answer });
    expect(receipt.posTotal).toBe(735);
    expect(receipt.notes.join()).toMatch(/7\.35 USD.*7\.00 USD/);
  });
});
