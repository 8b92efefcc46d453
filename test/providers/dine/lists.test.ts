import { failureOf, MENU, open, ORDERS, pagesOf, recordsOf, row } from './fixtures';
import { asked, scripted } from './scripted';

describe('the rest of Dine', () => {
  it('brings discounts with local dates', async () => {
    const rows = [
      {
        id: 1,
        name: 'Ten',
        type: 'percent',
        value: 10,
        applies_to: { items: ['i1'], categories: ['c1'] },
        starts_at: '2026-11-20T00:00:00+08:00',
        active: true,
      },
      { id: 2, name: 'One off', type: 'amount', value: 100 },
    ];
    const { http } = scripted({ 'GET /v1/outlets/out-1/discounts': { json: { data: rows } } });
    const session = open(http, {}, { timezone: 'Asia/Singapore' });
    expect(recordsOf(await pagesOf(session.pullDiscounts({})))).toMatchObject([
      {
        id: '1',
        kind: 'percent',
        value: 10,
        productIds: ['i1'],
        categoryIds: ['c1'],
        startsOn: '2026-11-20T00:00:00',
        active: true,
      },
      { id: '2', kind: 'amount', value: 100, active: true },
    ]);
  });

  it('brings orders, ours by their reference', async () => {
    const sale = row({
      status: 'rejected',
      lines: [{ item_id: 'i1', name: 'Latte', quantity: 2, unit_price: 350 }],
    });
    const { http, calls } = scripted({ [`GET ${ORDERS}`]: { json: { data: [sale] } } });
    const [page] = await pagesOf(open(http).pullOrders({ since: '2026-11-20T00:00:00.000Z' }));
    expect(page?.records).toMatchObject([
      {
        id: 'ord-1',
        reference: 'A17-0123456789abcd',
        status: 'cancelled',
        total: 700,
        lines: [{ itemId: 'i1', total: 700 }],
      },
    ]);
    expect(page?.full).toBe(false);
    expect(calls[0]?.query.updated_since).toBe('2026-11-20T00:00:00.000Z');
  });

  it('sets prices one by one, and one that is locked stops nobody', async () => {
    const locked = { status: 403, json: { error: { code: 'price_locked', message: 'Locked' } } };
    const { http, calls } = scripted({
      [`PATCH ${MENU}/a`]: locked,
      [`PATCH ${MENU}/b`]: { json: { data: {} } },
    });
    const change = (id: string, variationId = id) => ({
      key: `p:${id}`,
      link: { itemId: id, variationId },
      price: 450,
    });
    const results = [];
    for await (const result of open(http).pushPrices([change('a'), change('b', 'v1')])) results.push(result);
    expect(results).toMatchObject([
      { key: 'p:a', outcome: 'refused', advice: expect.stringMatching(/unlock/) as string },
      { key: 'p:b', outcome: 'done' },
    ]);
    expect(asked(calls, `PATCH ${MENU}/b`)).toMatchObject([
      { effect: true, body: { price: 450, currency: 'USD', variant_id: 'v1' } },
    ]);
  });

  it('stops setting prices when the sign-in is refused', async () => {
    const { http, calls } = scripted({ [`PATCH ${MENU}/a`]: { status: 401, json: {} } });
    const change = { key: 'p:a', link: { variationId: 'a' }, price: 1 };
    const run = async () => {
      for await (const _result of open(http).pushPrices([change, change])) expect(_result).toBeUndefined();
    };
    expect((await failureOf(run())).kind).toBe('unauthorized');
    expect(calls).toHaveLength(1);
  });

  it('says what a recipe has no call for', async () => {
    const session = open(
      scripted({}).http,
      { recipe: 'dineplan', config: { outletId: '7', outletCurrency: 'SGD' } },
      { credentials: { accessToken: 't' } },
    );
    const failure = await failureOf(pagesOf(session.pullCatalog({})));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/recipe/)]);
  });
});
