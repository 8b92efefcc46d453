import { aPush, paidOrder, payment, squareOrder } from './orders';
import { failureOf, NOW, refusal, sessionOn, type Script } from './scripted';

const CREATE = 'POST /v2/orders';
const SEARCH = 'POST /v2/orders/search';
const GET = 'GET /v2/orders/O1';
const PAY = 'POST /v2/payments';
const SINCE = NOW - 30_000;
const CREATED = { json: { order: squareOrder() } };
const PAID = { json: { payment: payment() } };
const happy: Script = { [CREATE]: CREATED, [PAY]: PAID };

describe('pushing an order that may be at Square already', () => {
  const other = { id: 'O9', reference_id: 'other', state: 'OPEN' };
  const ours = { id: 'O1', reference_id: '1042-0123456789abcd', state: 'OPEN' };

  it('adopts it by its marker and goes on with the payment', async () => {
    const { session, lines, requests } = sessionOn({
      [SEARCH]: [{ json: { orders: [other], cursor: 'c1' } }, { json: { orders: [ours] } }],
      [GET]: CREATED,
      [PAY]: PAID,
    });
    expect(await session.pushOrder(aPush({ mayExistSince: SINCE }))).toMatchObject({
      externalId: 'O1',
      paid: true,
    });
    expect(lines()).toEqual([SEARCH, SEARCH, GET, PAY]);
    expect(requests[0]).toMatchObject({
      effect: false,
      body: {
        location_ids: ['L1'],
        query: {
          filter: {
            date_time_filter: { created_at: { start_at: new Date(SINCE - 300_000).toISOString() } },
            state_filter: { states: ['OPEN', 'COMPLETED', 'CANCELED'] },
          },
          sort: { sort_field: 'CREATED_AT' },
        },
      },
    });
    expect(requests[1]?.body).toEqual({ ...requests[0]?.body, cursor: 'c1' });
  });

  it('does not pay again what is paid', async () => {
    const { session, lines } = sessionOn({
      [SEARCH]: { json: { orders: [ours] } },
      [GET]: { json: { order: paidOrder() } },
    });
    expect((await session.pushOrder(aPush({ mayExistSince: SINCE }))).paid).toBe(true);
    expect(lines()).toEqual([SEARCH, GET]);
  });

  it('knows a paid order by its tenders when no amount due is given', async () => {
    const order = paidOrder({ net_amount_due_money: undefined });
    const { session, lines } = sessionOn({
      [SEARCH]: { json: { orders: [ours] } },
      [GET]: { json: { order } },
    });
    expect((await session.pushOrder(aPush({ mayExistSince: SINCE }))).paid).toBe(true);
    expect(lines()).not.toContain(PAY);
  });

  it('creates it when the search is empty', async () => {
    const { session, lines } = sessionOn({ [SEARCH]: { json: {} }, ...happy });
    await session.pushOrder(aPush({ mayExistSince: SINCE }));
    expect(lines()).toEqual([SEARCH, CREATE, PAY]);
  });

  it('starts the search once more when the cursor has died', async () => {
    const page = { json: { orders: [other], cursor: 'c1' } };
    const { session, requests } = sessionOn({
      [SEARCH]: [page, refusal(400, 'INVALID_CURSOR'), page, { json: { orders: [ours] } }],
      [GET]: { json: { order: paidOrder() } },
    });
    await session.pushOrder(aPush({ mayExistSince: SINCE }));
    expect(requests.map(({ body }) => body.cursor)).toEqual([undefined, 'c1', undefined, 'c1', undefined]);
  });

  it('prefers the living one, and does not pay one that was cancelled at Square', async () => {
    const cancelled = { ...ours, id: 'O1', state: 'CANCELED' };
    const script = (orders: object[]): Script => ({
      [SEARCH]: { json: { orders } },
      [GET]: { json: { order: squareOrder({ state: 'CANCELED' }) } },
      'GET /v2/orders/O2': { json: { order: paidOrder({ id: 'O2' }) } },
    });
    const both = sessionOn(script([cancelled, { ...ours, id: 'O2' }]));
    expect((await both.session.pushOrder(aPush({ mayExistSince: SINCE }))).externalId).toBe('O2');
    const only = sessionOn(script([cancelled]));
    const receipt = await only.session.pushOrder(aPush({ mayExistSince: SINCE }));
    expect(receipt).toMatchObject({ externalId: 'O1', paid: false });
  });

  it('adopts what an earlier create with the same key has made', async () => {
    const { session, lines } = sessionOn({
      [CREATE]: refusal(400, 'IDEMPOTENCY_KEY_REUSED'),
      [SEARCH]: { json: { orders: [ours] } },
      [GET]: { json: { order: paidOrder() } },
    });
    expect((await session.pushOrder(aPush())).externalId).toBe('O1');
    expect(lines()).toEqual([CREATE, SEARCH, GET]);
  });

  it('tries later, never under another key, when the search does not show it', async () => {
    const { session, lines } = sessionOn({
      [CREATE]: refusal(400, 'IDEMPOTENCY_KEY_REUSED'),
      [SEARCH]: { json: {} },
    });
    expect((await failureOf(session.pushOrder(aPush()))).kind).toBe('unavailable');
    expect(lines()).toEqual([CREATE, SEARCH]);
  });
});
