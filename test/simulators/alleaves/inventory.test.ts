import * as seed from './seed';
import { START, type Shown, till } from './till';

describe('the inventory', () => {
  it('has a row for each batch in each area, and one without area for what is nowhere', async () => {
    const { rows } = till();
    const all = await rows();
    const flower = all.filter(({ id_item }) => id_item === seed.FLOWER_ITEM_ID);
    expect(flower.map(({ id_batch, id_area, available }) => [id_batch, id_area, available])).toEqual([
      [seed.FLOWER_BATCH_ID, seed.SALES_FLOOR_AREA_ID, 10],
      [seed.FLOWER_BATCH_ID, seed.VAULT_AREA_ID, 20],
      [seed.FLOWER_FIRST_OUT_BATCH_ID, seed.SALES_FLOOR_AREA_ID, 3],
      [seed.FLOWER_FIRST_OUT_BATCH_ID, seed.DAMAGED_AREA_ID, 2],
    ]);
    expect(all.filter(({ id_area }) => id_area === null)).toMatchObject([
      { id_item: seed.SOLD_OUT_ITEM_ID, on_hand: 0, area: null, area_type: null, has_inventory: false },
    ]);
    expect(new Set(all.map(({ total_rows }) => total_rows))).toEqual(new Set([all.length]));
  });

  it('shows names as they were typed, labels, and dates without a zone', async () => {
    const { rows } = till();
    const [row] = await rows({ query: 'blue dream 3.5' });
    expect(row).toMatchObject({
      brand: 'Tillman Farms ',
      category: 'Category > Flower',
      sku: null,
      metrc_package_label: '1A4FF0100000022000001000',
      date_expire: '2026-08-03',
      date_received: '2026-01-03T12:30:00.000',
      price_retail_adult_use: 35,
      price_otd_adult_use: 39.55,
      price_otd_medical_use: 32,
      price_otd: 0,
      cost_of_good: 14,
    });
    expect(String(row?.metrc_package_label)).toHaveLength(24);
    const categories = new Set((await rows()).map(({ category }) => category));
    expect(categories).toContain('Vapes > Cartridges > Distillate');
    expect(categories).toContain(' Category >  Edible ');
  });

  it('pages by skip and take, unless the server ignores them or cuts the rows', async () => {
    const { rows, model } = till();
    const total = (await rows()).length;
    expect((await rows({ query: '', skip: total - 1, take: 5 })).length).toBe(1);
    model.setOption('searchCap', 3);
    expect(await rows({ query: '', skip: 0, take: 5 })).toHaveLength(3);
    expect((await rows())[0]?.total_rows).toBe(total);
    model.setOption('searchCap', 5000);
    model.setOption('searchPaging', 'ignored');
    expect(await rows({ query: '', skip: 5, take: 2 })).toHaveLength(total);
  });

  it('filters as grids do', async () => {
    const { rows } = till();
    const on = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
    const sellable = await rows({
      skip: 0,
      take: 500,
      filter: {
        logic: 'and',
        filters: [
          on('status', 'eq', ['open']),
          on('has_available_inventory', 'eq', true),
          { logic: 'or', filters: [on('area_type', 'neq', 'damaged'), on('area_type', 'isnull')] },
        ],
      },
    });
    expect(sellable).not.toHaveLength(0);
    expect(sellable.some(({ area_type }) => area_type === 'Damaged')).toBe(false);
    const floor = await rows({ query: '', filter: on('id_area', 'eq', seed.SECOND_FLOOR_AREA_ID) });
    expect(floor.map(({ id_location }) => id_location)).toEqual([1001, 1001]);
    expect(await rows({ query: '', id_location: seed.SECOND_LOCATION_ID })).toHaveLength(2);
  });

  it('refuses what no client is known to ask', async () => {
    const { post, model } = till();
    const bodies = [
      { query: '', locationId: 1000 },
      { filter: { field: 'brand', operator: 'eq', value: 'x' } },
      { filter: { logic: 'and', filters: [{ field: 'id_area', operator: 'gt', value: 1 }] } },
    ];
    for (const body of bodies) expect((await post('/inventory/search', body)).status).toBe(400);
    expect(model.state().violations).toBe(3);
    expect((await post('/inventory/search', { query: '', id_location: 77 })).status).toBe(400);
    expect((await post('/inventory/search', { take: '5' })).status).toBe(400);
    expect(model.state().violations).toBe(3);
  });

  it('loses a batch that is closed, and follows the shop', async () => {
    const { rows, get, model, availableOf } = till();
    model.staff().closeBatch(seed.CART_BATCH_ID);
    expect((await rows()).some(({ id_batch }) => id_batch === seed.CART_BATCH_ID)).toBe(false);
    expect((await get(`/inventory/batch/${seed.CART_BATCH_ID}`)).json.status).toBe('closed');
    model.staff().count(seed.FLOWER_BATCH_ID, seed.SALES_FLOOR_AREA_ID, 7);
    expect(await availableOf(seed.FLOWER_BATCH_ID, seed.SALES_FLOOR_AREA_ID)).toBe(5);
  });
});

describe('batches', () => {
  it('are read one by one, by ids, by expiry', async () => {
    const { get, post, model } = till();
    expect((await get(`/inventory/batch/${seed.FLOWER_BATCH_ID}`)).json).toMatchObject({
      on_hand: 32,
      available: 30,
      metrc_package_label: '1A4FF0100000022000001000',
    });
    const search = async (body: object) =>
      (await post<Shown[]>('/inventory/batch/search', body)).json.map(({ id_batch }) => id_batch);
    expect(await search({ ids: [1002, 1000] })).toEqual([1000, 1002]);
    expect(await search({ skip: 1, take: 2 })).toEqual([1001, 1002]);
    const soon = { expiringWithinDays: 30, categories: [], minQuantity: 1 };
    expect(await search(soon)).toEqual([seed.FLOWER_FIRST_OUT_BATCH_ID, seed.GUMMIES_BATCH_ID, 1014]);
    expect(await search({ ...soon, categories: ['Category > Flower'] })).toEqual([1001]);
    model.setOption('batchFilters', 'ignored');
    expect((await search(soon)).length).toBeGreaterThan(10);
    expect((await get('/inventory/batch/77')).status).toBe(404);
  });

  it('can be down while the rest works', async () => {
    const { get, post, rows } = till({ batchDetails: 'down' });
    expect((await get('/inventory/batch/1000')).status).toBe(503);
    expect((await post('/inventory/batch/search', { ids: [1000] })).status).toBe(503);
    expect((await rows()).length).toBeGreaterThan(10);
  });

  it('have certificates that anybody may read', async () => {
    const { simulator } = till();
    const at = '/api/inventory/batch/green-harbor/coa/12.pdf';
    const reply = await simulator.handle({ method: 'GET', path: at, query: {}, headers: {}, body: '' });
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
  });
});

describe('lists', () => {
  it('name locations, with regulator secrets that nobody should keep', async () => {
    const { get } = till();
    const { json } = await get<Shown[]>('/location');
    expect(json).toMatchObject([
      { id_location: 1000, location: 'Green Harbor Brooklyn', timezone: 'America/New_York' },
      { id_location: 1001, location: 'Green Harbor Albany' },
    ]);
    const text = JSON.stringify(json);
    for (const canary of seed.REGULATOR_CANARIES) expect(text).toContain(canary);
  });

  it('name areas of a location, items with their pictures, brands, categories and vendors', async () => {
    const { get, post, model } = till();
    expect((await get<Shown[]>('/inventory/area?id_location=1001')).json).toMatchObject([{ id_area: 1004 }]);
    expect((await get('/inventory/area')).status).toBe(400);
    const items = await post<Shown[]>('/inventory/item/search', { query: 'gummies' });
    const media_list = [{ content: 'https://media.example/items/1003.jpg' }];
    expect(items.json).toMatchObject([{ id_item: 1003, media_list }]);
    expect((await get<Shown[]>('/inventory/brand')).json.map(({ brand }) => brand)).toEqual([
      ...['Tillman Farms', 'Nimbus', 'Kitchen Nine'],
    ]);
    model.setOption('metadata', 'name');
    expect((await get<Shown[]>('/inventory/vendor')).json[0]).toEqual({
      id_vendor: 1000,
      name: 'Hudson Supply',
    });
    model.setOption('metadata', 'missing');
    expect((await get('/inventory/category')).status).toBe(404);
  });

  it('name discounts, which can be made and changed', async () => {
    const { get, post, send, model } = till();
    const made = { name: 'New', discount_type: 'percent', discount_value: 5, active: true };
    expect((await post('/discount', made)).json.id_discount).toBe(1006);
    await send('PUT', '/discount/1006', { active: false });
    const { json } = await get<Shown[]>('/discount');
    expect(json.at(-1)).toEqual({ ...made, id_discount: 1006, active: false });
    expect(json[1]).toMatchObject({ start_date: '2026-01-05', end_date: '2026-01-25', priority: 5 });
    model.setOption('discountNames', 'others');
    const [renamed] = (await get<Shown[]>('/discount')).json;
    expect(renamed).not.toHaveProperty('discount_value');
    expect(renamed?.rule_amount).toBe(10);
  });
});

describe('customers', () => {
  it('come as an object with numbers for keys, or in other envelopes', async () => {
    const { post, model } = till();
    const search = (page: number, pageSize: number) => post('/customer/search', { page, pageSize });
    const { json } = await search(1, 2);
    expect(Object.keys(json)).toEqual(['0', '1']);
    expect(json['1']).toMatchObject({ id_customer: seed.ANA_CUSTOMER_ID, full_name: 'Ana Charles' });
    expect((await search(3, 2)).json).toEqual({});
    model.setOption('customerList', 'customers');
    expect((await search(2, 3)).json).toMatchObject({ customers: [{ id_customer: 1003 }] });
  });

  it('are made anew each time, found by words, and may need a date of birth', async () => {
    const { post, model } = till({ customerList: 'array' });
    const bo = { name_first: 'Bo', name_last: 'Lee', phone: '+12125550199', email: null };
    expect((await post('/customer', bo)).json.id_customer).toBe(1004);
    expect((await post('/customer', bo)).json.id_customer).toBe(1005);
    const found = await post<Shown[]>('/customer/search', { page: 1, pageSize: 100, query: '550199' });
    expect(found.json).toHaveLength(2);
    model.setOption('birthDate', 'required');
    expect((await post('/customer', bo)).json.error).toContain('date_of_birth');
    expect((await post('/customer', { ...bo, date_of_birth: '1990-02-30' })).status).toBe(400);
    expect((await post('/customer', { ...bo, date_of_birth: '1990-02-28' })).status).toBe(200);
  });

  it('count what they bought', async () => {
    const { post, model } = till();
    model.staff().sell([{ batchId: seed.FLOWER_BATCH_ID, areaId: seed.SALES_FLOOR_AREA_ID, quantity: 1 }]);
    const { json } = await post('/customer/search', { page: 1, pageSize: 1 });
    const last = new Date(START).toISOString();
    expect(json['0']).toMatchObject({ order_count: 1, total_spent: 39.55, last_order_date: last });
  });

  it('have loyalty routes whose bodies nobody knows', async () => {
    const { post, model } = till();
    expect((await post('/customer/1001/loyalty', { points: 5 })).status).toBe(400);
    expect(model.state().violations).toBe(1);
  });
});
