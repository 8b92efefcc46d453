import { failureOf, MARKER, NOW, open, order, receiptRow, STORE } from './fixtures';
import { asked, refusedWith, scripted } from './scripted';

const LIST = 'GET /v1.0/receipts';
const READ = 'GET /v1.0/receipts/1007';
const REFUND = 'POST /v1.0/receipts/1007/refund';
const PUSHED = { externalId: '1007', posTotal: 700, paid: true, notes: [] };
const page = (receipts: unknown[], cursor?: string) => ({ json: { receipts, cursor } });
const sale = receiptRow({
  line_items: [
    { id: 'line-1', quantity: 2 },
    { id: 'line-2', quantity: 0.335 },
  ],
});
const refundRow = (more = {}) =>
  receiptRow({ ...sale, receipt_number: '1009', receipt_type: 'REFUND', refund_for: '1007', ...more });
const cancel = (more = {}) => ({
  marker: MARKER,
  order: order(),
  receipt: PUSHED,
  pushedSince: NOW - 60_000,
  mayExist: false,
  ...more,
});

describe('cancelling an order in Loyverse', () => {
  it('refunds every line once nobody has refunded it before', async () => {
    const { http, calls } = scripted({
      [READ]: { json: sale },
      [LIST]: page([sale, refundRow({ refund_for: '1006' })]),
      [REFUND]: { json: refundRow() },
    });
    const end = await open(http).cancelOrder(cancel());
    expect(end).toEqual({ how: 'refunded', externalId: '1009', notes: [] });
    expect(calls.map((call) => `${call.method} ${call.path}`)).toEqual([READ, LIST, REFUND]);
    expect(calls[1]?.query).toEqual({ created_at_min: '2026-11-21T11:54:30.000Z', limit: '250' });
    expect(calls[2]?.body).toEqual({
      store_id: STORE,
      source: 'Tillbridge',
      line_items: [
        { id: 'line-1', quantity: 2 },
        { id: 'line-2', quantity: 0.335 },
      ],
    });
  });

  it('finds an earlier refund on any page instead of refunding twice', async () => {
    const { http, calls } = scripted({
      [READ]: { json: sale },
      [LIST]: [page([sale], 'c1'), page([refundRow()])],
    });
    expect(await open(http).cancelOrder(cancel({ mayExist: true }))).toEqual({
      how: 'refunded',
      externalId: '1009',
      notes: [],
    });
    expect(asked(calls, REFUND)).toEqual([]);
  });

  it('does nothing to a receipt that staff cancelled', async () => {
    const { http } = scripted({
      [READ]: { json: receiptRow({ cancelled_at: '2026-11-21T11:59:45.000Z' }) },
    });
    expect((await open(http).cancelOrder(cancel())).how).toBe('voided');
  });

  it('leaves a receipt that is refunded in part to a person', async () => {
    const partly = refundRow({ line_items: [{ id: 'r1', quantity: 1 }] });
    const { http, calls } = scripted({ [READ]: { json: sale }, [LIST]: page([partly]) });
    const failure = await failureOf(open(http).cancelOrder(cancel()));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/the rest/)]);
    expect(asked(calls, REFUND)).toEqual([]);
  });

  it('ends with nothing when Loyverse never had the order', async () => {
    const { http } = scripted({ [LIST]: page([receiptRow({ order: 'other' })]) });
    expect(await open(http).cancelOrder(cancel({ receipt: undefined }))).toEqual({
      how: 'nothing',
      notes: [],
    });
  });

  it('finds the receipt by marker, and refunds a twin as well', async () => {
    const twin = receiptRow({ receipt_number: '1008' });
    const { http, calls } = scripted({
      [LIST]: page([receiptRow(), twin]),
      [READ]: { json: receiptRow() },
      'GET /v1.0/receipts/1008': { json: twin },
      [REFUND]: { json: refundRow() },
      'POST /v1.0/receipts/1008/refund': { json: refundRow({ receipt_number: '1010', refund_for: '1008' }) },
    });
    await open(http).cancelOrder(cancel({ receipt: undefined }));
    expect(calls.filter((call) => call.method === 'POST').map((call) => call.path)).toEqual([
      '/v1.0/receipts/1007/refund',
      '/v1.0/receipts/1008/refund',
    ]);
  });

  it('says when Loyverse gave back another amount', async () => {
    const { http } = scripted({
      [READ]: { json: sale },
      [LIST]: page([]),
      [REFUND]: { json: refundRow({ total_money: 6.99 }) },
    });
    expect((await open(http).cancelOrder(cancel())).notes.join()).toContain('6.99 of 7.00');
  });

  it('passes on that Loyverse refuses the refund', async () => {
    const { http } = scripted({
      [READ]: { json: sale },
      [LIST]: page([]),
      [REFUND]: refusedWith(400, 'INVALID_VALUE', 'Quantity exceeds'),
    });
    const failure = await failureOf(open(http).cancelOrder(cancel()));
    expect([failure.kind, failure.message]).toEqual([
      'rejected',
      expect.stringContaining('Quantity exceeds'),
    ]);
  });
});
