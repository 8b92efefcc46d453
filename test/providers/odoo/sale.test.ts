import type { CancelOrder, PushOrder } from '../../../functions/src/providers/provider';
import { failureOf, FALLBACK, line, mapped, MARKER, NOW, open, order, push, UNPAID } from './fixtures';
import { domainOf, scripted, type Json, type Seen } from './scripted';

const POS = { target: 'sale', warehouseId: 3, partnerId: 77 };

/** An Odoo that computes the total of a sales order itself, without taxes. */
function salesApp(series: number, seed: Json[] = []) {
  const rows: Json[] = structuredClone(seed);
  const firstOf = (seen: Seen, name: string) => {
    const given = seen.transport === 'json2' ? seen.named[name] : seen.args[0];
    return (Array.isArray(given) ? given[0] : given) as Json;
  };
  const row = (seen: Seen) => rows.find(({ id }) => id === (seen.ids as number[])[0]);
  const wire = scripted({
    'sale.order.search_read': (seen) => {
      const [[field, , value]] = domainOf(seen) as [[string, string, unknown]];
      return { result: rows.filter((one) => one[field] === value) };
    },
    'sale.order.create': (seen) => {
      const sent = firstOf(seen, 'vals_list');
      const lines = (sent.order_line as [number, number, Json][]).map(([, , values]) => values);
      const total = lines
        .filter(({ display_type: type }) => !type)
        .map(
          (one) =>
            Math.round(Number(one.product_uom_qty) * Number(one.price_unit) * (100 - Number(one.discount))) /
            100,
        )
        .reduce((sum, amount) => sum + amount, 0);
      const id = rows.length + 21;
      const amount_total = Math.round(total * 100) / 100;
      rows.push({ ...sent, id, name: `S000${id}`, state: 'draft', invoice_status: 'no', amount_total });
      return { result: [id] };
    },
    'sale.order.action_confirm': (seen) => {
      const one = row(seen);
      if (one) one.state = 'sale';
      return { result: true };
    },
    'sale.order.action_cancel': (seen) => {
      const one = row(seen);
      if (one && seen.context.disable_cancel_warning === true) one.state = 'cancel';
      return { result: true };
    },
    'sale.order.unlink': (seen) => {
      for (const id of seen.ids as number[])
        rows.splice(
          rows.findIndex((one) => one.id === id),
          1,
        );
      return { result: true };
    },
    'sale.order.write': { result: true },
    'sale.order.line.search_read': { result: [] },
  });
  return { ...wire, rows, session: open(wire.http, { series, pos: POS, externalLocationId: 'warehouse-3' }) };
}

const linesOf = (row: Json | undefined) =>
  (row?.order_line as [number, number, Json][]).map(([, , values]) => values);
const cancel = (more: Partial<CancelOrder> = {}): CancelOrder => ({
  marker: MARKER,
  order: order(),
  pushedSince: NOW,
  mayExist: false,
  ...more,
});
const standing = (more: Json = {}): Json => ({
  id: 21,
  name: 'S00021',
  client_order_ref: MARKER,
  state: 'sale',
  invoice_status: 'no',
  amount_total: 7,
  ...more,
});

describe.each([17, 19])('a sales order in Odoo %i', (series) => {
  it('is a quotation, compared, and then confirmed', async () => {
    const { session, rows, lines } = salesApp(series);
    const receipt = await session.pushOrder(push());
    expect(receipt).toMatchObject({ externalId: '21', externalNumber: 'S00021', posTotal: 700, paid: true });
    expect(receipt.notes.join(' ')).toMatch(/note/);
    expect(rows).toMatchObject([
      { client_order_ref: MARKER, partner_id: 77, warehouse_id: 3, state: 'sale' },
    ]);
    const [goods, note] = linesOf(rows[0]);
    expect(goods).toMatchObject({ product_id: 65, product_uom_qty: 2, price_unit: 3.5, discount: 0 });
    expect(goods).toHaveProperty(series >= 19 ? 'tax_ids' : 'tax_id', [[6, 0, []]]);
    expect(note).toMatchObject({
      display_type: 'line_note',
      name: expect.stringMatching(/Paid online/) as string,
    });
    expect(lines()).toEqual([
      'sale.order.create',
      'sale.order.search_read',
      'sale.order.action_confirm',
      'sale.order.search_read',
    ]);
  });

  it('is found again, and confirmed if a crash came in between', async () => {
    const { session, asked } = salesApp(series, [standing({ state: 'draft' })]);
    expect(await session.pushOrder(push({ mayExistSince: NOW }))).toMatchObject({ externalId: '21' });
    expect(asked('sale.order.create')).toEqual([]);
    expect(asked('sale.order.action_confirm')).toHaveLength(1);
  });

  it('is one though a twin made a quotation, too', async () => {
    const { session, rows } = salesApp(series, [standing({ state: 'draft' })]);
    await session.pushOrder(push());
    expect(rows).toMatchObject([{ id: 21, state: 'sale' }]);
  });

  it('of another total is not confirmed, and leaves nothing behind', async () => {
    const app = salesApp(series);
    const wrong: PushOrder = push({ order: { ...order(), total: 701 } });
    const failure = await failureOf(app.session.pushOrder(wrong));
    expect(failure).toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/7\.00.*7\.01/) as string,
    });
    expect(app.rows).toEqual([]);
    expect(app.asked('sale.order.action_confirm')).toEqual([]);
  });

  it('is cancelled without the question whether one is sure', async () => {
    const app = salesApp(series, [standing()]);
    expect(await app.session.cancelOrder(cancel())).toMatchObject({ how: 'voided' });
    expect(app.rows[0]?.state).toBe('cancel');
    expect(await app.session.cancelOrder(cancel({ mayExist: true }))).toMatchObject({ how: 'voided' });
    expect(app.asked('sale.order.action_cancel')).toHaveLength(1);
  });

  it('that is invoiced is left to a person', async () => {
    const app = salesApp(series, [standing({ invoice_status: 'invoiced' })]);
    expect((await failureOf(app.session.cancelOrder(cancel()))).kind).toBe('rejected');
  });

  it('gets a later payment as a note', async () => {
    const app = salesApp(series, [standing()]);
    const receipt = { externalId: '21', posTotal: 700, paid: false, notes: [] };
    expect(await app.session.payOrder({ marker: MARKER, order: order(), receipt })).toMatchObject({
      paid: true,
    });
    expect(app.asked('sale.order.write')).toHaveLength(1);
  });
});

it('a discount stands as a percentage where one fits, else as a line of the fallback item', async () => {
  const discounted = (amount: number) =>
    push({
      order: order({ discounts: [{ name: 'Promo', amount }], total: 700 - amount }),
      discounts: [{ name: 'Promo', amount }],
      fallback: FALLBACK,
    });
  const fits = salesApp(18);
  await fits.session.pushOrder(discounted(70));
  expect(linesOf(fits.rows[0])[0]).toMatchObject({ discount: 10 });
  const odd = salesApp(18);
  const costly = line({ unitPrice: 35_000_000 });
  await odd.session.pushOrder({
    ...discounted(1),
    order: order({ lines: [costly], discounts: [{ amount: 1 }], total: 69_999_999 }),
    lines: [mapped({ line: costly })],
  });
  expect(linesOf(odd.rows[0]).slice(0, 2)).toMatchObject([
    { discount: 0 },
    { product_id: 99, price_unit: -0.01 },
  ]);
});

it('an order without anybody to sell to is refused, with advice', async () => {
  const wire = scripted({});
  const session = open(wire.http, { pos: { target: 'sale', warehouseId: 3 } });
  const failure = await failureOf(session.pushOrder(push({ order: order(UNPAID) })));
  expect(failure).toMatchObject({
    kind: 'rejected',
    detail: { advice: expect.stringMatching(/partnerId/) as string },
  });
});
