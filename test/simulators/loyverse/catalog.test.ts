import * as seed from './seed';
import { sale, till } from './till';

describe('the catalog', () => {
  it('lists what lives, finds variants by SKU, and shows open prices as null', async () => {
    const { get, model } = till();
    expect((await get('/items?limit=250')).json.items).toHaveLength(8);
    expect((await get('/items?show_deleted=true')).json.items).toHaveLength(9);
    expect((await get(`/items/${seed.SOUP_ITEM_ID}`)).status).toBe(404);
    expect((await get('/variants?sku=PIZ-M')).json.variants).toMatchObject([
      { variant_id: seed.PIZZA_MEDIUM_ID, default_price: 12 },
    ]);
    expect((await get(`/variants/${seed.EXTRAS_ID}`)).json).toMatchObject({
      default_pricing_type: 'VARIABLE',
      default_price: null,
    });
    expect((await get('/payment_types')).json.payment_types).toHaveLength(3);
    model.addItem({
      id: seed.OTHER_TEA_ITEM_ID,
      name: 'Tea',
      variants: [{ id: seed.OTHER_TEA_ID, sku: 'TEA', price: 199 }],
    });
    expect((await get('/variants?sku=TEA')).json.variants).toMatchObject([{ default_price: 1.99 }]);
  });

  it.each(['keep', 'reset'] as const)('%ss what an update of a variant leaves out', async (absentFields) => {
    const { post } = till({ absentFields });
    const stores = [{ store_id: seed.STORE_ID, pricing_type: 'FIXED', price: 4 }];
    const fixed = { default_pricing_type: 'FIXED', default_price: 3 };
    const { json } = await post('/variants', { variant_id: seed.LEMONADE_ID, stores, ...fixed });
    const other = json.stores.find((row) => row.store_id === seed.SECOND_STORE_ID);
    expect(other?.price).toBe(absentFields === 'keep' ? 3.5 : 3);
    expect(
      (await post('/variants', { variant_id: seed.LEMONADE_ID, default_price: 3 })).json.errors[0].field,
    ).toBe('object.default_price');
  });

  it('keeps customers, found by e-mail, and their visits', async () => {
    const { get, post } = till();
    const { json } = await post('/customers', { name: 'Ana Charles', email: 'ana@example.com' });
    await post('/customers', { id: json.id, name: 'Ana C.', email: 'ana@example.com' });
    await post('/receipts', sale(7, undefined, { customer_id: json.id }));
    expect((await get('/customers?email=ana@example.com')).json.customers).toMatchObject([
      { name: 'Ana C.', total_visits: 1, total_spent: 7 },
    ]);
    expect((await get(`/customers/${json.id}`, seed.OTHER_ACCESS_TOKEN)).status).toBe(404);
  });

  it('sets stock absolutely, only where it is tracked', async () => {
    const { post, stockOf } = till();
    const level = (variant_id: string) => ({
      inventory_levels: [{ variant_id, store_id: seed.STORE_ID, stock_after: 7 }],
    });
    await post('/inventory', level(seed.ROTI_ID));
    expect(await stockOf(seed.ROTI_ID)).toBe(7);
    expect((await post('/inventory', level(seed.LEMONADE_ID))).status).toBe(400);
  });
});
