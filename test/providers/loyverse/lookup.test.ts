import { accepting, failureOf, MARKER, NOW, open, order, push, receiptRow, STORE } from './fixtures';
import { asked, refusedWith, scripted } from './scripted';

const LIST = 'GET /v1.0/receipts';
const CREATE = 'POST /v1.0/receipts';
const MINUTE = 60_000;
const repeated = push({ mayExistSince: NOW - 10 * MINUTE });
const page = (receipts: unknown[], cursor?: string) => ({ json: { receipts, cursor } });

describe('an order that an earlier try may have brought to Loyverse', () => {
  it('is looked for by marker, store and time before anything is created, and adopted', async () => {
    const { http, calls } = scripted({ [LIST]: page([receiptRow()]) });
    const receipt = await open(http).pushOrder(repeated);
    expect(receipt).toMatchObject({ externalId: '1007', posTotal: 700, paid: true });
    expect(calls.map((call) => call.query)).toEqual([
      { order: MARKER, store_id: STORE, created_at_min: '2026-11-21T11:45:00.000Z', limit: '250' },
    ]);
    expect(calls[0]?.effect).toBe(false);
  });

  it('is created when Loyverse has no such receipt', async () => {
    const { http, calls } = scripted({ [LIST]: page([]), [CREATE]: accepting });
    await open(http).pushOrder(repeated);
    expect(asked(calls, CREATE)).toHaveLength(1);
  });

  it('is not taken for a receipt that only the filter let through', async () => {
    const others = [receiptRow({ order: `${MARKER}0` }), receiptRow({ receipt_type: 'REFUND' })];
    const { http, calls } = scripted({ [LIST]: page(others), [CREATE]: accepting });
    await open(http).pushOrder(repeated);
    expect(asked(calls, CREATE)).toHaveLength(1);
  });

  it('counts as there when its receipt was cancelled', async () => {
    const { http } = scripted({ [LIST]: page([receiptRow({ cancelled_at: '2026-11-21T11:59:40.000Z' })]) });
    expect((await open(http).pushOrder(repeated)).externalId).toBe('1007');
  });

  it('is found on a later page, with the same filters', async () => {
    const { http, calls } = scripted({
      [LIST]: [page([receiptRow({ order: 'other' })], 'c1'), page([receiptRow()])],
    });
    expect((await open(http).pushOrder(repeated)).externalId).toBe('1007');
    expect(calls[1]?.query).toMatchObject({ order: MARKER, cursor: 'c1', limit: '250' });
  });

  it('is adopted by its oldest receipt when there are two, and both are named', async () => {
    const rows = [
      receiptRow({ receipt_number: '1008', created_at: '2026-11-21T11:59:50.000Z' }),
      receiptRow(),
    ];
    const { http } = scripted({ [LIST]: page(rows) });
    const receipt = await open(http).pushOrder(repeated);
    expect(receipt.externalId).toBe('1007');
    expect(receipt.notes.join()).toContain('1007, 1008');
  });

  it('is looked for without a date when the plan does not allow one', async () => {
    const { http, calls } = scripted({
      [LIST]: [refusedWith(402, 'PAYMENT_REQUIRED'), page([receiptRow()])],
    });
    expect((await open(http).pushOrder(repeated)).externalId).toBe('1007');
    expect(calls[1]?.query).toEqual({ order: MARKER, store_id: STORE, limit: '250' });
  });

  it('is looked for without a date when the first try is too long ago for every plan', async () => {
    const { http, calls } = scripted({ [LIST]: page([receiptRow()]) });
    await open(http).pushOrder(push({ mayExistSince: NOW - 31 * 24 * 60 * MINUTE }));
    expect(calls[0]?.query).not.toHaveProperty('created_at_min');
  });

  it('stops looking behind the first page that is too old', async () => {
    const old = receiptRow({ order: 'other', created_at: '2026-11-21T11:40:00.000Z' });
    const { http, calls } = scripted({ [LIST]: page([old], 'more'), [CREATE]: accepting });
    await open(http).pushOrder(repeated);
    expect(asked(calls, LIST)).toHaveLength(1);
  });

  it('is not created on a guess when the list does not end', async () => {
    const { http, calls } = scripted({ [LIST]: page([receiptRow({ order: 'other' })], 'same') });
    expect((await failureOf(open(http).pushOrder(repeated))).kind).toBe('unexpected');
    expect(asked(calls, CREATE)).toEqual([]);
  });

  it('is not created when the look itself fails, also for want of a plan', async () => {
    const { http, calls } = scripted({ [LIST]: refusedWith(402, 'PAYMENT_REQUIRED') });
    const failure = await failureOf(open(http).pushOrder(repeated));
    expect([failure.kind, failure.detail.httpStatus]).toEqual(['rejected', 402]);
    expect(asked(calls, CREATE)).toEqual([]);
  });

  it('is adopted although it could not be created as the settings are now', async () => {
    const { http } = scripted({ [LIST]: page([receiptRow({ total_money: 8 })]) });
    const tipped = push({ order: order({ tip: 100, total: 800 }), mayExistSince: NOW });
    expect((await open(http, {}).pushOrder(tipped)).posTotal).toBe(800);
  });
});
