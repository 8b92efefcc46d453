import { anOrder, paidOrder, payment, squareOrder } from './orders';
import { failureOf, refusal, sessionOn, type Answer } from './scripted';

const GET = 'GET /v2/orders/O1';
const PAY = 'POST /v2/payments';
const order = (changes = {}): Answer => ({ json: { order: squareOrder(changes) } });
const paid: Answer = { json: { order: paidOrder() } };

const pay = {
  marker: '1042-0123456789abcd',
  order: anOrder(),
  receipt: { externalId: 'O1', posTotal: 2900, paid: false, notes: [] },
};

describe('paying an order at Square', () => {
  it('pays what Square holds', async () => {
    const { session, requests } = sessionOn({ [GET]: order(), [PAY]: { json: { payment: payment() } } });
    expect(await session.payOrder(pay)).toMatchObject({ externalId: 'O1', paid: true, posTotal: 2900 });
    expect(requests[1]?.body.amount_money).toEqual({ amount: 2900, currency: 'USD' });
  });

  it('does nothing when nothing is due', async () => {
    const { session, lines } = sessionOn({ [GET]: paid });
    expect((await session.payOrder(pay)).paid).toBe(true);
    expect(lines()).toEqual([GET]);
  });

  it('pays under the same key after a lost reply', async () => {
    const { session, requests } = sessionOn({
      [GET]: order(),
      [PAY]: [{ lost: true }, { json: { payment: payment() } }],
    });
    expect((await failureOf(session.payOrder(pay))).kind).toBe('unavailable');
    await session.payOrder(pay);
    const [first, second] = requests.filter(({ line }) => line === PAY).map(({ body }) => body);
    expect(second).toEqual(first);
  });

  it('believes the order when the key was used before', async () => {
    const reused = refusal(400, 'IDEMPOTENCY_KEY_REUSED');
    const done = sessionOn({ [GET]: [order(), paid], [PAY]: reused });
    expect((await done.session.payOrder(pay)).paid).toBe(true);
    const open = sessionOn({ [GET]: order(), [PAY]: reused });
    expect((await failureOf(open.session.payOrder(pay))).kind).toBe('unavailable');
  });

  it('reads again when the total has moved', async () => {
    const moved = refusal(400, 'BAD_REQUEST', 'The payment total does not match the order total.');
    const { session } = sessionOn({ [GET]: order(), [PAY]: moved });
    expect((await failureOf(session.payOrder(pay))).kind).toBe('conflict');
  });

  it.each([
    ['cancelled', order({ state: 'CANCELED', net_amount_due_money: { amount: 0, currency: 'USD' } })],
    ['partly paid', order({ net_amount_due_money: { amount: 900, currency: 'USD' } })],
  ])('leaves an order that was %s at Square to a person', async (_what, answer) => {
    const { session, lines } = sessionOn({ [GET]: answer });
    expect((await failureOf(session.payOrder(pay))).kind).toBe('rejected');
    expect(lines()).toEqual([GET]);
  });

  it('says so when Square does not take the payment', async () => {
    const { session } = sessionOn({
      [GET]: order(),
      [PAY]: { json: { payment: payment({ status: 'FAILED' }) } },
    });
    expect((await failureOf(session.payOrder(pay))).kind).toBe('rejected');
  });

  it('pays nothing where the settings keep payments out', async () => {
    const { session, lines } = sessionOn({ [GET]: order() }, { pos: { recordPayment: 'none' } });
    expect((await session.payOrder(pay)).paid).toBe(false);
    expect(lines()).toEqual([GET]);
  });
});
