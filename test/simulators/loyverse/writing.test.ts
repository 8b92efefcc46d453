import type { Discount, Item, Modifier, Tax } from './records';
import * as seed from './seed';
import { type Json, till } from './till';

const fixed = (price: number, more: Json = {}) => ({
  default_pricing_type: 'FIXED',
  default_price: price,
  ...more,
});
const pelau = { item_name: 'Pelau bowl', reference_id: 'prod_91', category_id: seed.FOOD_CATEGORY_ID };

describe('POST /items', () => {
  it('makes an item with its variants and rows for every store', async () => {
    const { get, post } = till();
    const { json } = await post('/items', { ...pelau, variants: [fixed(45)] });
    expect(json).toMatchObject({ item_name: 'Pelau bowl', handle: 'pelau-bowl', track_stock: false });
    expect(json.variants).toMatchObject([
      { sku: '10000', default_price: 45, stores: [{ price: 45 }, { price: 45 }] },
    ]);
    expect((await get(`/items/${json.id}`)).json.reference_id).toBe('prod_91');
  });

  it('makes an open price where no variants are sent, and numbers SKUs', async () => {
    const { post } = till();
    expect((await post('/items', pelau)).json.variants).toMatchObject([{ default_pricing_type: 'VARIABLE' }]);
    const variants = [fixed(1, { option1_value: 'S' }), fixed(2, { option1_value: 'L' })];
    const { json } = await post('/items', { ...pelau, option1_name: 'Size', variants });
    expect(json.variants.map(({ sku }) => sku)).toEqual(['10001', '10002']);
  });

  it.each(['keep', 'reset'] as const)(
    '%ss what an update leaves out; a variant left out is gone',
    async (absentFields) => {
      const { get, post } = till({ absentFields });
      const { json: before } = await get(`/items/${seed.PIZZA_ITEM_ID}`);
      const [first] = before.variants;
      const update = await post('/items', {
        id: seed.PIZZA_ITEM_ID,
        item_name: 'Pizza',
        option1_name: 'Size',
        variants: [fixed(9, { variant_id: first?.variant_id, option1_value: 'Small', sku: 'PIZ-S' })],
      });
      expect(update.json.variants).toHaveLength(1);
      expect(update.json.category_id).toBe(absentFields === 'keep' ? seed.FOOD_CATEGORY_ID : null);
      expect((await get(`/variants/${seed.PIZZA_LARGE_ID}`)).status).toBe(404);
      const all = await get(`/variants?items_ids=${seed.PIZZA_ITEM_ID}&show_deleted=true`);
      expect(all.json.variants.filter(({ deleted_at }) => deleted_at !== null)).toHaveLength(2);
    },
  );

  it.each([
    ['no variants on update', { id: seed.LATTE_ITEM_ID, item_name: 'x' }, 'Could not update variants to []'],
    [
      'a new axis',
      { id: seed.LATTE_ITEM_ID, item_name: 'x', option1_name: 'Size', variants: [{}] },
      'options',
    ],
    ['a price beside an open one', { ...pelau, variants: [{ default_price: 3 }] }, 'FIXED'],
    ['a second variant without options', { ...pelau, variants: [{}, {}] }, 'one variant'],
    ['an unknown category', { ...pelau, category_id: seed.LATTE_ID }, 'not found'],
    ['the spelling of the specification', { ...pelau, modifiers_ids: [] }, 'unknown field'],
    ['a read-only field', { ...pelau, handle: 'x' }, 'unknown field'],
  ])('refuses %s', async (_what, body, words) => {
    const { post } = till();
    const { status, json } = await post('/items', body);
    expect([400, 404]).toContain(status);
    expect(json.errors[0].details).toContain(words);
  });

  it('sets stock to nothing when it is tracked no longer', async () => {
    const { post, stockOf } = till({ absentFields: 'keep' });
    expect(await stockOf(seed.ROTI_ID)).toBe(40);
    const variants = [{ variant_id: seed.ROTI_ID }];
    await post('/items', { id: seed.ROTI_ITEM_ID, item_name: 'Roti', track_stock: false, variants });
    expect(await stockOf(seed.ROTI_ID)).toBe(0);
  });
});

describe('deleting', () => {
  it('an item names its variants, leaves tombstones, and is not found a second time', async () => {
    const { clock, get, send } = till();
    clock.now += 1000;
    const { json } = await send('DELETE', `/v1.0/items/${seed.LATTE_ITEM_ID}`);
    expect(json).toEqual({ deleted_object_ids: [seed.LATTE_ITEM_ID, seed.LATTE_ID] });
    const since = new Date(clock.now).toISOString();
    const changed = await get(`/items?updated_at_min=${since}&show_deleted=true`);
    expect(changed.json.items.map(({ id }) => id)).toEqual([seed.LATTE_ITEM_ID]);
    expect((await get(`/items?updated_at_min=${since}`)).json.items).toEqual([]);
    expect((await send('DELETE', `/v1.0/items/${seed.LATTE_ITEM_ID}`)).status).toBe(404);
  });

  it('a variant keeps its item, whose date moves or does not; the last one stays', async () => {
    for (const itemDate of ['follows-variants', 'own'] as const) {
      const { clock, get, send } = till({ itemDate });
      const { json: before } = await get(`/items/${seed.PIZZA_ITEM_ID}`);
      clock.now += 1000;
      await send('DELETE', `/v1.0/variants/${seed.PIZZA_SMALL_ID}`);
      const { json } = await get(`/items/${seed.PIZZA_ITEM_ID}`);
      expect(json.variants).toHaveLength(2);
      expect(json.updated_at === before.updated_at).toBe(itemDate === 'own');
      expect((await send('DELETE', `/v1.0/variants/${seed.LATTE_ID}`)).status).toBe(400);
    }
  });

  it('a category can still be read, a customer cannot, the points stay', async () => {
    const { get, post, send } = till();
    await send('DELETE', `/v1.0/categories/${seed.FOOD_CATEGORY_ID}`);
    expect((await get(`/categories/${seed.FOOD_CATEGORY_ID}`)).json.deleted_at).not.toBeNull();
    const { json } = await post('/customers', { name: 'Ana', total_points: 3 });
    await send('DELETE', `/v1.0/customers/${json.id}`);
    expect((await get(`/customers/${json.id}`)).status).toBe(404);
    expect((await get('/customers')).json.customers).toEqual([]);
    expect((await post('/customers', { id: json.id, name: 'Ana' })).status).toBe(404);
    expect((await send('DELETE', `/v1.0/discounts/${seed.POINTS_DISCOUNT_ID}`)).status).toBe(400);
  });
});

describe('the Back Office', () => {
  it('makes and changes categories, modifiers, taxes and discounts', async () => {
    const { get, post, model } = till();
    const category = await post('/categories', { name: 'Mains', color: 'ORANGE' });
    expect(category.json).not.toHaveProperty('updated_at');
    const modifier = await post('/modifiers', { name: 'Sugar', modifier_options: [{ name: 'Less' }] });
    const options = [{ name: 'None' }, { name: 'More', price: 0.5 }];
    await post('/modifiers', { id: modifier.json.id, name: 'Sugar', modifier_options: options });
    const changed = (await get(`/modifiers/${modifier.json.id}`)).json as unknown as Modifier;
    expect(changed.modifier_options.map(({ name, price }) => [name, price])).toEqual([
      ['None', 0],
      ['More', 0.5],
    ]);
    const tax = (await post('/taxes', { name: 'City', type: 'ADDED', rate: 1.125 })).json as unknown as Tax;
    expect(tax.stores).toEqual([seed.STORE_ID, seed.SECOND_STORE_ID]);
    const discount = { name: 'Happy hour', type: 'FIXED_AMOUNT', discount_amount: 2 };
    expect(((await post('/discounts', discount)).json as unknown as Discount).discount_amount).toBe(2);
    expect((await post('/discounts', { ...discount, type: 'FIXED_PERCENT' })).status).toBe(400);
    expect(model.account().discounts).toHaveLength(4);
  });

  it('takes an image as raw bytes, and stumbles over a form or a speck', async () => {
    const { get, simulator } = till();
    const upload = (type: string, body: string) =>
      simulator.handle({
        method: 'POST',
        path: `/v1.0/items/${seed.LATTE_ITEM_ID}/image`,
        query: {},
        headers: { authorization: `Bearer ${seed.ACCESS_TOKEN}`, 'content-type': type },
        body,
      });
    const png = `PNG${'x'.repeat(500)}`;
    expect(await upload('image/png', png)).toMatchObject({ status: 201, json: undefined });
    expect(await upload('multipart/form-data; boundary=x', png)).toMatchObject({ status: 500 });
    expect(await upload('image/png', 'PNG')).toMatchObject({ status: 500 });
    expect(((await get(`/items/${seed.LATTE_ITEM_ID}`)).json as unknown as Item).image_url).toMatch(/^https/);
  });
});
