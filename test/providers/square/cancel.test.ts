import { anOrder, paidOrder, payment, squareOrder } from './orders';
import { failureOf, NOW, refusal, sessionOn, type Answer } from './scripted';

const GET = 'GET /v2/orders/O1';
const PUT = 'PUT /v2/orders/O1';
const SEARCH = 'POST /v2/orders/search';
const PAYMENT = 'GET /v2/payments/P1';
const REFUND = 'POST /v2/refunds';
const usd = (amount: number) => ({ amount, currency: 'USD' });

const holding = (order: object): Answer => ({ json: { order } });
const unpaid = holding(squareOrder());
const paid = holding(paidOrder());
const cancelled = holding(squareOrder({ state: 'CANCELED', version: 2 }));
const refunded: Answer = { json: { refund: { id: 'R1', status: 'PENDING' } } };
const stored: Answer = { json: { payment: payment() } };

const cancel = {
  marker: '1042-0123456789abcd',
  order: anOrder(),
  receipt: { externalId: 'O1', posTotal: 2900, paid: false, notes: [] },
  pushedSince: NOW - 60_000,
  mayExist: false,
};

describe('cancelling an unpaid order at Square', () => {
  it('closes order and fulfillment in one change under the version just read', async () => {
    const { session, requests } = sessionOn({ [GET]: unpaid, [PUT]: cancelled });
    expect(await session.cancelOrder(cancel)).toEqual({ how: 'voided', notes: [] });
    expect(requests[1]).toMatchObject({
      effect: true,
      body: {
        order: {
          location_id: 'L1',
          version: 1,
          state: 'CANCELED',
          fulfillments: [{ uid: 'f0', state: 'CANCELED' }],
        },
      },
    });
  });

  it('uses another key under another version, because a used one is dropped without a word', async () => {
    const newer = holding(squareOrder({ version: 5 }));
    const { session, requests } = sessionOn({
      [GET]: [unpaid, newer],
      [PUT]: [refusal(400, 'VERSION_MISMATCH'), cancelled],
    });
    expect((await failureOf(session.cancelOrder(cancel))).kind).toBe('conflict');
    expect((await session.cancelOrder(cancel)).how).toBe('voided');
    const keys = requests.filter(({ line }) => line === PUT).map(({ body }) => body.idempotency_key);
    expect(new Set(keys).size).toBe(2);
  });

  it('does not believe a 200 that changed nothing', async () => {
    const { session } = sessionOn({ [GET]: unpaid, [PUT]: unpaid });
    expect((await failureOf(session.cancelOrder(cancel))).kind).toBe('conflict');
  });

  it('does nothing to an order that is cancelled already', async () => {
    const { session, lines } = sessionOn({ [GET]: cancelled });
    expect((await session.cancelOrder(cancel)).how).toBe('voided');
    expect(lines()).toEqual([GET]);
  });

  it('finds it by its marker when no receipt came', async () => {
    const summary = { id: 'O1', reference_id: cancel.marker, state: 'OPEN' };
    const { session, lines } = sessionOn({
      [SEARCH]: { json: { orders: [summary] } },
      [GET]: unpaid,
      [PUT]: cancelled,
    });
    expect((await session.cancelOrder({ ...cancel, receipt: undefined })).how).toBe('voided');
    expect(lines()).toEqual([SEARCH, GET, PUT]);
  });

  it('has nothing to do for an order that Square never had', async () => {
    const searched = sessionOn({ [SEARCH]: { json: {} } });
    expect((await searched.session.cancelOrder({ ...cancel, receipt: undefined })).how).toBe('nothing');
    const asked = sessionOn({ [GET]: refusal(404, 'NOT_FOUND') });
    expect((await asked.session.cancelOrder(cancel)).how).toBe('nothing');
  });
});

describe('cancelling a paid order at Square', () => {
  it('takes it off the screens and refunds our payment', async () => {
    const { session, lines, requests } = sessionOn({
      [GET]: paid,
      [PUT]: paid,
      [PAYMENT]: stored,
      [REFUND]: refunded,
    });
    expect(await session.cancelOrder(cancel)).toMatchObject({ how: 'refunded', externalId: 'R1' });
    expect(lines()).toEqual([GET, PUT, PAYMENT, REFUND]);
    expect(requests[1]?.body.order).toEqual({
      location_id: 'L1',
      version: 2,
      fulfillments: [{ uid: 'f0', state: 'CANCELED' }],
    });
    expect(requests[3]?.body).toMatchObject({ payment_id: 'P1', amount_money: usd(2900) });
  });

  it('refunds under the same key after a lost reply', async () => {
    const closed = holding(paidOrder({ fulfillments: [{ uid: 'f0', state: 'CANCELED' }] }));
    const { session, requests } = sessionOn({
      [GET]: closed,
      [PAYMENT]: stored,
      [REFUND]: [{ lost: true }, refunded],
    });
    await failureOf(session.cancelOrder(cancel));
    await session.cancelOrder(cancel);
    const [first, second] = requests.filter(({ line }) => line === REFUND).map(({ body }) => body);
    expect(second).toEqual(first);
  });

  it('refunds only what is left', async () => {
    const part: Answer = { json: { payment: payment({ refunded_money: usd(400), refund_ids: ['R0'] }) } };
    const rest = sessionOn({ [GET]: paid, [PUT]: paid, [PAYMENT]: part, [REFUND]: refunded });
    await rest.session.cancelOrder(cancel);
    expect(rest.requests[3]?.body.amount_money).toEqual(usd(2500));
    const all: Answer = { json: { payment: payment({ refunded_money: usd(2900), refund_ids: ['R0'] }) } };
    const none = sessionOn({ [GET]: paid, [PUT]: paid, [PAYMENT]: all });
    expect(await none.session.cancelOrder(cancel)).toMatchObject({ how: 'refunded', externalId: 'R0' });
  });

  it('leaves a payment taken at the till to a person', async () => {
    const card: Answer = { json: { payment: payment({ reference_id: undefined }) } };
    const { session, lines } = sessionOn({ [GET]: paid, [PUT]: paid, [PAYMENT]: card });
    const result = await session.cancelOrder(cancel);
    expect(lines()).not.toContain(REFUND);
    expect(result.notes.join()).toContain('was not refunded');
  });

  it('goes by the tender when the payment cannot be read', async () => {
    const blind = refusal(403, 'INSUFFICIENT_SCOPES');
    const ours = sessionOn({ [GET]: paid, [PUT]: paid, [PAYMENT]: blind, [REFUND]: refunded });
    expect((await ours.session.cancelOrder(cancel)).how).toBe('refunded');
    const tenders = [{ payment_id: 'P1', type: 'CARD', amount_money: usd(2900) }];
    const card = sessionOn({ [GET]: holding(paidOrder({ tenders })), [PUT]: paid, [PAYMENT]: blind });
    expect((await card.session.cancelOrder(cancel)).how).toBe('voided');
  });

  it('refunds also when the order did not show its payment yet', async () => {
    const words = 'Orders cannot be canceled after payments have been processed.';
    const { session } = sessionOn({
      [GET]: [unpaid, paid],
      [PUT]: [refusal(400, 'BAD_REQUEST', words), paid],
      [PAYMENT]: stored,
      [REFUND]: refunded,
    });
    expect((await session.cancelOrder(cancel)).how).toBe('refunded');
  });

  it('says so when Square does not refund', async () => {
    const failed: Answer = { json: { refund: { id: 'R1', status: 'REJECTED' } } };
    const { session } = sessionOn({ [GET]: paid, [PUT]: paid, [PAYMENT]: stored, [REFUND]: failed });
    expect((await failureOf(session.cancelOrder(cancel))).kind).toBe('rejected');
  });
});
