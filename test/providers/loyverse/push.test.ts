import {
  failureOf,
  FALLBACK,
  line,
  mapped,
  MARKER,
  NOW,
  open,
  order,
  POS,
  push,
  receiptRow,
  STORE,
} from './fixtures';
import { scripted } from './scripted';
import { CREATE, sent } from './sent';

describe('an order pushed to Loyverse', () => {
  it('is one receipt at the store, with our marker, paid in full', async () => {
    const { body, call, receipt } = await sent(push({ customerId: 'cust-1' }));
    expect(body).toEqual({
      store_id: STORE,
      order: MARKER,
      customer_id: 'cust-1',
      source: 'Tillbridge',
      receipt_date: '2026-11-21T11:59:00.000Z',
      total_discounts: [],
      line_items: [
        {
          variant_id: 'var-latte',
          quantity: 2,
          price: 3.5,
          line_taxes: [],
          line_discounts: [],
          line_modifiers: [],
        },
      ],
      payments: [{ payment_type_id: 'pay-online', money_amount: 7, paid_at: '2026-11-21T11:59:00.000Z' }],
    });
    expect(call?.headers.authorization).toBe('Bearer tok-secret');
    expect(call?.effect).toBe(true);
    expect(receipt).toEqual({
      externalId: '1007',
      externalNumber: '1007',
      posTotal: 700,
      paid: true,
      notes: [],
    });
  });

  it('carries the employee and the source of the settings', async () => {
    const { body } = await sent(push(), { ...POS, employeeId: 'emp-1', source: 'Web' });
    expect([body.employee_id, body.source]).toEqual(['emp-1', 'Web']);
  });

  it.each([
    ['placed two days ago', NOW - 48 * 3_600_000],
    ['placed in the future', NOW + 60_000],
  ])('is dated now when it was %s', async (_when, placedAt) => {
    const { body } = await sent(push({ order: order({ placedAt }) }));
    expect(body.receipt_date).toBe('2026-11-21T12:00:00.000Z');
  });

  it('counts a modifier by its price, since Loyverse has no quantity for it', async () => {
    const modifier = { id: 'oat', name: 'Oat', quantity: 3, unitPrice: 50 };
    const lines = [
      mapped({
        line: line({ modifiers: [modifier] }),
        modifiers: [{ modifier, link: { variationId: 'opt-oat' } }],
      }),
    ];
    const { body } = await sent(push({ order: order({ total: 1000 }), lines }));
    expect(body.line_items[0]).toMatchObject({
      price: 3.5,
      line_note: '3 x Oat',
      line_modifiers: [{ modifier_option_id: 'opt-oat', price: 1.5 }],
    });
  });

  it('states one option once, also where two modifiers are mapped to it', async () => {
    const modifiers = ['a', 'b'].map((id) => ({ id, name: id, quantity: 1, unitPrice: 25 }));
    const lines = [
      mapped({
        line: line({ modifiers }),
        modifiers: modifiers.map((modifier) => ({ modifier, link: { variationId: 'opt' } })),
      }),
    ];
    const { body } = await sent(push({ order: order({ total: 800 }), lines }));
    expect(body.line_items[0]?.line_modifiers).toEqual([{ modifier_option_id: 'opt', price: 0.5 }]);
  });

  it('puts a modifier without a link into the price and the note', async () => {
    const modifier = { id: 'x', name: 'Less ice', quantity: 2, unitPrice: 10 };
    const lines = [
      mapped({ line: line({ modifiers: [modifier], note: 'no lid' }), modifiers: [{ modifier }] }),
    ];
    const { body } = await sent(push({ order: order({ total: 740 }), lines }));
    expect(body.line_items[0]).toMatchObject({
      price: 3.7,
      line_note: '2 x Less ice; no lid',
      line_modifiers: [],
    });
  });

  it('names the product in the note of the fallback item, and folds its options and its fractions', async () => {
    const modifier = { id: 'oat', name: 'Oat', quantity: 1, unitPrice: 50 };
    const lines = [
      mapped({
        line: line({ quantity: 0.335, unitPrice: 1249, modifiers: [modifier] }),
        as: 'fallback',
        link: FALLBACK,
        modifiers: [{ modifier, link: { variationId: 'opt-oat' } }],
      }),
    ];
    // 0.335 x 12.99 = 4.35165
    const { body } = await sent(push({ order: order({ total: 435 }), lines }));
    expect(body.line_items).toEqual([
      expect.objectContaining({
        variant_id: 'var-misc',
        quantity: 1,
        price: 4.35,
        line_note: '0.335 x Latte; Oat',
        line_modifiers: [],
      }),
    ]);
  });

  it('shows fees and tip as lines of the fallback item and says so', async () => {
    const { body, receipt } = await sent(
      push({
        order: order({ tip: 100, total: 1050 }),
        fees: [
          { name: 'Delivery', amount: 250 },
          { name: 'Nothing', amount: 0 },
        ],
        fallback: FALLBACK,
      }),
    );
    expect(body.line_items.slice(1).map((row) => [row.variant_id, row.price, row.line_note])).toEqual([
      ['var-misc', 2.5, 'Delivery'],
      ['var-misc', 1, 'Tip'],
    ]);
    expect(receipt.notes).toEqual(['Standing as lines of the fallback item: Delivery, Tip.']);
  });

  it('says that an unpaid order stands as paid', async () => {
    const { receipt } = await sent(push({ order: order({ payment: { status: 'unpaid' } }) }));
    expect(receipt.notes.join()).toContain('storefront says unpaid');
  });

  it('names both totals when Loyverse comes to another one', async () => {
    const { receipt } = await sent(push(), POS, { [CREATE]: { json: receiptRow({ total_money: 7.01 }) } });
    expect(receipt.posTotal).toBe(701);
    expect(receipt.notes.join()).toMatch(/7\.01 USD.*7\.00 USD/);
  });

  it.each([
    ['no payment type is chosen', push(), {}, /payment type/],
    ['no settings are there', push(), null, /payment type/],
    [
      'the settings have a wrong shape',
      push(),
      { ...POS, taxes: [{ id: 't', type: 'ADDED' }] },
      /pos\.taxes\.0\.rate/,
    ],
    ['the source is too long', push(), { ...POS, source: 'x'.repeat(41) }, /pos\.source/],
    ['a fee has no fallback item', push({ fees: [{ name: 'Delivery', amount: 1 }] }), POS, /fallback item/],
    ['a tip has no fallback item', push({ order: order({ tip: 1, total: 701 }) }), POS, /fallback item/],
    ['it is in another currency', push({ order: order({ currency: 'EUR' }) }), POS, /in EUR.*in USD/],
  ])('is refused before anything is sent when %s', async (_why, what, pos, words) => {
    const { http, calls } = scripted({});
    const failure = await failureOf(open(http, pos).pushOrder(what));
    expect(failure.kind).toBe('rejected');
    expect(`${failure.message} ${failure.detail.advice}`).toMatch(words);
    expect(failure.detail.advice).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('is refused while no store is chosen', async () => {
    const { http } = scripted({});
    const session = open(http, POS, { externalLocationId: undefined });
    expect((await failureOf(session.pushOrder(push()))).message).toMatch(/No Loyverse store/);
  });

  it('names a line that has no item', async () => {
    const { http } = scripted({});
    const failure = await failureOf(
      open(http).pushOrder(push({ lines: [mapped({ as: 'adhoc', link: undefined })] })),
    );
    expect(failure.kind).toBe('unmapped');
    expect(failure.detail.lines).toEqual([{ lineId: 'l1', key: 'p:latte', name: 'Latte' }]);
  });
});
