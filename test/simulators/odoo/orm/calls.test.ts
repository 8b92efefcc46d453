import * as seed from '../seed';
import { type Json, till } from '../till';

const PRODUCT = 'product.product';

describe('a method', () => {
  it('is refused by name in the words of the series', async () => {
    const name = async (series: 17 | 18) =>
      (await till({ series }).refused('sale.order', '_create_invoices', [[1]])).name;
    expect(await name(17)).toBe('builtins.AttributeError');
    expect(await name(18)).toBe('odoo.exceptions.AccessError');
    const { refused, model } = till();
    expect((await refused('pos.order', 'create_from_ui', [[]])).name).toBe('builtins.AttributeError');
    expect((await refused('foo.bar', 'search', [[]])).message).toBe("Object foo.bar doesn't exist");
    expect(model.state().violations).toBe(2);
  });

  it('takes its own arguments and no others', async () => {
    const { refused } = till();
    const unknown = await refused('res.partner', 'search', [[]], { page: 2 });
    expect(unknown).toMatchObject({ name: 'builtins.TypeError' });
    expect(unknown.message).toContain("unexpected keyword argument 'page'");
    expect((await refused('res.partner', 'search', [])).message).toContain("'domain'");
    expect((await refused('pos.config', 'open_ui', [[1, 2]])).message).toContain('Expected singleton');
  });

  it('is absent with its module, which is no fault of the caller', async () => {
    const { refused, model, call } = till({ modules: ['point_of_sale', 'product', 'stock', 'account'] });
    expect((await refused('loyalty.program', 'search', [[]])).message).toBe(
      "Object loyalty.program doesn't exist",
    );
    expect(model.state().violations).toBe(0);
    const installed = await call<Json[]>('ir.module.module', 'search_read', [
      [['state', '=', 'installed']],
      ['name'],
    ]);
    expect(installed.map(({ name }) => name)).toEqual(['point_of_sale', 'product', 'stock', 'account']);
  });
});

describe('rights and companies', () => {
  const cashier = { uid: seed.CASHIER_UID, secret: seed.CASHIER_API_KEY };

  it('let a cashier read and sell, not write prices, customers or stock', async () => {
    const { call, refused } = till();
    await call(PRODUCT, 'search_read', [[], ['name']], {}, cashier);
    const price = await refused('product.template', 'write', [[11], { list_price: 1 }], {}, cashier);
    expect(price.name).toBe('odoo.exceptions.AccessError');
    expect(price.message).toContain("You are not allowed to modify 'Product' (product.template) records.");
    expect((await refused('res.partner', 'create', [{ name: 'x' }], {}, cashier)).name).toContain(
      'AccessError',
    );
    const may = (model: string) =>
      call(model, 'check_access_rights', ['create'], { raise_exception: false }, cashier);
    expect([await may('pos.order'), await may('product.template')]).toEqual([true, false]);
    expect(await call('pos.order', 'has_access', [[], 'create'], {}, cashier)).toBe(true);
    expect((await till({ series: 17 }).refused('pos.order', 'has_access', [[], 'create'])).name).toContain(
      'Attribute',
    );
  });

  it('keep companies apart, by user and by context', async () => {
    const { call, refused } = till();
    const configs = (named: Json = {}, who = {}) => call('pos.config', 'search', [[]], named, who);
    const airport = { uid: seed.AIRPORT_UID, secret: seed.AIRPORT_API_KEY };
    const { COMPANY_ID, SECOND_COMPANY_ID, CONFIG_ID, CLOSED_CONFIG_ID, AIRPORT_CONFIG_ID } = seed;
    expect(await configs()).toEqual([CONFIG_ID, CLOSED_CONFIG_ID, AIRPORT_CONFIG_ID]);
    const only = (id: number) => ({ context: { allowed_company_ids: [id] } });
    expect(await configs(only(COMPANY_ID))).toEqual([CONFIG_ID, CLOSED_CONFIG_ID]);
    expect(await configs(only(SECOND_COMPANY_ID))).toEqual([AIRPORT_CONFIG_ID]);
    expect(await configs({}, airport)).toEqual([AIRPORT_CONFIG_ID]);
    const foreign = await refused('pos.config', 'search', [[]], only(COMPANY_ID), airport);
    expect(foreign.message).toBe('Access to unauthorized or invalid companies.');
    expect((await refused('pos.config', 'read', [[CONFIG_ID]], {}, airport)).name).toContain('AccessError');
    const [roti] = await call<Json[]>(PRODUCT, 'read', [[seed.ROTI_ID], ['taxes_id']], only(COMPANY_ID));
    expect(roti?.taxes_id).toEqual([seed.ADDED_TAX_ID, seed.AIRPORT_TAX_ID]);
  });

  it('keep databases apart', async () => {
    const { call, refused } = till();
    const other = { database: seed.OTHER_DATABASE, uid: seed.OTHER_UID, secret: seed.OTHER_API_KEY };
    const names = await call<Json[]>(PRODUCT, 'search_read', [[], ['name']], {}, other);
    expect(names.map(({ name }) => name)).toEqual(['Tea', 'Online extras']);
    const mixed = { ...other, secret: seed.API_KEY };
    expect((await refused(PRODUCT, 'search', [[]], {}, mixed)).name).toBe('odoo.exceptions.AccessDenied');
  });

  it('refuse a language that is not installed, which 17 ignores', async () => {
    const named = { context: { lang: 'fr_FR' } };
    const by18 = await till({ series: 18 }).refused(PRODUCT, 'search', [[]], named);
    expect(by18.message).toBe('Invalid language code: fr_FR');
    const by17 = await till({ series: 17 }).refused(PRODUCT, 'search', [[]], named);
    expect(by17.message).toContain('SIMULATOR');
  });
});
