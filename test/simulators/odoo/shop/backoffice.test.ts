import { ALL_SERIES } from '..';
import * as seed from '../seed';
import { type Json, till } from '../till';

const [QUANT, PRODUCT, PARTNER] = ['stock.quant', 'product.product', 'res.partner'];

describe('stock', () => {
  const counting = { context: { inventory_mode: true } };

  it('is counted, then applied', async () => {
    const { call, execute, model } = till();
    const ids = [seed.ROTI_QUANT_ID];
    await call(QUANT, 'write', [ids, { inventory_quantity: 25 }], counting);
    const [before] = await call<Json[]>(QUANT, 'read', [ids, ['quantity']]);
    expect(before?.quantity).toBe(40);
    expect((await execute(QUANT, 'action_apply_inventory', [ids])).json).toEqual({ jsonrpc: '2.0', id: 1 });
    const [roti] = await call<Json[]>(PRODUCT, 'read', [[seed.ROTI_ID], ['qty_available', 'write_date']]);
    expect(roti).toMatchObject({ qty_available: 25, write_date: '2025-01-10 09:00:00' });
    expect(model.state().violations).toBe(0);
  });

  it('gets a second row when it is counted without inventory_mode', async () => {
    const { call, model } = till();
    const values = { product_id: seed.ROTI_ID, location_id: seed.STOCK_LOCATION_ID, inventory_quantity: 5 };
    expect(await call(QUANT, 'create', [values], counting)).toBe(seed.ROTI_QUANT_ID);
    expect(await call(QUANT, 'create', [values])).not.toBe(seed.ROTI_QUANT_ID);
    expect(model.state().violated).toEqual(['stock.quant counted without inventory_mode']);
  });

  it('is only kept of what can be stored, and never written directly', async () => {
    const { refused } = till();
    const values = { product_id: seed.LATTE_ID, location_id: seed.STOCK_LOCATION_ID, inventory_quantity: 5 };
    expect((await refused(QUANT, 'create', [values], counting)).message).toContain('consumables');
    expect((await refused(QUANT, 'write', [[1], { quantity: 5 }])).message).toContain('SIMULATOR');
  });

  it('is read at a place; the word for a warehouse has changed with 18', async () => {
    for (const series of ALL_SERIES) {
      const { call, refused } = till({ series });
      const [is, was] = series < 18 ? ['warehouse', 'warehouse_id'] : ['warehouse_id', 'warehouse'];
      const read: [string, string, unknown[]] = [PRODUCT, 'read', [[seed.ROTI_ID], ['qty_available']]];
      expect(await call(...read, { context: { location: seed.AIRPORT_LOCATION_ID } })).toMatchObject([
        { qty_available: 0 },
      ]);
      expect(await call(...read, { context: { [is]: seed.WAREHOUSE_ID } })).toMatchObject([
        { qty_available: 40 },
      ]);
      expect((await refused(...read, { context: { [was]: seed.WAREHOUSE_ID } })).message).toContain(
        'SIMULATOR',
      );
    }
  });
});

describe('customers', () => {
  it('are found by reference, by e-mail with its wildcard, and by phone however it is written', async () => {
    const { call, refused } = till();
    const search = (...domain: unknown[]) => call(PARTNER, 'search', [domain]);
    expect(await search(['ref', '=', seed.CUSTOMER_REF])).toEqual([seed.CUSTOMER_ID]);
    const mail = seed.CUSTOMER_EMAIL.toUpperCase();
    expect(await search(['email', '=ilike', mail])).toEqual([seed.CUSTOMER_ID, seed.LOOKALIKE_ID]);
    expect(await search(['email', '=ilike', mail.replace('_', '\\_')])).toEqual([seed.CUSTOMER_ID]);
    expect(await search(['phone', '=', '8685550100'])).toEqual([]);
    expect(await search(['phone_mobile_search', 'ilike', '868 555-0100'])).toEqual([seed.CUSTOMER_ID]);
    const short = await refused(PARTNER, 'search', [[['phone_mobile_search', 'ilike', '86']]]);
    expect(short.message).toContain('at least 3 characters');
  });

  it('are made as persons', async () => {
    const { call } = till({ series: 19 });
    const values = { name: 'Bo', email: 'bo@example.com', company_type: 'person', phone: '' };
    const id = await call<number>(PARTNER, 'create', [values]);
    expect(await call(PARTNER, 'read', [[id], ['is_company', 'phone', 'type']])).toEqual([
      { id, is_company: false, phone: false, type: 'contact' },
    ]);
  });
});

describe.each(ALL_SERIES)('a sales order on %i', (series) => {
  const order = (more: Json = {}) => ({
    ...{ partner_id: seed.CUSTOMER_ID, client_order_ref: 'WEB-1', warehouse_id: seed.WAREHOUSE_ID },
    order_line: [
      [0, 0, { product_id: seed.ROTI_ID, product_uom_qty: 2, price_unit: 12, ...more }],
      [0, 0, { display_type: 'line_note', name: 'no pepper' }],
    ],
  });

  it('is added up by Odoo, with the taxes of its company', async () => {
    const { call, model } = till({ series });
    const id = await call<number>('sale.order', 'create', [order()]);
    const fields = ['name', 'amount_untaxed', 'amount_tax', 'amount_total', 'state'];
    expect(await call('sale.order', 'read', [[id], fields])).toMatchObject([
      { name: 'S00001', amount_untaxed: 24, amount_tax: 3, amount_total: 27, state: 'draft' },
    ]);
    expect(model.orders()).toMatchObject([
      { model: 'sale.order', reference: 'WEB-1', total: 2700, state: 'open', visible: false },
    ]);
    const confirmed = await call('sale.order', 'action_confirm', [[id]]);
    expect(confirmed).toEqual(series === 19 ? expect.objectContaining({ type: 'ir.actions.client' }) : true);
    expect(model.orders()).toMatchObject([{ visible: true }]);
  });

  it('names the taxes of a line in its own way', async () => {
    const { call, refused } = till({ series });
    const [is, was] = series < 19 ? ['tax_id', 'tax_ids'] : ['tax_ids', 'tax_id'];
    const id = await call<number>('sale.order', 'create', [order({ [is]: [[6, 0, []]] })]);
    expect(await call('sale.order', 'read', [[id], ['amount_total']])).toMatchObject([{ amount_total: 24 }]);
    expect((await refused('sale.order', 'create', [order({ [was]: [] })])).name).toBe('builtins.ValueError');
  });

  it('is cancelled when nobody has to be asked', async () => {
    const { call, model } = till({ series });
    const id = await call<number>('sale.order', 'create', [order()]);
    await call('sale.order', 'action_cancel', [[id]]);
    expect(model.orders()).toMatchObject([{ state: series < 19 ? 'open' : 'cancelled' }]);
    await call('sale.order', 'action_cancel', [[id]], { context: { disable_cancel_warning: true } });
    expect(model.orders()).toMatchObject([{ state: 'cancelled' }]);
  });
});

describe('a webhook', () => {
  it('carries bare values and nothing to trust it by, and came with 17', () => {
    const { model } = till({ series: 18 });
    const hook = model.webhook('product.template', seed.LATTE_TEMPLATE_ID, [
      'list_price',
      'categ_id',
      'write_date',
    ]);
    expect(JSON.parse(hook.body)).toMatchObject({
      ...{ _id: seed.LATTE_TEMPLATE_ID, _model: 'product.template' },
      ...{
        id: seed.LATTE_TEMPLATE_ID,
        list_price: 4.5,
        categ_id: 1,
        write_date: '2025-01-10 09:00:00.000000',
      },
    });
    expect(Object.keys(hook.headers)).toEqual(['content-type', 'user-agent']);
    expect(() => till({ series: 16 }).model.webhook('product.template', 12)).toThrow('from 17');
  });
});

describe('the merchant', () => {
  it('can do everything, and a reset takes it back', async () => {
    const { model, simulator } = till();
    const id = model.act('product.product', 'create', [
      { name: 'Special', list_price: 2, available_in_pos: true },
    ]);
    expect(model.records('product.product').at(-1)).toMatchObject({ id, lst_price: 2 });
    simulator.reset();
    expect(model.records('product.product').some((product) => product.id === id)).toBe(false);
  });
});
