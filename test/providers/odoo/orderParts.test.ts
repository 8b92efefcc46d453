import {
  accepting,
  ENTRY,
  failureOf,
  FALLBACK,
  line,
  mapped,
  METHOD,
  NOW,
  open,
  order,
  push,
  sentOrder,
  till,
  valuesOf,
} from './fixtures';
import { pushed } from './pushed';
import { scripted, type Json, type Scripts } from './scripted';

describe('what an order is made of', () => {
  it('spreads discounts over the lines as percentages, and names them in the note', async () => {
    const what = push({
      order: order({
        lines: [line({ discount: 100 })],
        discounts: [{ name: 'Promo', amount: 50 }],
        total: 550,
      }),
      lines: [mapped({ line: line({ discount: 100 }) })],
      discounts: [{ name: 'Promo', amount: 50 }],
    });
    const { sent } = await pushed(18, what);
    const [one] = valuesOf(sent.lines);
    expect(one).toMatchObject({ price_unit: 3.5, qty: 2, price_subtotal_incl: 5.5 });
    expect(one?.discount).toBeCloseTo((150 / 700) * 100, 10);
    expect(sent.general_note).toContain('Promo -0.50');
  });

  it('puts fees and tip on lines of their own and says so', async () => {
    const what = push({
      order: order({ fees: [{ name: 'Delivery', amount: 300 }], tip: 100, total: 1100 }),
      fees: [{ name: 'Delivery', amount: 300 }],
      fallback: FALLBACK,
    });
    const { sent, receipt } = await pushed(18, what, { paymentMethodId: METHOD, tipProductId: 55 });
    expect(valuesOf(sent.lines)).toMatchObject([
      { product_id: 65 },
      { product_id: 99, full_product_name: 'Delivery', price_subtotal_incl: 3 },
      { product_id: 55, full_product_name: 'Tip', price_subtotal_incl: 1 },
    ]);
    expect(receipt.notes).toEqual(['Standing as lines of their own: Delivery, Tip.']);
  });

  it('refuses fees without a fallback item, with advice, before anything is sent', async () => {
    const what = push({
      order: order({ fees: [{ amount: 300 }], total: 1000 }),
      fees: [{ name: 'Fee', amount: 300 }],
    });
    const wire = scripted(accepting(18));
    const failure = await failureOf(open(wire.http).pushOrder(what));
    expect(failure).toMatchObject({
      kind: 'rejected',
      detail: { advice: expect.stringMatching(/fallback/) as string },
    });
    expect(wire.asked(ENTRY(18))).toEqual([]);
  });

  const modifier = { id: 'oat', name: 'Oat milk', quantity: 2, unitPrice: 50 };
  const withOption = push({
    order: order({ lines: [line({ modifiers: [modifier] })], total: 900 }),
    lines: [
      mapped({
        line: line({ modifiers: [modifier] }),
        modifiers: [{ modifier, link: { variationId: '31' } }],
      }),
    ],
  });

  it.each([17, 18, 19])(
    'puts options on the line of Odoo %i, with their price in the line’s',
    async (series) => {
      const { sent } = await pushed(series, withOption);
      expect(valuesOf(sent.lines)).toMatchObject([
        {
          price_unit: 4.5,
          price_extra: 1,
          attribute_value_ids: [[6, 0, [31]]],
          customer_note: expect.stringMatching(/^2 x Oat milk/) as unknown,
        },
      ]);
    },
  );

  it('has options as words only on Odoo 16', async () => {
    const { sent } = await pushed(16, withOption);
    const [one] = valuesOf(sent.lines);
    expect(one).toMatchObject({ price_unit: 4.5, customer_note: '2 x Oat milk | Web #A17' });
    expect(one).not.toHaveProperty('attribute_value_ids');
  });

  it('puts the order’s note where staff see it: on the order from 18, on the first line before', async () => {
    const noted = push({ order: order({ note: 'No cups', fulfillment: { type: 'dine_in', table: '7' } }) });
    expect((await pushed(18, noted)).sent.general_note).toMatch(/Dine in, table 7, No cups/);
    expect((await pushed(19, noted)).sent.general_customer_note).toMatch(/Dine in, table 7, No cups/);
    expect(valuesOf((await pushed(17, noted)).sent.lines)[0]?.customer_note).toMatch(/table 7, No cups/);
  });

  it('asks for the decimals of quantities only for goods by weight, and fits what Odoo would round', async () => {
    const weighed = line({ quantity: 0.375, unitPrice: 1000 });
    const what = push({ order: order({ lines: [weighed], total: 375 }), lines: [mapped({ line: weighed })] });
    const digits = (count: number): Scripts => ({
      'pos.order.line.fields_get': { result: { qty: { digits: [16, count] } } },
    });
    const fine = await pushed(18, what, undefined, digits(3));
    expect(valuesOf(fine.sent.lines)).toMatchObject([
      { qty: 0.375, price_unit: 10, price_subtotal_incl: 3.75 },
    ]);
    const coarse = await pushed(18, what, undefined, digits(2));
    const [one] = valuesOf(coarse.sent.lines);
    expect(one).toMatchObject({ qty: 0.38, price_subtotal_incl: 3.75 });
    expect(Number(one?.qty) * Number(one?.price_unit)).toBeCloseTo(3.75, 9);
    const silent = await pushed(18, what, undefined, {
      'pos.order.line.fields_get': { result: { qty: {} } },
    });
    expect(valuesOf(silent.sent.lines)).toMatchObject([{ qty: 0.375 }]);
  });

  it('costs nothing and has no payment where it is free', async () => {
    const free = line({ discount: 700 });
    const what = push({ order: order({ lines: [free], total: 0 }), lines: [mapped({ line: free })] });
    const { sent } = await pushed(19, what);
    expect(sent).toMatchObject({ amount_total: 0, amount_paid: 0, state: 'paid', payment_ids: [] });
    expect(valuesOf(sent.lines)).toMatchObject([{ discount: 100, price_subtotal_incl: 0 }]);
  });

  it('keeps the time of placing only where a till can believe it', async () => {
    expect((await pushed(18)).sent.date_order).toBe('2026-11-21 11:59:00');
    const old = push({ order: order({ placedAt: NOW - 3 * 24 * 3_600_000 }) });
    expect((await pushed(18, old)).sent.date_order).toBe('2026-11-21 12:00:00');
  });

  it('does not send what is no id of Odoo’s', async () => {
    const wire = scripted(accepting(18));
    const what = push({ lines: [mapped({ link: { variationId: 'not-a-number' } })] });
    const failure = await failureOf(open(wire.http).pushOrder(what));
    expect(failure).toMatchObject({
      kind: 'unmapped',
      detail: { lines: [{ lineId: 'l1', key: 'p:latte' }] },
    });
  });
});

describe('the till', () => {
  const at = (row: Json) => ({ ...accepting(18), 'pos.config.search_read': { result: [row] } });

  it.each([
    ['in another currency', till({ currency_id: [1, 'EUR'] }), {}, /EUR/],
    ['without the chosen payment method', till({ payment_method_ids: [1, 7] }), {}, /payment methods/],
    ['with several payment methods and none chosen', till(), { pos: {} }, /none is chosen/],
  ])('%s refuses the order with advice', async (_what, row, options, words) => {
    const wire = scripted(at(row));
    const failure = await failureOf(open(wire.http, options).pushOrder(push()));
    expect(failure).toMatchObject({ kind: 'rejected', message: expect.stringMatching(words) as string });
    expect(failure.detail.advice).toBeTruthy();
    expect(wire.asked(ENTRY(18))).toEqual([]);
  });

  it('with one payment method needs no choice', async () => {
    const wire = scripted(at(till({ payment_method_ids: [7] })));
    await open(wire.http, { pos: {} }).pushOrder(push());
    expect(valuesOf(sentOrder(wire.asked(ENTRY(18))[0]).payment_ids)).toMatchObject([
      { payment_method_id: 7 },
    ]);
  });

  it('that is gone is named', async () => {
    const wire = scripted({ 'pos.config.search_read': { result: [] } });
    expect(await failureOf(open(wire.http).pushOrder(push()))).toMatchObject({ kind: 'rejected' });
  });

  it('closed between our look and the order waits as well', async () => {
    for (const [series, message] of [
      [18, 'No open session available. Please open a new session to capture the order.'],
      [19, 'No open session available. Please open a new session to capture the order.'],
    ] as const) {
      const fault = { name: 'odoo.exceptions.UserError', message };
      const wire = scripted({ ...accepting(series), [ENTRY(series)]: { fault } });
      const failure = await failureOf(open(wire.http, { series }).pushOrder(push()));
      expect(failure).toMatchObject({ kind: 'throttled', detail: { until: NOW + 5 * 60_000 } });
    }
  });
});
