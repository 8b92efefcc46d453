import * as seed from './seed';
import { type Json, lemonade, promo, sale, till, vat } from './till';

describe('a sale', () => {
  it('adds up as on the documented receipt: (34 + 6) x 2 - 5, and 12.5 % on top', async () => {
    const { post, model } = till();
    const modifier = { modifier_option_id: seed.OAT_OPTION_ID, price: 6 };
    const line = { variant_id: seed.LATTE_ID, quantity: 2, price: 34, line_modifiers: [modifier], ...vat };
    const reply = await post('/receipts', sale(84.38, [line], { total_discounts: promo(5) }));
    expect(reply.json).toMatchObject({
      ...{ receipt_number: '1001', receipt_type: 'SALE', order: 'WEB-1', refund_for: null },
      ...{ total_money: 84.38, total_tax: 9.38, total_discount: 5, cancelled_at: null },
      total_taxes: [{ type: 'ADDED', rate: 12.5, money_amount: 9.38 }],
      total_discounts: [{ id: seed.ONLINE_PROMO_ID, type: 'VARIABLE_AMOUNT', money_amount: 5 }],
      line_items: [
        { gross_total_money: 80, total_money: 75, line_modifiers: [{ option: 'Oat', money_amount: 12 }] },
      ],
      payments: [{ name: 'Online', type: 'OTHER', money_amount: 84.38 }],
    });
    expect(Object.keys(reply.json)).toHaveLength(27);
    expect(model.orders()).toMatchObject([
      {
        id: '1001',
        reference: 'WEB-1',
        locationId: seed.STORE_ID,
        state: 'paid',
        total: 8438,
        visible: true,
      },
    ]);
  });

  it('finds included tax in the price and shares its cents so that lines sum to the total', async () => {
    const { post } = till();
    const line = {
      variant_id: seed.EXTRAS_ID,
      quantity: 1,
      price: 0.16,
      line_taxes: [{ id: seed.INCLUDED_TAX_ID }],
    };
    const { json } = await post('/receipts', sale(0.48, [line, line, line]));
    expect(json.total_money).toBe(0.48);
    expect(json.total_tax).toBe(0.04);
    expect(json.line_items.map((one) => one.line_taxes[0]?.money_amount)).toEqual([0.01, 0.02, 0.01]);
  });

  it.each([
    ['USD', 3.5, 0.01, 10.49],
    ['JPY', 350, 1, 1049],
    ['KWD', 0.35, 0.001, 1.049],
  ])('spreads a receipt discount exactly in %s', async (currency, price, off, total) => {
    const { post, model } = till({ currency });
    const lines = [1, 1, 1].map(() => ({ variant_id: seed.LEMONADE_ID, quantity: 1, price }));
    const { json } = await post('/receipts', sale(total, lines, { total_discounts: promo(off) }));
    expect(json.total_discount).toBe(off);
    expect(json.line_items.filter((line) => line.total_discount === off)).toHaveLength(1);
    expect(model.orders()[0]).toMatchObject({ total: 1049, currency });
  });

  it('weighs: fractions of an item sold by weight, halves up', async () => {
    const { post, stockOf } = till();
    const { json } = await post('/receipts', sale(10.66, [{ variant_id: seed.BEANS_ID, quantity: 0.333 }]));
    expect(json.total_money).toBe(10.66);
    expect(await stockOf(seed.BEANS_ID)).toBe(12.167);
  });

  it('takes a line discount off the lines that name it, before the discount of the receipt', async () => {
    const { post } = till();
    const staff = { id: seed.STAFF_DISCOUNT_ID, scope: 'LINE_ITEM' };
    const lines = [{ ...lemonade, line_discounts: [{ id: seed.STAFF_DISCOUNT_ID }] }, lemonade];
    const { json } = await post('/receipts', sale(12.3, lines, { total_discounts: [...promo(1), staff] }));
    expect(json.total_discounts.map((one) => one.money_amount)).toEqual([0.7, 1]);
    expect(json.total_discounts[0]?.percentage).toBe(10);
  });

  it('takes a payment that does not match only when told to', async () => {
    const { post, model } = till();
    expect((await post('/receipts', sale(7.01))).json.errors[0].field).toBe(
      'object.payments[0].money_amount',
    );
    model.setOption('paymentMismatch', 'accept');
    expect((await post('/receipts', sale(7.01))).json).toMatchObject({
      total_money: 7,
      payments: [{ money_amount: 7.01 }],
    });
  });
});

describe('a refused sale', () => {
  const missing = seed.OTHER_TEA_ID;
  const line = (more: Json) => sale(7, [{ ...lemonade, ...more }]);
  it.each<[string, Json, number, string, string]>([
    [
      'no payments',
      { ...sale(7), payments: undefined },
      400,
      'MISSING_REQUIRED_PARAMETER',
      'object.payments (line: 1',
    ],
    ['two payments', sale(7, undefined, { payments: [{}, {}] }), 400, 'INVALID_VALUE', 'object.payments'],
    ['no lines', sale(0, []), 400, 'INVALID_VALUE', 'object.line_items'],
    [
      'a free-text line',
      sale(7, [{ name: 'x', quantity: 1 }]),
      400,
      'INVALID_VALUE',
      'object.line_items[0].name',
    ],
    ['an unknown field', sale(7, undefined, { tip: 1 }), 400, 'INVALID_VALUE', 'object.tip'],
    ['half a lemonade', line({ quantity: 0.5 }), 400, 'INVALID_VALUE', 'object.line_items[0].quantity'],
    [
      'text as quantity',
      line({ quantity: '2' }),
      400,
      'INCORRECT_VALUE_TYPE',
      'object.line_items[0].quantity',
    ],
    ['half a cent', line({ price: 3.505 }), 400, 'INVALID_VALUE', 'object.line_items[0].price'],
    ['no UUID', line({ variant_id: 'LEMON' }), 400, 'INVALID_VALUE', 'object.line_items[0].variant_id'],
    [
      "another account's variant",
      line({ variant_id: missing }),
      404,
      'NOT_FOUND',
      'object.line_items[0].variant_id',
    ],
    [
      'a deleted variant',
      line({ variant_id: seed.SOUP_ID }),
      404,
      'NOT_FOUND',
      'object.line_items[0].variant_id',
    ],
    [
      'an open price left open',
      line({ variant_id: seed.EXTRAS_ID }),
      400,
      'INVALID_VALUE',
      'object.line_items[0].price',
    ],
    [
      'an unknown tax',
      line({ line_taxes: [{ id: missing }] }),
      404,
      'NOT_FOUND',
      'object.line_items[0].line_taxes[0].id',
    ],
    [
      'a modifier of another item',
      line({ line_modifiers: [{ modifier_option_id: seed.OAT_OPTION_ID }] }),
      ...([400, 'INVALID_VALUE', 'object.line_items[0].line_modifiers[0].modifier_option_id'] as const),
    ],
    [
      'an undeclared discount',
      line({ line_discounts: [{ id: missing }] }),
      400,
      'INVALID_VALUE',
      'object.line_items[0].line_d',
    ],
    [
      'a discount too large',
      sale(0, undefined, { total_discounts: promo(8) }),
      400,
      'INVALID_VALUE',
      'object.total_d',
    ],
    [
      'an offset in a time',
      sale(7, undefined, { receipt_date: '2025-03-02T17:30:00+00:00' }),
      400,
      'INVALID_VALUE',
      'object.receipt_date',
    ],
    ['a long reference', sale(7, undefined, { order: 'x'.repeat(41) }), 400, 'INVALID_VALUE', 'object.order'],
    [
      'an unknown customer',
      sale(7, undefined, { customer_id: missing }),
      404,
      'NOT_FOUND',
      'object.customer_id',
    ],
    [
      'an item the store does not sell',
      sale(2.75, [{ variant_id: seed.BROWNIE_ID, quantity: 1 }], { store_id: seed.SECOND_STORE_ID }),
      ...([400, 'INVALID_VALUE', 'object.line_items[0].variant_id'] as const),
    ],
  ])('names the field: %s', async (_, body, status, code, field) => {
    const { post, model } = till();
    const reply = await post('/receipts', body);
    expect([reply.status, reply.json.errors[0].code]).toEqual([status, code]);
    expect(reply.json.errors[0].field.startsWith(field)).toBe(true);
    expect(model.orders()).toEqual([]);
  });

  it('wants the taxes of an item named, or none named on purpose', async () => {
    const { post } = till();
    const roti = { variant_id: seed.ROTI_ID, quantity: 1 };
    const silent = await post('/receipts', sale(12.5, [roti]));
    expect(silent.json.errors[0].field).toBe('object.line_items[0].line_taxes');
    expect((await post('/receipts', sale(12.5, [{ ...roti, line_taxes: [] }]))).json.total_tax).toBe(0);
  });

  it('can answer 400 instead of 404 to an id that does not exist', async () => {
    const { post } = till({ unknownReference: 'invalid-value' });
    const { status, json } = await post('/receipts', line({ variant_id: missing }));
    expect([status, json.errors[0].code]).toEqual([400, 'INVALID_VALUE']);
  });

  it('counts what Loyverse would have swallowed', async () => {
    const { get, post, model, send } = till();
    await post('/receipts', sale(7, undefined, { tip: 1 }));
    await get('/receipts?receipt_type=SALE');
    await get('/inventory?store_id=' + seed.STORE_ID);
    await send('PUT', '/v1.0/items', {});
    expect(model.state().violations).toBe(4);
    await post('/receipts', sale(8));
    expect(model.state().violations).toBe(4);
  });
});
