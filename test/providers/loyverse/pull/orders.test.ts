import { pagesOf, recordsOf } from '../changed';
import { failureOf, MARKER, NOW, open, STORE } from '../fixtures';
import { refusedWith, scripted, type Script, type Seen } from '../scripted';

const LIST = 'GET /v1.0/receipts';
const DAY = 24 * 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

const row = (more: Record<string, unknown> = {}) => ({
  receipt_number: '1007',
  receipt_type: 'SALE',
  refund_for: null,
  order: MARKER,
  store_id: STORE,
  created_at: '2026-11-21T11:30:02.000Z',
  receipt_date: '2026-11-21T11:30:00.000Z',
  updated_at: '2026-11-21T11:31:00.000Z',
  cancelled_at: null,
  total_money: 84.38,
  total_tax: 9.38,
  total_discount: 5,
  tip: 0,
  customer_id: 'c1',
  line_items: [
    {
      id: 'l1',
      item_id: 'i1',
      variant_id: 'v1',
      item_name: 'Iced latte',
      variant_name: 'Large',
      quantity: 2,
      price: 34,
      total_money: 75,
      line_note: 'less ice',
    },
  ],
  ...more,
});
const listed = (...receipts: unknown[]) => ({ json: { receipts } });
const pulling = (script: Script) => {
  const { http, calls } = scripted({ [LIST]: script });
  return { session: open(http), calls };
};
/** A plan that shows 31 days. */
const limited = ({ query }: Seen) =>
  Date.parse(query.updated_at_min ?? '') < NOW - 31 * DAY
    ? refusedWith(402, 'PAYMENT_REQUIRED')
    : listed(row());

describe('the receipts of Loyverse', () => {
  it('come in our words, with our marker', async () => {
    expect(await recordsOf(pulling(listed(row())).session.pullOrders({}))).toEqual([
      {
        id: '1007',
        number: '1007',
        reference: MARKER,
        status: 'completed',
        placedAt: Date.parse('2026-11-21T11:30:00.000Z'),
        updatedAt: Date.parse('2026-11-21T11:31:00.000Z'),
        currency: 'USD',
        total: 8438,
        tax: 938,
        tip: 0,
        discount: 500,
        customerId: 'c1',
        lines: [
          {
            id: 'l1',
            itemId: 'i1',
            variationId: 'v1',
            name: 'Iced latte (Large)',
            quantity: 2,
            unitPrice: 3400,
            total: 7500,
            note: 'less ice',
          },
        ],
      },
    ]);
  });

  it.each([
    ['cancelled', { cancelled_at: '2026-11-21T11:40:00.000Z' }, { status: 'cancelled' }],
    ['a refund', { receipt_type: 'REFUND', refund_for: '1001' }, { status: 'refunded', refundOf: '1001' }],
    ['without a business time', { receipt_date: null }, { placedAt: Date.parse('2026-11-21T11:30:02.000Z') }],
  ])('know one that is %s', async (_what, more, expected) =>
    expect(await recordsOf(pulling(listed(row(more))).session.pullOrders({}))).toMatchObject([expected]),
  );

  it('of other stores are passed over, also where the filter was ignored', async () =>
    expect(await recordsOf(pulling(listed(row({ store_id: 'other' }))).session.pullOrders({}))).toEqual([]));

  it('come for the last 30 days at first, and what changed after that', async () => {
    const { session, calls } = pulling(listed());
    const [first] = await pagesOf(session.pullOrders({}));
    expect(first).toMatchObject({ complete: true, full: false, checkpoint: iso(NOW - 300_000) });
    await pagesOf(session.pullOrders({ since: first?.checkpoint }));
    expect(calls.map(({ query }) => query)).toEqual([
      { store_id: STORE, updated_at_min: iso(NOW - 30 * DAY), updated_at_max: iso(NOW), limit: '250' },
      { store_id: STORE, updated_at_min: iso(NOW - 300_000), updated_at_max: iso(NOW), limit: '250' },
    ]);
  });
});

describe('a plan that shows 31 days of receipts', () => {
  const since = iso(NOW - 90 * DAY);

  it('is not asked for less than the plan of another merchant', async () => {
    const { session, calls } = pulling(listed(row()));
    expect((await pagesOf(session.pullOrders({ since }))).at(-1)).toMatchObject({ complete: true });
    expect(calls[0]?.query.updated_at_min).toBe(since);
  });

  it('gives what it has; the pull says why it is not complete, and the next one goes on from there', async () => {
    const { session, calls } = pulling(limited);
    const pages = await pagesOf(session.pullOrders({ since }));
    expect(pages).toMatchObject([
      {
        records: [{ id: '1007' }],
        complete: false,
        full: false,
        note: expect.stringMatching(/31 days/) as string,
      },
    ]);
    expect(pages[0]?.checkpoint).toBeUndefined();
    expect(calls.map(({ query }) => query.updated_at_min)).toEqual([since, iso(NOW - 30 * DAY)]);
    const after = await pagesOf(session.pullOrders({ since, from: pages[0]?.next }));
    expect(after).toMatchObject([{ complete: true, checkpoint: iso(NOW - 300_000) }]);
    expect(calls.at(-1)?.query.updated_at_min).toBe(iso(NOW - 300_000));
  });

  it('is asked again from the first page when a pull was interrupted for too long', async () => {
    const from = JSON.stringify({ startedAt: NOW - 5 * DAY, list: 0, cursor: 'c' });
    const { session, calls } = pulling(limited);
    expect(await recordsOf(session.pullOrders({ from }))).toHaveLength(1);
    expect(calls[1]?.query).toMatchObject({ updated_at_min: iso(NOW - 30 * DAY) });
    expect(calls[1]?.query.cursor).toBeUndefined();
  });

  it('that has lapsed altogether is a rejection', async () => {
    const { session, calls } = pulling(refusedWith(402, 'PAYMENT_REQUIRED'));
    expect((await failureOf(pagesOf(session.pullOrders({ since })))).kind).toBe('rejected');
    expect(calls).toHaveLength(2);
  });
});
