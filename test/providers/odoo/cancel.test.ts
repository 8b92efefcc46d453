import type { CancelOrder } from '../../../functions/src/providers/provider';
import { ALL_SERIES, failureOf, MARKER, NOW, open, order } from './fixtures';
import { memoryOdoo } from './memoryOdoo';
import { scripted } from './scripted';

const receipt = { externalId: '6', posTotal: 700, paid: true, notes: [] };
const cancel = (more: Partial<CancelOrder> = {}): CancelOrder => ({
  marker: MARKER,
  order: order(),
  receipt,
  pushedSince: NOW,
  mayExist: false,
  ...more,
});
const STEPS = ['pos.order.refund', 'pos.make.payment.create', 'pos.make.payment.check'] as const;

describe.each(ALL_SERIES)('a cancellation in Odoo %i', (series) => {
  const session = (odoo: ReturnType<typeof memoryOdoo>) => open(odoo.http, { series });

  it('voids an unpaid order, and no money moves', async () => {
    const odoo = memoryOdoo(series, { state: 'draft', amount_paid: 0 });
    expect(await session(odoo).cancelOrder(cancel())).toMatchObject({ how: 'voided' });
    expect(odoo.row(6)?.state).toBe('cancel');
    expect(await session(odoo).cancelOrder(cancel({ mayExist: true }))).toMatchObject({ how: 'voided' });
    expect(odoo.payments).toEqual([]);
    expect(odoo.asked('pos.order.action_pos_order_cancel')).toHaveLength(1);
  });

  it('refunds a paid order, never cancels it', async () => {
    const odoo = memoryOdoo(series, {});
    expect(await session(odoo).cancelOrder(cancel())).toEqual({
      how: 'refunded',
      externalId: '7',
      notes: [],
    });
    expect(odoo.row(6)?.state).toBe('paid');
    expect(odoo.row(7)?.state).toBe('paid');
    expect(odoo.payments).toEqual([{ orderId: 7, amount: -7 }]);
    expect(odoo.lines()).toEqual([
      'pos.order.search_read',
      'pos.order.refund',
      'pos.order.search_read',
      'pos.make.payment.create',
      'pos.make.payment.check',
      'pos.order.search_read',
    ]);
  });

  it('refunds what was posted when the till was closed', async () => {
    const odoo = memoryOdoo(series, { state: 'done' });
    expect(await session(odoo).cancelOrder(cancel())).toMatchObject({ how: 'refunded' });
  });

  it('is one refund though it comes twice', async () => {
    const odoo = memoryOdoo(series, {});
    await session(odoo).cancelOrder(cancel());
    const second = await session(odoo).cancelOrder(cancel({ mayExist: true }));
    expect(second).toMatchObject({ how: 'refunded', externalId: '7' });
    expect(odoo.payments).toHaveLength(1);
  });

  it('pays out once though two come at once, and leaves no draft that keeps the till open', async () => {
    const odoo = memoryOdoo(series, {});
    await Promise.allSettled([session(odoo).cancelOrder(cancel()), session(odoo).cancelOrder(cancel())]);
    expect(odoo.payments).toEqual([{ orderId: 7, amount: -7 }]);
    expect(odoo.rows.filter(({ state }) => state === 'draft')).toEqual([]);
  });

  it.each(STEPS)('is one refund though the reply to %s is lost', async (step) => {
    const odoo = memoryOdoo(series, {});
    odoo.lose.push(step);
    expect((await failureOf(session(odoo).cancelOrder(cancel()))).kind).toBe('unavailable');
    expect(await session(odoo).cancelOrder(cancel({ mayExist: true }))).toMatchObject({
      how: 'refunded',
      externalId: '7',
    });
    expect(odoo.payments).toEqual([{ orderId: 7, amount: -7 }]);
  });

  it('leaves a refund alone that somebody else has begun', async () => {
    const odoo = memoryOdoo(series, {});
    odoo.rows.push({ ...odoo.rows[0], id: 7, state: 'draft', amount_total: -7, amount_paid: 0, refundOf: 6 });
    const failure = await failureOf(session(odoo).cancelOrder(cancel()));
    expect(failure.kind).toBe('conflict');
    expect(odoo.calls.some(({ effect }) => effect)).toBe(false);
  });

  it('is done where staff have refunded the order', async () => {
    const odoo = memoryOdoo(series, {});
    odoo.rows.push({ ...odoo.rows[0], id: 9, state: 'paid', amount_total: -7, amount_paid: -7, refundOf: 6 });
    expect(await session(odoo).cancelOrder(cancel())).toMatchObject({ how: 'refunded', externalId: '9' });
    expect(odoo.payments).toEqual([]);
  });

  it('leaves the rest to a person where staff have refunded a part', async () => {
    const odoo = memoryOdoo(series, {});
    odoo.rows.push({ ...odoo.rows[0], id: 9, state: 'paid', amount_total: -3, amount_paid: -3, refundOf: 6 });
    const failure = await failureOf(session(odoo).cancelOrder(cancel()));
    expect(failure).toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/partly.*3\.00/) as string,
    });
    expect(odoo.payments).toEqual([]);
  });

  it('finds the order by its marker when the receipt is not known, and refunds it', async () => {
    const odoo = memoryOdoo(series, {});
    expect(await session(odoo).cancelOrder(cancel({ receipt: undefined }))).toMatchObject({
      how: 'refunded',
    });
    expect(odoo.payments).toHaveLength(1);
  });

  it('is nothing where Odoo never had the order', async () => {
    const wire = scripted({ 'pos.order.search_read': { result: [] } });
    const how = await open(wire.http, { series }).cancelOrder(cancel({ receipt: undefined }));
    expect(how).toEqual({ how: 'nothing', notes: [] });
  });

  it('leaves a draft alone that is partly paid', async () => {
    const odoo = memoryOdoo(series, { state: 'draft', amount_paid: 3 });
    expect((await failureOf(session(odoo).cancelOrder(cancel()))).kind).toBe('rejected');
    expect(odoo.row(6)?.state).toBe('draft');
  });
});

it('an invoiced order is left to a person: by state up to 18, by its own field from 19', async () => {
  const row = { id: 6, name: 'x', pos_reference: 'y', state: 'invoiced', amount_total: 7, amount_paid: 7 };
  const old = scripted({ 'pos.order.search_read': { result: [row] } });
  expect(await failureOf(open(old.http, { series: 17 }).cancelOrder(cancel()))).toMatchObject({
    kind: 'rejected',
    detail: { advice: expect.stringMatching(/credit note/) as string },
  });
  const modern = scripted({
    'pos.order.search_read': { result: [{ ...row, state: 'done', invoice_status: 'invoiced' }] },
  });
  expect((await failureOf(open(modern.http, { series: 19 }).cancelOrder(cancel()))).kind).toBe('rejected');
  expect(modern.calls.some(({ effect }) => effect)).toBe(false);
});

it('a refund needs an open till: it waits like an order', async () => {
  const message = 'To return product(s), you need to open a session in the POS Coffee bar';
  const odoo = memoryOdoo(18, {});
  const http: typeof odoo.http = async (request) => {
    if (!request.body?.includes('"refund"')) return odoo.http(request);
    const error = { data: { name: 'odoo.exceptions.UserError', message } };
    return { status: 200, headers: {}, text: JSON.stringify({ jsonrpc: '2.0', id: 1, error }) };
  };
  const failure = await failureOf(open(http).cancelOrder(cancel()));
  expect(failure).toMatchObject({ kind: 'throttled', detail: { until: NOW + 5 * 60_000 } });
});
