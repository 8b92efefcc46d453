import { anOrder, aPush, payment, squareOrder } from './orders';
import { failureOf, refusal, sessionOn, type Script } from './scripted';

const CREATE = 'POST /v2/orders';
const CALCULATE = 'POST /v2/orders/calculate';
const PAY = 'POST /v2/payments';
const CREATED = { json: { order: squareOrder() } };
const PAID = { json: { payment: payment() } };
const happy: Script = { [CREATE]: CREATED, [PAY]: PAID };
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('pushing an order whose total Square must be asked about', () => {
  const onTop = () => anOrder({ tax: { amount: 232, inclusive: false }, total: 3132 });
  const calculated = (amount: number) => ({ json: { order: { total_money: usd(amount) } } });
  const created = {
    json: { order: squareOrder({ total_money: usd(3132), net_amount_due_money: usd(3132) }) },
  };
  const withTax = { pos: { taxId: 'TAX1' } };
  const sent = (wire: ReturnType<typeof sessionOn>) =>
    wire.requests.find(({ line }) => line === CREATE)!.body.order;

  it('uses the catalog tax when Square then comes to the same total', async () => {
    const wire = sessionOn({ [CALCULATE]: calculated(3132), [CREATE]: created, [PAY]: PAID }, withTax);
    expect((await wire.session.pushOrder(aPush({}, onTop()))).notes).toEqual([]);
    expect(wire.requests[0]?.effect).toBe(false);
    expect(sent(wire).taxes).toEqual([{ uid: 'tax', scope: 'ORDER', catalog_object_id: 'TAX1' }]);
    expect(sent(wire)).not.toHaveProperty('service_charges');
  });

  it.each([
    ['the total differs', calculated(3133)],
    ['Square refuses to calculate', refusal(400, 'BAD_REQUEST', 'no such tax')],
    ['Square does not know the call', refusal(404, 'NOT_FOUND', 'Resource not found.')],
  ])('puts the tax into a service charge when %s', async (_when, answer) => {
    const wire = sessionOn({ [CALCULATE]: answer, [CREATE]: created, [PAY]: PAID }, withTax);
    const receipt = await wire.session.pushOrder(aPush({}, onTop()));
    expect(sent(wire)).not.toHaveProperty('taxes');
    expect(sent(wire).service_charges).toMatchObject([{ name: 'Tax', amount_money: usd(232) }]);
    expect(receipt.notes).toHaveLength(1);
  });

  it.each([
    ['throttled', refusal(429, 'RATE_LIMITED')],
    ['unavailable', refusal(500, 'INTERNAL_SERVER_ERROR')],
    ['unauthorized', refusal(401, 'ACCESS_TOKEN_EXPIRED')],
  ])('creates nothing while the question is %s', async (kind, answer) => {
    const wire = sessionOn({ [CALCULATE]: answer }, withTax);
    expect((await failureOf(wire.session.pushOrder(aPush({}, onTop())))).kind).toBe(kind);
    expect(wire.lines()).toEqual([CALCULATE]);
  });

  const weighed = (total: number) =>
    anOrder({
      lines: [{ id: 'a', productId: 'cheese', name: 'Cheese', quantity: 0.5, unitPrice: 1001 }],
      total,
    });

  it('adds or takes off what Square rounds otherwise', async () => {
    // Half to even makes 500 of 500.5, the storefront 501: the body already adds one.
    const wire = sessionOn({ [CALCULATE]: calculated(502), [CREATE]: CREATED, [PAY]: PAID });
    await wire.session.pushOrder(aPush({}, weighed(501)));
    expect(wire.requests[0]?.body.order.service_charges).toMatchObject([
      { name: 'Rounding', amount_money: usd(1) },
    ]);
    expect(sent(wire)).not.toHaveProperty('service_charges');
    expect(sent(wire).line_items[0]?.quantity).toBe('0.5');
  });

  it('sells one piece at the whole price when an item takes no fractional quantity', async () => {
    const wire = sessionOn({
      [CALCULATE]: refusal(400, 'INVALID_VALUE', 'Quantity must be a whole number.'),
      [CREATE]: CREATED,
      [PAY]: PAID,
    });
    const receipt = await wire.session.pushOrder(aPush({}, weighed(501)));
    expect(sent(wire).line_items[0]).toMatchObject({
      catalog_object_id: 'V0',
      quantity: '1',
      base_price_money: usd(501),
      note: '0.5 x',
    });
    expect(receipt.notes.join()).toContain('one piece');
  });

  it('goes by the documented rounding when Square cannot calculate', async () => {
    const wire = sessionOn({ [CALCULATE]: refusal(404, 'NOT_FOUND'), [CREATE]: CREATED, [PAY]: PAID });
    await wire.session.pushOrder(aPush({}, weighed(501)));
    expect(sent(wire).service_charges).toMatchObject([{ name: 'Rounding', amount_money: usd(1) }]);
  });

  it('asks when several discounts meet, and does not ask for a plain order', async () => {
    const order = anOrder({ discounts: [{ amount: 100 }, { amount: 200 }], total: 2600 });
    const asked = sessionOn({ [CALCULATE]: calculated(2600), ...happy });
    await asked.session.pushOrder(aPush({}, order));
    const plain = sessionOn(happy);
    await plain.session.pushOrder(aPush({}, anOrder({ discounts: [{ amount: 100 }], total: 2800 })));
    expect([asked.lines()[0], plain.lines()[0]]).toEqual([CALCULATE, CREATE]);
  });
});
