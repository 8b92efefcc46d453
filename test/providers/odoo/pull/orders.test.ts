import { referenceOf, uuidOf } from '../../../../functions/src/providers/odoo/marker';
import { pagesOf, recordsOf } from '../changed';
import { ALL_SERIES, MARKER, open, push } from '../fixtures';
import { domainOf, scripted, type Json } from '../scripted';

const row = (series: number, more: Json = {}): Json => ({
  id: 6,
  name: 'Coffee bar/0006',
  pos_reference: series >= 19 ? '260-1-000006' : referenceOf(MARKER),
  state: 'paid',
  amount_total: 7,
  amount_tax: 0.91,
  amount_paid: 7,
  session_id: [3, 'POS/3'],
  config_id: [1, 'Coffee bar'],
  write_date: '2026-11-21 11:00:00',
  date_order: '2026-11-21 10:59:00',
  partner_id: [12, 'Ann'],
  lines: [41],
  ...(series >= 18 && { uuid: uuidOf(MARKER), refunded_order_id: false }),
  ...(series <= 17 && { refunded_order_ids: [] }),
  ...(series === 18 && { general_note: 'x' }),
  ...(series >= 19 && { general_customer_note: `Pickup [${MARKER}]` }),
  ...more,
});
const line = {
  id: 41,
  product_id: [65, 'Latte'],
  full_product_name: 'Latte (Large)',
  qty: 2,
  price_unit: 3.5,
  price_subtotal_incl: 7,
  customer_note: 'hot',
};
const shop = (rows: Json[], lines: Json[] = [line]) =>
  scripted({ 'pos.order.search_read': { result: rows }, 'pos.order.line.search_read': { result: lines } });

describe.each(ALL_SERIES)('an order of Odoo %i', (series) => {
  it('is pulled with its lines, and ours is known by its marker', async () => {
    const [order] = await recordsOf(open(shop([row(series)]).http, { series }).pullOrders({}));
    expect(order).toEqual({
      id: '6',
      number: 'Coffee bar/0006',
      reference: MARKER,
      refundOf: undefined,
      status: 'completed',
      placedAt: Date.UTC(2026, 10, 21, 10, 59),
      updatedAt: Date.UTC(2026, 10, 21, 11),
      currency: 'USD',
      total: 700,
      tax: 91,
      customerId: '12',
      lines: [
        {
          id: '41',
          variationId: '65',
          name: 'Latte (Large)',
          quantity: 2,
          unitPrice: 350,
          total: 700,
          note: 'hot',
        },
      ],
    });
  });

  it('is not asked for fields that this series lacks', async () => {
    const wire = shop([]);
    const session = open(wire.http, { series });
    await recordsOf(session.pullOrders({}));
    await session.pushOrder(push({ mayExistSince: 1 })).catch(() => undefined);
    const asked = wire.calls.flatMap(({ named }) => (named.fields as string[] | undefined) ?? []);
    const lacking = [
      ...(series < 18 ? ['uuid', 'general_note', 'refunded_order_id'] : ['refunded_order_ids']),
      ...(series < 19 ? ['invoice_status', 'general_customer_note'] : ['general_note']),
    ];
    expect(asked).toContain('state');
    for (const field of lacking) expect(asked).not.toContain(field);
  });

  it('that is a refund names its sale, and is not taken for ours', async () => {
    const link = series >= 18 ? { refunded_order_id: [6, 'x'] } : { refunded_order_ids: [6] };
    const refund = row(series, { id: 9, amount_total: -7, amount_tax: -0.91, ...link });
    const lines = [{ ...line, qty: -2, price_subtotal_incl: -7 }];
    const [order] = await recordsOf(open(shop([refund], lines).http, { series }).pullOrders({}));
    expect(order).toMatchObject({
      refundOf: '6',
      status: 'refunded',
      total: 700,
      tax: 91,
      reference: undefined,
    });
    expect(order?.lines).toMatchObject([{ quantity: 2, total: 700 }]);
  });

  it.each([
    ['draft', 'accepted'],
    ['paid', 'completed'],
    ['done', 'completed'],
    ['cancel', 'cancelled'],
  ])('in state %s is %s', async (state, status) => {
    const [order] = await recordsOf(open(shop([row(series, { state })]).http, { series }).pullOrders({}));
    expect(order?.status).toBe(status);
  });
});

it('somebody else’s words in brackets are no marker of ours', async () => {
  const rows = [
    row(19, { general_customer_note: '[VIP]' }),
    row(18, { id: 7, pos_reference: `Order 00001-001-0099 ${MARKER}` }),
  ];
  for (const [series, one] of [
    [19, rows[0]],
    [18, rows[1]],
  ] as const) {
    const [order] = await recordsOf(open(shop([one ?? {}]).http, { series }).pullOrders({}));
    expect(order?.reference).toBeUndefined();
  }
});

it('the first pull goes back thirty days, the next to its checkpoint, and none is the whole history', async () => {
  const wire = shop([row(18)]);
  const [page] = await pagesOf(open(wire.http).pullOrders({}));
  expect(page).toMatchObject({ full: false, complete: true, checkpoint: '2026-11-21 10:55:00' });
  expect(domainOf(wire.calls[0])).toEqual([
    ['id', '>', 0],
    ['config_id', '=', 1],
    ['write_date', '>=', '2026-10-22 12:00:00'],
  ]);
  const next = shop([]);
  await pagesOf(open(next.http).pullOrders({ since: page?.checkpoint }));
  expect(domainOf(next.calls[0])).toContainEqual(['write_date', '>=', '2026-11-21 10:55:00']);
});

it('sales orders of a warehouse are pulled where there is no till', async () => {
  const sale = {
    id: 21,
    name: 'S00021',
    client_order_ref: MARKER,
    state: 'sale',
    date_order: '2026-11-21 10:59:00',
    write_date: '2026-11-21 11:00:00',
    amount_total: 7,
    amount_tax: 0,
    partner_id: [12, 'Ann'],
    order_line: [51, 52],
  };
  const lines = [
    {
      id: 51,
      product_id: [65, 'Latte'],
      name: 'Latte\nhot',
      product_uom_qty: 2,
      price_unit: 3.5,
      price_total: 7,
    },
    { id: 52, product_id: false, name: 'Paid online', product_uom_qty: 0, price_unit: 0, price_total: 0 },
  ];
  const wire = scripted({
    'sale.order.search_read': { result: [sale] },
    'sale.order.line.search_read': { result: lines },
  });
  const [order] = await recordsOf(
    open(wire.http, { pos: { target: 'sale', warehouseId: 3 } }).pullOrders({}),
  );
  expect(order).toMatchObject({ id: '21', reference: MARKER, status: 'accepted', total: 700 });
  expect(order?.lines).toEqual([
    { id: '51', variationId: '65', name: 'Latte', quantity: 2, unitPrice: 350, total: 700 },
  ]);
});
