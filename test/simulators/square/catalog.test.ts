import { createSquare } from '.';
import { type Body, caller, refusal, type Seen, stoppedClock, usd, text } from './caller';
import * as seed from './seed';

const { soup, dal, coffee, cake, special } = seed.ITEMS;

function setUp(options: Parameters<typeof createSquare>[0] = {}) {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now, ...options });
  const send = caller(square);
  let keys = 0;
  const object = async (id: string) => (await send('GET', `/v2/catalog/object/${id}`)).body['object'] as Body;
  const upsert = (given: object) =>
    send('POST', '/v2/catalog/object', { idempotency_key: `k${(keys += 1)}`, object: given });
  const batchUpsert = (...batches: object[][]) =>
    send('POST', '/v2/catalog/batch-upsert', {
      idempotency_key: `k${(keys += 1)}`,
      batches: batches.map((objects) => ({ objects })),
    });
  const search = (body: object) => send('POST', '/v2/catalog/search', body);
  return { clock, square, send, object, upsert, batchUpsert, search };
}

const idsOf = (seen: Seen, list = 'objects') =>
  ((seen.body[list] ?? []) as unknown as { id: string }[]).map(({ id }) => id);

function priced(variation: Body, amount: number): object {
  return {
    ...variation,
    item_variation_data: { ...variation['item_variation_data'], price_money: usd(amount) },
  };
}

const newDish = {
  type: 'ITEM',
  id: '#dish',
  item_data: {
    name: 'Samosa',
    tax_ids: [seed.SALES_TAX],
    variations: [
      {
        type: 'ITEM_VARIATION',
        id: '#dish-r',
        item_variation_data: {
          item_id: '#dish',
          name: 'Regular',
          sku: 'SAM-1',
          pricing_type: 'FIXED_PRICING',
          price_money: usd(400),
        },
      },
    ],
  },
};

describe('an upsert', () => {
  it('creates an item and maps the ids of the request', async () => {
    const { send, upsert } = setUp();
    const { body } = await upsert(newDish);
    const [item, variation] = body['id_mappings'] as unknown as {
      client_object_id: string;
      object_id: string;
    }[];
    expect([item?.client_object_id, variation?.client_object_id]).toEqual(['#dish', '#dish-r']);
    expect(body['catalog_object']).toMatchObject({
      id: item?.object_id,
      item_data: {
        product_type: 'REGULAR',
        variations: [{ id: variation?.object_id, item_variation_data: { item_id: item?.object_id } }],
      },
    });
    const line_items = [{ catalog_object_id: variation?.object_id, quantity: '2' }];
    const order = { location_id: seed.MAIN_LOCATION, line_items };
    const made = await send('POST', '/v2/orders', { order });
    expect(made.body['order']?.['total_money']).toEqual(usd(800));
  });

  it('creates a modifier list with its modifiers, which lines can then name', async () => {
    const { send, upsert } = setUp();
    const modifiers = [
      { type: 'MODIFIER', id: '#hot', modifier_data: { name: 'Hot', price_money: usd(70) } },
    ];
    const { body } = await upsert({
      type: 'MODIFIER_LIST',
      id: '#heat',
      modifier_list_data: { name: 'Heat', modifiers },
    });
    const hot = body['id_mappings']?.['1']?.['object_id'];
    const line = {
      catalog_object_id: dal.variationId,
      quantity: '2',
      modifiers: [{ catalog_object_id: hot }],
    };
    const order = { location_id: seed.MAIN_LOCATION, line_items: [line] };
    const made = await send('POST', '/v2/orders', { order });
    expect(made.body['order']?.['total_money']).toEqual(usd(2 * (dal.price + 70)));
  });

  it('takes back a whole object that was read, and gives it a higher version', async () => {
    const { object, upsert } = setUp();
    const before = await object(soup.variationId);
    const { body } = await upsert(priced(before, 1350));
    expect(Number(body['catalog_object']?.['version'])).toBeGreaterThan(Number(before['version']));
    expect((await object(soup.variationId))['item_variation_data']).toMatchObject({
      price_money: usd(1350),
      location_overrides: [{ price_money: usd(seed.SOUP_PRICE_AT_MAIN) }],
    });
  });

  it('needs the current version', async () => {
    const { object, upsert } = setUp();
    const { version, ...unversioned } = await object(dal.variationId);
    const mismatch = '400 VERSION_MISMATCH: Object version does not match latest database version.';
    expect(refusal(await upsert({ ...unversioned, version: Number(version) - 1 }))).toBe(mismatch);
    expect(refusal(await upsert(unversioned))).toBe(mismatch);
    expect(refusal(await upsert({ ...unversioned, id: 'GONE' }))).toContain('404 NOT_FOUND');
  });

  it('removes whatever it leaves out', async () => {
    const { object, upsert } = setUp();
    const item = await object(coffee.id);
    const data = item['item_data'] as unknown as { variations: object[]; description_html?: string };
    const { description_html, ...rest } = data;
    const item_data = { ...rest, description_plaintext: undefined, variations: data.variations.slice(0, 1) };
    const { body } = await upsert({ ...item, item_data });
    expect(body['catalog_object']?.['item_data']?.['variations']).toHaveLength(1);
    expect(body['catalog_object']?.['item_data']).not.toHaveProperty('description_html');
  });

  it.each([
    ['a variation where its item is not', special.variationId, { present_at_all_locations: true }],
    [
      'an override at a strange location',
      dal.variationId,
      { location_overrides: [{ location_id: 'NOWHERE' }] },
    ],
    ['a price without amount', dal.variationId, { price_money: undefined }],
    ['a price where the till asks', cake.variationId, { price_money: usd(100) }],
  ])('is refused with %s', async (_what, id, change) => {
    const { object, upsert } = setUp();
    const variation = await object(id);
    const placed = 'present_at_all_locations' in change ? change : {};
    const data = 'present_at_all_locations' in change ? {} : change;
    const item_variation_data = { ...variation['item_variation_data'], ...data };
    expect((await upsert({ ...variation, ...placed, item_variation_data })).status).toBe(400);
  });

  it('is turned away while another write holds the catalog', async () => {
    const { square, object, upsert } = setUp();
    const [first, second] = [await object(dal.variationId), await object(soup.variationId)];
    const seen = await Promise.all([upsert(priced(first, 950)), upsert(priced(second, 950))]);
    expect(seen.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(seen.map(refusal)).toContain('429 RATE_LIMITED: Catalog locked by prior request.');
    const release = square.model.holdCatalog();
    expect((await upsert(priced(second, 950))).status).toBe(429);
    release();
    expect((await upsert(priced(second, 950))).status).toBe(200);
  });
});

describe('a batch upsert', () => {
  it('writes a batch whole or not at all, and each batch for itself', async () => {
    const { object, batchUpsert } = setUp();
    const [first, second, third] = [
      await object(dal.variationId),
      await object(soup.variationId),
      await object(seed.ITEMS.naan.variationId),
    ];
    const stale = { ...priced(second, 1), version: 1 };
    const { status, body } = await batchUpsert([priced(first, 1), stale], [priced(third, 333)]);
    expect([status, idsOf({ status, body, headers: {} })]).toEqual([200, [seed.ITEMS.naan.variationId]]);
    expect(body['errors']).toMatchObject([{ code: 'VERSION_MISMATCH', field: 'version' }]);
    expect((await object(dal.variationId))['item_variation_data']?.['price_money']).toEqual(usd(dal.price));
  });

  it('fails as a whole when no batch stands', async () => {
    const { object, batchUpsert } = setUp();
    const stale = { ...(await object(dal.variationId)), version: 1 };
    expect(refusal(await batchUpsert([stale]))).toContain('400 VERSION_MISMATCH');
  });
});

describe('a search', () => {
  it('finds a SKU whatever its case, and others that contain it', async () => {
    const { search, upsert } = setUp();
    await upsert(newDish);
    const by = (attribute_value: string) =>
      search({
        object_types: ['ITEM_VARIATION'],
        query: { exact_query: { attribute_name: 'sku', attribute_value } },
      });
    expect(idsOf(await by('soup-1'))).toEqual([soup.variationId]);
    expect(idsOf(await by('COF'))).toHaveLength(3);
    expect(idsOf(await by('nothing'))).toEqual([]);
  });

  it('finds words that begin so', async () => {
    const { send, search } = setUp();
    const query = { text_query: { keywords: ['lent'] } };
    expect(idsOf(await search({ object_types: ['ITEM'], query }))).toEqual([soup.id]);
    const items = await send('POST', '/v2/catalog/search-catalog-items', { text_filter: 'COF-M' });
    expect(idsOf(items, 'items')).toEqual([coffee.id]);
    expect(items.body['matched_variation_ids']).toEqual([seed.COFFEE_VARIATIONS.medium.id]);
  });

  it('gives what changed after a moment, the deleted with it', async () => {
    const { clock, send, object, search, upsert } = setUp();
    const begin_time = (await search({ limit: 1 })).body['latest_time'];
    expect(idsOf(await search({ begin_time }))).toEqual([]);
    clock.forward(1000);
    await upsert(priced(await object(dal.variationId), 950));
    await send('DELETE', `/v2/catalog/object/${coffee.id}`);
    expect(idsOf(await search({ begin_time }))).toEqual([dal.variationId]);
    const all = await search({ begin_time, include_deleted_objects: true });
    expect(idsOf(all).sort()).toEqual(
      [dal.variationId, coffee.id, ...Object.values(seed.COFFEE_VARIATIONS).map(({ id }) => id)].sort(),
    );
    expect((await send('GET', `/v2/catalog/object/${coffee.id}`)).status).toBe(404);
  });
});

describe('lists', () => {
  it('go page by page', async () => {
    const { send } = setUp({ catalogPageSize: 3 });
    const found: string[] = [];
    let cursor = '';
    do {
      const seen = await send('GET', `/v2/catalog/list?types=ITEM${cursor && `&cursor=${cursor}`}`);
      found.push(...idsOf(seen));
      cursor = seen.body['cursor'] === undefined ? '' : text(seen.body['cursor']);
    } while (cursor !== '');
    expect(found.sort()).toEqual(
      Object.values(seed.ITEMS)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('retrieve what is there and leave out the rest, with what items name on request', async () => {
    const { send } = setUp();
    const object_ids = [soup.id, 'GONE'];
    const seen = await send('POST', '/v2/catalog/batch-retrieve', {
      object_ids,
      include_related_objects: true,
    });
    expect(idsOf(seen)).toEqual([soup.id]);
    expect(idsOf(seen, 'related_objects').sort()).toEqual(
      [seed.SOUPS, seed.EXTRAS, seed.SALES_TAX, seed.SOUP_IMAGE.id].sort(),
    );
  });
});
