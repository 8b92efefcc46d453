import * as seed from '../seed';
import { sale, till } from '../till';

describe('settings', () => {
  it('show the organizations of the user, and their places by whatever name', async () => {
    const { get, send } = till();
    const headers = { authorization: `Zoho-oauthtoken ${seed.ACCESS_TOKEN}` };
    const { json } = await send('GET', '/inventory/v1/organizations', headers);
    expect(json.organizations).toMatchObject([
      {
        organization_id: seed.ORGANIZATION_ID,
        currency_code: 'USD',
        price_precision: 2,
        is_default_org: true,
      },
      { organization_id: seed.SECOND_ORGANIZATION_ID },
    ]);
    expect((await get('/locations')).json.locations).toHaveLength(3);
    const older = { organization: seed.SECOND_ORGANIZATION_ID };
    expect((await get('/locations', older)).json.locations).toEqual([]);
    expect((await get('/settings/warehouses', older)).json.warehouses).toHaveLength(2);
    expect((await get('/settings/taxes')).json.taxes).toMatchObject([{ tax_percentage: 12.5 }, {}, {}]);
  });
});

describe('items', () => {
  it('are listed with custom fields at the top and stock as far as it is tracked', async () => {
    const { get } = till();
    const { items } = (await get('/items')).json;
    expect(items).toHaveLength(8);
    const named = (name: string) => items.find((item) => item.name === name);
    expect(named('Latte-Large')).toMatchObject({ group_id: seed.LATTE_GROUP_ID, cf_menu: 'Bar', rate: 5.5 });
    expect(named('Chicken roti')).toMatchObject({ stock_on_hand: 40 });
    expect(named('Chicken roti')).not.toHaveProperty('locations');
    expect(named('Lemonade')).toMatchObject({ stock_on_hand: '' });
    expect(named('Online extras')).not.toHaveProperty('stock_on_hand');
    expect((await get('/items?filter_by=Status.All')).json.items).toHaveLength(9);
    expect((await get('/items?status=inactive')).json.items).toMatchObject([{ sku: 'SOUP' }]);
    const byStock = (await get('/items?sort_column=stock_on_hand&sort_order=D')).json.items;
    expect(byStock.slice(0, 2).map(({ sku }) => sku)).toEqual(['ROTI', 'BROWNIE']);
    expect((await get('/items?search_text=latte&rate_greater_than=5')).json.items).toHaveLength(1);
  });

  it('show stock by location in details, together or one by one', async () => {
    const { get } = till({ amountsAsText: true });
    const { items } = (await get(`/itemdetails?item_ids=${seed.ROTI_ID},${seed.LEMONADE_ID},1`)).json;
    expect(items.map(({ item_id }) => item_id)).toEqual([seed.ROTI_ID, seed.LEMONADE_ID]);
    expect(items[0]?.locations[0]).toMatchObject({
      ...{ location_id: seed.LOCATION_ID, location_actual_available_for_sale_stock: '40' },
    });
    expect((await get('/items/1')).json.code).toBe(1002);
  });

  it('are created and repriced by name; names and SKUs are unique', async () => {
    const { post, put, get, clock } = till();
    const tea = { name: 'Iced Tea', sku: 'TEA-ICE', rate: 3.25, product_type: 'goods' };
    const { status, json } = await post('/items', tea);
    expect([status, json.item.status]).toEqual([201, 'active']);
    expect((await post('/items', tea)).json.code).toBe(1001);
    expect((await post('/items', { ...tea, name: 'Tea' })).json.code).toBe(1001);
    expect((await put(`/items/${json.item.item_id}`, { rate: 4 })).json.code).toBe(6);
    clock.now += 1000;
    await put(`/items/${json.item.item_id}`, { name: 'Iced Tea', rate: 4 });
    const since = '/items?last_modified_time=2026-01-05T10:15:30%2B0000';
    expect((await get(since)).json.items).toMatchObject([{ sku: 'TEA-ICE', rate: 4 }]);
    await post(`/items/${json.item.item_id}/inactive`);
    expect((await get('/items?sku=TEA-ICE')).json.items).toEqual([]);
  });

  it('answer a tracking flag with something misleading, and status as a field with a violation', async () => {
    const { post, put, model } = till();
    const tea = { name: 'Tea', rate: 1, track_inventory: false };
    expect((await post('/items', tea)).json.message).toContain('Product Type');
    await put(`/items/${seed.WATER_ID}`, { name: 'Water', status: 'inactive' });
    expect(model.state().violations).toBe(1);
  });

  it('form groups and kits', async () => {
    const { get, model, order } = till();
    const group = `/itemgroups/${seed.LATTE_GROUP_ID}`;
    expect((await get(group)).json.item_group).toMatchObject({ attribute_name1: 'Size', items: [{}, {}] });
    model.setOption('topLevelDetail', true);
    expect((await get(group)).json).toMatchObject({ group_name: 'Latte', items: [{}, {}] });
    expect((await get(`/compositeitems/${seed.LUNCH_ID}`)).json).toMatchObject({ combo_type: 'kit' });
    const lunch = sale([{ item_id: seed.LUNCH_ID, quantity: 1 }]);
    expect((await order(lunch)).json.salesorder.total).toBe(15);
  });
});

describe('price lists', () => {
  it('show their items one by one only, and are replaced as a whole', async () => {
    const { get, put, model } = till();
    const { pricebooks } = (await get('/pricebooks?filter_by=SalesOrPurchaseType.Sales')).json;
    expect(pricebooks).toMatchObject([{ percentage: 10, is_increase: false }, { name: 'Online' }]);
    expect(pricebooks[1]).not.toHaveProperty('pricebook_items');
    const url = `/pricebooks/${seed.ONLINE_PRICES_ID}`;
    const [first] = (await get(url)).json.pricebook.pricebook_items;
    const base = { name: 'Online', pricebook_type: 'per_item', sales_or_purchase_type: 'sales' };
    const entry = { item_id: seed.LEMONADE_ID, pricebook_rate: 2.5 };
    await put(url, { ...base, pricebook_items: [entry] });
    expect(model.state().violations).toBe(1);
    const pricebook_items = [{ ...entry, pricebook_item_id: first?.pricebook_item_id }];
    await put(url, { ...base, pricebook_items });
    expect((await get(url)).json.pricebook.pricebook_items).toEqual(pricebook_items);
  });
});

describe('stock', () => {
  const adjustment = (quantity_adjusted: number, item_id = seed.ROTI_ID) => ({
    ...{ date: '2026-01-05', reason: 'Count', adjustment_type: 'quantity', reference_number: 'adj-1' },
    line_items: [{ item_id, quantity_adjusted }],
  });

  it('moves by signed differences, where it is tracked', async () => {
    const { post, get, stockOf } = till();
    expect((await post('/inventoryadjustments', adjustment(-3))).status).toBe(200);
    const elsewhere = { ...adjustment(5), location_id: seed.STORE_ROOM_ID };
    await post('/inventoryadjustments', elsewhere);
    expect(await stockOf(seed.ROTI_ID)).toMatchObject({
      stock_on_hand: 42,
      locations: [{ location_stock_on_hand: 37 }, {}, { location_stock_on_hand: 5 }],
    });
    expect((await post('/inventoryadjustments', adjustment(1, seed.WATER_ID))).json.code).toBe(2);
    const { inventory_adjustments } = (await get('/inventoryadjustments')).json;
    expect(inventory_adjustments).toMatchObject([{ reference_number: 'adj-1' }, {}]);
  });

  it('has no location where locations are off', async () => {
    const { post, model } = till();
    const other = { token: seed.OTHER_ACCESS_TOKEN, organization: seed.OTHER_ORGANIZATION_ID };
    const body = {
      ...{
        customer_id: seed.OTHER_WALK_IN_CONTACT_ID,
        line_items: [{ item_id: seed.OTHER_TEA_ID, quantity: 1 }],
      },
    };
    expect((await post('/salesorders', { ...body, location_id: seed.LOCATION_ID }, other)).status).toBe(400);
    expect(model.state().violations).toBe(1);
    expect((await post('/salesorders', body, other)).json.salesorder).not.toHaveProperty('location_id');
  });
});
