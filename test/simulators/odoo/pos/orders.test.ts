import { ALL_SERIES } from '..';
import * as seed from '../seed';
import { created, type Json, pay, REFERENCE, sell, synced, till, UUID } from '../till';

const ORDER = 'pos.order';
const sync = (order: Json): [string, string, unknown[]] => [ORDER, 'sync_from_ui', [[order]]];
const make = (order: Json, ...more: unknown[]): [string, string, unknown[]] => [
  ORDER,
  'create_from_ui',
  [[order], ...more],
];

describe.each(ALL_SERIES)('an order on %i', (series) => {
  it('arrives paid, and again changes nothing', async () => {
    const shop = till({ series });
    const id = await sell(shop);
    expect(shop.model.orders()).toMatchObject([
      {
        ...{
          id: String(id),
          model: ORDER,
          locationId: String(seed.CONFIG_ID),
          state: 'paid',
          currency: 'USD',
        },
        ...{ total: 700, linesTotal: 700, paid: 700, paidOut: 0, visible: true },
        reference: series < 18 ? REFERENCE : UUID,
        lines: [{ itemId: String(seed.LEMONADE_ID), name: '[LEMON] Lemonade', quantity: 2, total: 700 }],
      },
    ]);
    expect(await sell(shop)).toBe(series === 19 ? id : 0);
    expect(shop.model.orders()).toHaveLength(1);
    expect(shop.model.state().violations).toBe(0);
  });

  it('keeps a total that contradicts its lines', async () => {
    const shop = till({ series });
    await sell(shop, { total: 5 });
    expect(shop.model.orders()).toMatchObject([{ total: 500, linesTotal: 700, paid: 500 }]);
  });

  it('can be paid later with the wizard, in parts', async () => {
    const shop = till({ series });
    const id = await sell(shop, { draft: true, paid: 0 });
    expect(shop.model.orders()).toMatchObject([{ state: 'open', paid: 0 }]);
    expect(await pay(shop, id, 3)).toMatchObject({ res_model: 'pos.make.payment' });
    expect(await pay(shop, id, 4)).toEqual({ type: 'ir.actions.act_window_close' });
    expect(shop.model.orders()).toMatchObject([{ state: 'paid', paid: 700 }]);
  });

  it('can be cancelled while it is a draft', async () => {
    const shop = till({ series });
    const id = await sell(shop, { draft: true, paid: 0 });
    const { json } = await shop.execute(ORDER, 'action_pos_order_cancel', [[id]]);
    const shape = series < 18 ? true : series === 18 ? undefined : { [ORDER]: [expect.anything()] };
    expect(json.result).toEqual(shape);
    expect(shop.model.orders()).toMatchObject([{ state: 'cancelled' }]);
    await pay(shop, id, 7);
    expect(shop.model.orders()).toMatchObject([{ state: 'cancelled', paid: 700 }]);
    expect(shop.model.state().violations).toBe(1);
  });

  it('is cancelled after it was paid only up to 17, and then the money is gone', async () => {
    const shop = till({ series });
    await shop.execute(ORDER, 'action_pos_order_cancel', [[await sell(shop)]]);
    expect(shop.model.orders()).toMatchObject([{ state: series < 18 ? 'cancelled' : 'paid', paid: 700 }]);
    expect(shop.model.state().violations).toBe(1);
  });

  it('takes what was paid too little each in its own way', async () => {
    const shop = till({ series });
    if (series === 19) {
      await expect(sell(shop, { paid: 5 })).rejects.toThrow('Order / is not fully paid.');
      expect(shop.model.orders()).toEqual([]);
      return;
    }
    await sell(shop, { paid: 5 });
    expect(shop.model.orders()).toMatchObject([
      { state: series === 18 ? 'paid' : 'open', total: 700, paid: 500 },
    ]);
  });

  it('gives change: positive up to 18, negative on 19', async () => {
    const cash = (amount: number) => ({ payment_method_id: seed.CASH_METHOD_ID, amount });
    const at = '2026-11-21 00:50:00';
    const more = (amount_return: number) =>
      series < 18
        ? { amount_return, statement_ids: [[0, 0, { ...cash(10), name: at }]] }
        : { amount_return, payment_ids: [[0, 0, cash(10)]] };
    const shop = till({ series });
    if (series === 19) await expect(sell(shop, { more: more(3) })).rejects.toThrow('not fully paid');
    await sell(shop, { more: more(series === 19 ? -3 : 3) });
    expect(shop.model.orders()).toMatchObject([{ state: 'paid', paid: 700 }]);
    expect(shop.model.records('pos.payment').map(({ amount }) => amount)).toEqual([10, -3]);
  });

  it('names its unknown product in the words of the series', async () => {
    const shop = till({ series });
    const line = { product_id: 999, qty: 1, price_unit: 7, price_subtotal: 7, price_subtotal_incl: 7 };
    const lines = { more: { lines: [[0, 0, line]] } };
    const error =
      series < 18 ? await shop.refused(...make(created(lines))) : await shop.refused(...sync(synced(lines)));
    const [name, words] = {
      16: ['psycopg2.errors.InFailedSqlTransaction', 'current transaction is aborted'],
      17: ['psycopg2.errors.InFailedSqlTransaction', 'current transaction is aborted'],
      18: ['odoo.exceptions.ValidationError', 'Constraint: pos_order_line_product_id_fkey'],
      19: ['odoo.exceptions.ValidationError', "the following constraint: 'Product' (product_id)"],
    }[series];
    expect(error.name).toBe(name);
    expect(error.message).toContain(words);
    expect(shop.model.orders()).toEqual([]);
  });

  it('is undone when its invoice cannot be printed', async () => {
    const shop = till({ series });
    const sale = { more: { partner_id: seed.CUSTOMER_ID, to_invoice: true } };
    const send = series < 18 ? make({ ...created(sale), to_invoice: true }) : sync(synced(sale));
    expect((await shop.refused(...send)).message).toContain('Wkhtmltopdf');
    expect(shop.model.orders()).toEqual([]);
    shop.model.setOption('pdfTool', true);
    await shop.call(...send);
    expect(shop.model.orders()).toMatchObject([{ state: 'paid', partnerId: seed.CUSTOMER_ID }]);
  });

  it('counts in the currency of the company', async () => {
    for (const [currency, total] of [
      ['JPY', 700],
      ['KWD', 0.7],
    ] as const) {
      const shop = till({ series, currency });
      await sell(shop, { total });
      expect(shop.model.orders()).toMatchObject([{ currency, total: 700, paid: 700, state: 'paid' }]);
    }
  });
});
