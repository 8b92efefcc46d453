import { anOrder, aPush, payment, squareOrder } from './orders';
import { failureOf, refusal, sessionOn, type Script } from './scripted';

const CREATE = 'POST /v2/orders';
const PAY = 'POST /v2/payments';
const CREATED = { json: { order: squareOrder() } };
const PAID = { json: { payment: payment() } };
const happy: Script = { [CREATE]: CREATED, [PAY]: PAID };
const unpaid = () => anOrder({ payment: { status: 'unpaid' } });
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('pushing an order to Square', () => {
  it('creates it and records the storefront’s payment of Square’s own total', async () => {
    const { session, requests, lines } = sessionOn(happy);
    expect(await session.pushOrder(aPush())).toEqual({
      externalId: 'O1',
      externalNumber: '1042',
      posTotal: 2900,
      paid: true,
      notes: [],
    });
    expect(lines()).toEqual([CREATE, PAY]);
    expect(requests.map(({ effect }) => effect)).toEqual([true, true]);
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer TOKEN',
      'square-version': '2025-08-20',
    });
    expect(requests[1]?.body).toMatchObject({
      source_id: 'EXTERNAL',
      external_details: { type: 'OTHER', source: 'stripe', source_id: '1042-0123456789abcd' },
      order_id: 'O1',
      location_id: 'L1',
      amount_money: usd(2900),
      reference_id: '1042-0123456789abcd',
    });
  });

  it('uses the same short keys again, also when the order has changed in between', async () => {
    const [first, second] = [sessionOn(happy), sessionOn(happy)];
    await first.session.pushOrder(aPush());
    await second.session.pushOrder(aPush({}, anOrder({ note: 'changed' })));
    const keys = (wire: typeof first): string[] => wire.requests.map(({ body }) => body.idempotency_key);
    expect(keys(second)).toEqual(keys(first));
    expect(new Set(keys(first)).size).toBe(2);
    for (const key of keys(first)) expect(key.length).toBeLessThanOrEqual(45);
  });

  it('leaves an unpaid order unpaid and says that staff do not see it', async () => {
    const { session, lines } = sessionOn(happy);
    const receipt = await session.pushOrder(aPush({}, unpaid()));
    expect(lines()).toEqual([CREATE]);
    expect(receipt.paid).toBe(false);
    expect(receipt.notes.join()).toContain('staff do not see this one yet');
  });

  it('records no payment and sends no fulfillment where the settings say none', async () => {
    const { session, lines, requests } = sessionOn(happy, {
      pos: { recordPayment: 'none', fulfillment: 'none' },
    });
    const receipt = await session.pushOrder(aPush());
    expect(lines()).toEqual([CREATE]);
    expect(requests[0]?.body.order).not.toHaveProperty('fulfillments');
    expect(receipt.notes).toHaveLength(2);
  });

  it('records cash where the settings say cash', async () => {
    const { session, requests } = sessionOn(happy, { pos: { recordPayment: 'cash' } });
    await session.pushOrder(aPush());
    expect(requests[1]?.body).toMatchObject({
      source_id: 'CASH',
      cash_details: { buyer_supplied_money: usd(2900) },
    });
  });

  it('settles an order of zero without a payment', async () => {
    const zero = squareOrder({ total_money: usd(0), net_amount_due_money: usd(0) });
    const pay = 'POST /v2/orders/O1/pay';
    const { session, lines, requests } = sessionOn({
      [CREATE]: { json: { order: zero } },
      [pay]: { json: { order: { ...zero, state: 'COMPLETED' } } },
    });
    const order = anOrder({
      lines: [{ id: 'a', productId: 'p', name: 'Tap water', quantity: 1, unitPrice: 0 }],
      total: 0,
    });
    expect(await session.pushOrder(aPush({}, order))).toMatchObject({ posTotal: 0, paid: true });
    expect(lines()).toEqual([CREATE, pay]);
    expect(requests[1]?.body.payment_ids).toEqual([]);
  });

  it('tells a difference of the totals instead of failing an order that exists', async () => {
    const order = squareOrder({ total_money: usd(2905), net_amount_due_money: usd(2905) });
    const { session, requests } = sessionOn({ [CREATE]: { json: { order } }, [PAY]: PAID });
    const receipt = await session.pushOrder(aPush());
    expect(receipt).toMatchObject({
      posTotal: 2905,
      notes: ["Square's total is 29.05 USD, ours 29.00 USD."],
    });
    expect(requests[1]?.body.amount_money.amount).toBe(2905);
  });

  it.each([
    ['Item variation with catalog object ID `V0` not found.', 'p:soup'],
    ['Modifier with catalog object ID `MOD0_0` not found.', 'm:bread'],
  ])('names what has no item: %s', async (detail, key) => {
    const { session } = sessionOn({ [CREATE]: refusal(404, 'NOT_FOUND', detail) });
    const failure = await failureOf(session.pushOrder(aPush()));
    expect(failure.kind).toBe('unmapped');
    expect(failure.detail.lines?.map((line) => line.key)).toEqual([key]);
  });

  it('does not take a longer id for a shorter one', async () => {
    const { session } = sessionOn({ [CREATE]: refusal(404, 'NOT_FOUND', 'Location `V01` not found.') });
    expect((await failureOf(session.pushOrder(aPush()))).kind).toBe('rejected');
  });

  it.each([['INVALID_PHONE_NUMBER'], ['INVALID_EMAIL_ADDRESS']])(
    'sends the order without contact details after %s, under a key of its own',
    async (code) => {
      const { session, requests } = sessionOn({ [CREATE]: [refusal(400, code), CREATED], [PAY]: PAID });
      const receipt = await session.pushOrder(aPush());
      const [first, second] = requests.map(({ body }) => body);
      expect(first?.idempotency_key).not.toBe(second?.idempotency_key);
      expect(second?.order.fulfillments[0]?.pickup_details.recipient).toEqual({
        display_name: 'Sam Example',
      });
      expect(receipt.notes).toHaveLength(1);
    },
  );

  it('sends the order without a customer whom Square no longer has', async () => {
    const gone = refusal(404, 'NOT_FOUND', 'Customer with ID `C1` not found.');
    const { session, requests } = sessionOn({ [CREATE]: [gone, CREATED], [PAY]: PAID });
    await session.pushOrder(aPush({ customerId: 'C1' }));
    expect(requests[1]?.body.order).not.toHaveProperty('customer_id');
  });

  it('does not repeat a refusal for ever', async () => {
    const { session, lines } = sessionOn({ [CREATE]: refusal(400, 'INVALID_PHONE_NUMBER') });
    expect((await failureOf(session.pushOrder(aPush()))).kind).toBe('rejected');
    expect(lines()).toEqual([CREATE, CREATE]);
  });

  it('needs a location', async () => {
    const { session } = sessionOn({}, { externalLocationId: undefined });
    expect((await failureOf(session.pushOrder(aPush()))).message).toContain('No Square location');
  });

  it('names a setting that it cannot use', async () => {
    const { session } = sessionOn({}, { pos: { recordPayment: 'bitcoin' } });
    expect((await failureOf(session.pushOrder(aPush()))).message).toContain('recordPayment');
  });
});
