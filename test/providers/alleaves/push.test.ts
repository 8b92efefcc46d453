import { failureOf, line, mapped, MARKER, order, POS, push } from './fixtures';
import { shop } from './shop';
import { row } from './till';

describe('an order pushed to Alleaves', () => {
  it('is a header with our marker, its lines and its due time, in four calls', async () => {
    const { session, orders, calls } = shop();
    const receipt = await session.pushOrder(push());
    expect(receipt).toEqual({
      externalId: '7000',
      externalNumber: '7000',
      posTotal: 2500,
      paid: false,
      notes: [],
    });
    expect(orders[0]?.header).toMatchObject({
      id_customer: 42,
      id_external: MARKER,
      id_location: 1000,
      id_status: 1,
      type: 'pickup',
      use_type: 'adult',
      complete: false,
    });
    expect(orders[0]?.update).toMatchObject({
      id_order: 7000,
      pickup_date: '2026-11-21',
      pickup_time: '07:00',
    });
    expect(calls.map(({ method, path, effect }) => `${method} ${path} ${effect}`)).toEqual([
      'POST /inventory/search false',
      'POST /order true',
      'POST /order/7000/item true',
      'PUT /order/7000 true',
    ]);
  });

  it('takes what expires first, over several batches and only from areas that sell', async () => {
    const rows = [
      row({ id_batch: 1, date_expire: '2027-06-01', available: 5 }),
      row({ id_batch: 2, date_expire: '2027-01-01', available: 1 }),
      row({ id_batch: 3, date_expire: '2026-12-01', available: 9, area_type: 'Damaged', id_area: 1001 }),
      row({ id_batch: 4, date_expire: '2026-12-02', available: 9, id_area: null, area_type: null }),
      row({ id_batch: 5, date_expire: '2026-12-03', available: 9, qc_hold: true }),
    ];
    const { session, orders } = shop({ rows });
    await session.pushOrder(push());
    expect(orders[0]?.lines.map(({ batch }) => batch)).toEqual([2, 1]);
  });

  it('gives lines the storefront’s price where the till has another', async () => {
    const { session, orders } = shop();
    const receipt = await session.pushOrder(
      push({ lines: [mapped({ line: line({ unitPrice: 1100 }) })], order: order({ total: 2200 }) }),
    );
    expect(orders[0]?.lines.map(({ price }) => price)).toEqual([11, 11]);
    expect(receipt.posTotal).toBe(2200);
  });

  it('leaves an out-the-door price alone and overrides another without its tax', async () => {
    const rows = [
      row({ price_retail_adult_use: 40, price_otd_adult_use: 45.2 }),
      row({
        id_batch: 2001,
        id_item: 1001,
        item: 'Other',
        price_retail_adult_use: 20,
        price_otd_adult_use: 22.6,
      }),
    ];
    const { session, orders } = shop({ rows, tax: 13 });
    const lines = [
      mapped({ line: line({ quantity: 1, unitPrice: 4520 }) }),
      mapped({ line: line({ id: 'l2', quantity: 1, unitPrice: 1130 }), link: { variationId: '1001' } }),
    ];
    const receipt = await session.pushOrder(push({ lines, order: order({ total: 5650 }) }));
    expect(orders[0]?.lines.map(({ price, reason }) => [price, reason])).toEqual([
      [40, undefined],
      [10, 'Price of the online order'],
    ]);
    expect(receipt).toMatchObject({ posTotal: 5650, notes: [] });
  });

  it('says so where the till’s tax makes another total, and never sends a tax', async () => {
    const { session, calls } = shop({ tax: 10 });
    const receipt = await session.pushOrder(
      push({ order: order({ tax: { amount: 200, inclusive: false }, total: 2700 }) }),
    );
    expect(receipt.posTotal).toBe(2750);
    expect(receipt.notes.join(' ')).toContain('27.50 USD, the storefront’s to 27.00 USD');
    expect(JSON.stringify(calls.map(({ body }) => body))).not.toMatch(/tax/i);
  });

  it('stands at the till’s prices where it refuses ours, and says so', async () => {
    const { session } = shop({ refusesPrices: true });
    const receipt = await session.pushOrder(
      push({ lines: [mapped({ line: line({ unitPrice: 1 }) })], order: order({ total: 2 }) }),
    );
    expect(receipt.posTotal).toBe(2500);
    expect(receipt.notes.join(' ')).toMatch(/keeps its own price for Blue Dream/);
  });

  it('carries fees, the tip and unlinked lines on the fallback item, with their names as the reason', async () => {
    const rows = [
      row(),
      row({
        id_batch: 2001,
        id_item: 1001,
        item: 'Service',
        price_retail_adult_use: 1,
        price_otd_adult_use: 1,
      }),
    ];
    const { session, orders } = shop({ rows });
    const fallback = { variationId: '1001' };
    const lines = [
      mapped(),
      mapped({
        line: line({ id: 'l2', name: 'Special', quantity: 0.5, unitPrice: 800 }),
        as: 'fallback',
        link: fallback,
      }),
    ];
    const fees = [{ name: 'Delivery', amount: 300 }];
    const receipt = await session.pushOrder(
      push({ lines, fees, fallback, order: order({ tip: 151, total: 3351 }) }),
    );
    expect(receipt.posTotal).toBe(3351);
    const extras = orders[0]?.lines.filter(({ item }) => item === 1001);
    expect(extras?.map(({ price, reason }) => [price, reason])).toEqual([
      [4, '0.5 x Special'],
      [3, 'Delivery'],
      [1.51, 'Tip'],
    ]);
  });

  it.each([
    ['fees without a fallback item', push({ fees: [{ name: 'Delivery', amount: 300 }] }), POS, 'rejected'],
    ['no customer', push(), {}, 'rejected'],
    ['more than there is', push({ lines: [mapped({ line: line({ quantity: 101 }) })] }), POS, 'rejected'],
    ['a fraction of a piece', push({ lines: [mapped({ line: line({ quantity: 0.5 }) })] }), POS, 'rejected'],
    [
      'a product that is not there',
      push({ lines: [mapped({ link: { variationId: '5' } })] }),
      POS,
      'unmapped',
    ],
  ] as const)('with %s is refused before anything is made', async (_what, what, pos, kind) => {
    const { session, orders } = shop({}, pos);
    const failure = await failureOf(session.pushOrder(what));
    expect(failure.kind).toBe(kind);
    if (kind === 'rejected') expect(failure.detail.advice).toMatch(/\w/);
    else expect(failure.detail.lines).toEqual([{ lineId: 'l1', key: 'p:blue', name: 'Blue Dream' }]);
    expect(orders).toEqual([]);
  });
});
