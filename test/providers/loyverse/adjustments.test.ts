import type { ReceiptBody } from '../../../functions/src/providers/loyverse/wire';
import { accepting, failureOf, FALLBACK, line, mapped, open, order, POS, push, STORE } from './fixtures';
import { asked, scripted } from './scripted';
import { CREATE, sent } from './sent';

describe('discounts', () => {
  const line1 = mapped({ line: line({ discount: 50 }) });
  const discounted = push({
    order: order({ total: 550 }),
    lines: [line1],
    discounts: [
      { name: 'Promo', amount: 60 },
      { name: 'Rounding', amount: 40 },
    ],
  });

  it('stand as one discount on the receipt, with the line’s own in its note', async () => {
    const { body, receipt } = await sent(discounted, { ...POS, discountId: 'disc-1' });
    expect(body.total_discounts).toEqual([{ id: 'disc-1', scope: 'RECEIPT', money_amount: 1.5 }]);
    expect(body.line_items[0]).toMatchObject({ line_note: 'discount 0.50', line_discounts: [] });
    expect(receipt.notes.join()).toMatch(/All discounts stand as one/);
  });

  it('use an open discount of the store, looked up once for all orders of a session', async () => {
    const discounts = [
      { id: 'points', type: 'DISCOUNT_BY_POINTS' },
      { id: 'gone', type: 'VARIABLE_AMOUNT', deleted_at: '2026-01-01T00:00:00.000Z' },
      { id: 'elsewhere', type: 'VARIABLE_AMOUNT', stores: ['store-2'] },
      { id: 'open', type: 'VARIABLE_AMOUNT', stores: [STORE], deleted_at: null },
    ];
    const { http, calls } = scripted({ [CREATE]: accepting, 'GET /v1.0/discounts': { json: { discounts } } });
    const session = open(http);
    await session.pushOrder(discounted);
    await session.pushOrder(discounted);
    expect(asked(calls, 'GET /v1.0/discounts')).toHaveLength(1);
    const bodies = asked(calls, CREATE).map((call) => call.body as ReceiptBody);
    expect(bodies.map((body) => body.total_discounts[0]?.id)).toEqual(['open', 'open']);
  });

  it('are refused with advice where the shop has no open discount', async () => {
    const { http, calls } = scripted({ 'GET /v1.0/discounts': { json: { discounts: [] } } });
    const failure = await failureOf(open(http).pushOrder(discounted));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/Back Office/)]);
    expect(asked(calls, CREATE)).toEqual([]);
  });

  it('asks for the open discount again after a failure', async () => {
    const { http } = scripted({
      [CREATE]: accepting,
      'GET /v1.0/discounts': [
        { status: 500, json: {} },
        { json: { discounts: [{ id: 'open', type: 'VARIABLE_AMOUNT' }] } },
      ],
    });
    const session = open(http);
    expect((await failureOf(session.pushOrder(discounted))).kind).toBe('unavailable');
    expect((await session.pushOrder(discounted)).posTotal).toBe(550);
  });
});

describe('tax', () => {
  const taxes = [
    { id: 'vat', type: 'INCLUDED', rate: 20 },
    { id: 'sales', type: 'ADDED', rate: 12.5 },
  ];
  const pos = { ...POS, taxes };
  const taxed = [mapped({ link: { variationId: 'var-latte', taxIds: ['vat', 'sales', 'unknown'] } })];
  const idsOf = (body: ReceiptBody) => body.line_items.map((row) => row.line_taxes.map((tax) => tax.id));

  it('inside the prices: keeps the item’s included taxes and no other', async () => {
    const { body } = await sent(
      push({ order: order({ tax: { amount: 117, inclusive: true } }), lines: taxed }),
      pos,
    );
    expect(idsOf(body)).toEqual([['vat']]);
  });

  it('on top: is left to Loyverse where its arithmetic gives the order’s tax', async () => {
    // 7.00 x 12.5 % = 0.875
    const what = push({ order: order({ tax: { amount: 88, inclusive: false }, total: 788 }), lines: taxed });
    const { body, receipt } = await sent(what, pos);
    expect(idsOf(body)).toEqual([['sales']]);
    expect([body.payments[0]?.money_amount, receipt.notes]).toEqual([7.88, []]);
  });

  it('on top: leaves fees out where only the goods are taxed', async () => {
    const what = push({
      order: order({ tax: { amount: 88, inclusive: false }, total: 1788 }),
      lines: taxed,
      fees: [{ name: 'Delivery', amount: 1000 }],
      fallback: { ...FALLBACK, taxIds: ['sales'] },
    });
    expect(idsOf((await sent(what, pos)).body)).toEqual([['sales'], []]);
  });

  it('on top: taxes fees where the order’s tax includes them, and never the tip', async () => {
    const what = push({
      order: order({ tax: { amount: 213, inclusive: false }, tip: 100, total: 2013 }),
      lines: taxed,
      fees: [{ name: 'Delivery', amount: 1000 }],
      fallback: { ...FALLBACK, taxIds: ['sales'] },
    });
    expect(idsOf((await sent(what, pos)).body)).toEqual([['sales'], ['sales'], []]);
  });

  it('on top: considers the discount', async () => {
    // (7.00 - 2.00) x 12.5 % = 0.625
    const what = push({
      order: order({ tax: { amount: 63, inclusive: false }, total: 563 }),
      lines: taxed,
      discounts: [{ name: 'Promo', amount: 200 }],
    });
    expect(idsOf((await sent(what, { ...pos, discountId: 'd' })).body)).toEqual([['sales']]);
  });

  it('on top: stands as a line of its own where it would be off by a cent', async () => {
    const what = push({
      order: order({ tax: { amount: 87, inclusive: false }, total: 787 }),
      lines: taxed,
      fallback: FALLBACK,
    });
    const { body, receipt } = await sent(what, pos);
    expect(idsOf(body)).toEqual([[], []]);
    expect(body.line_items[1]).toMatchObject({ variant_id: 'var-misc', price: 0.87, line_note: 'Tax' });
    expect(receipt.notes.join()).toContain('Tax');
  });

  it('on top: stands as a line of its own where rounding per line and per receipt differ', async () => {
    // Twice 0.04375 is 0.0875: 0.09 rounded once, 0.08 rounded line by line.
    const cheap = mapped({
      line: line({ quantity: 1, unitPrice: 35 }),
      link: { variationId: 'v', taxIds: ['sales'] },
    });
    const what = push({
      order: order({ tax: { amount: 9, inclusive: false }, total: 79 }),
      lines: [cheap, cheap],
      fallback: FALLBACK,
    });
    expect(idsOf((await sent(what, pos)).body)).toEqual([[], [], []]);
  });

  it('on top: is refused with advice where neither taxes nor a fallback item can carry it', async () => {
    const { http } = scripted({});
    const what = push({ order: order({ tax: { amount: 87, inclusive: false }, total: 787 }), lines: taxed });
    const failure = await failureOf(open(http, pos).pushOrder(what));
    expect([failure.kind, failure.detail.advice]).toEqual([
      'rejected',
      expect.stringMatching(/fallback item/),
    ]);
  });
});
