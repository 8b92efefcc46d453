import { sessionOn } from './scripted';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const variation = (id: string, data: object = {}, presence: object = {}) => ({
  type: 'ITEM_VARIATION',
  id,
  ...presence,
  item_variation_data: { item_id: 'I1', name: 'Regular', sku: 'S-1', price_money: usd(1250), ...data },
});
const item = (variations: object[], data: object = {}, presence: object = {}) => ({
  type: 'ITEM',
  id: 'I1',
  ...presence,
  item_data: { name: 'Lentil soup', tax_ids: ['TAX1'], variations, ...data },
});

describe('Square’s locations', () => {
  it('are the active ones, with the merchant as account', async () => {
    const location = {
      id: 'L1',
      name: 'Main',
      status: 'ACTIVE',
      currency: 'USD',
      timezone: 'America/New_York',
    };
    const { session } = sessionOn({
      'GET /v2/locations': {
        json: {
          locations: [
            { ...location, merchant_id: 'M1' },
            { ...location, id: 'L2', status: 'INACTIVE' },
          ],
        },
      },
    });
    expect(await session.locations()).toEqual([
      { externalId: 'L1', name: 'Main', currency: 'USD', timezone: 'America/New_York', accountId: 'M1' },
    ]);
  });
});

describe('searching Square’s items by words', () => {
  const TEXT = 'POST /v2/catalog/search-catalog-items';
  const search = async (...items: object[]) => {
    const wire = sessionOn({ [TEXT]: { json: { items } } });
    return { found: await wire.session.searchItems({ text: 'soup' }), ...wire };
  };

  it('gives every variation with its price at the location', async () => {
    const here = { location_id: 'L1', price_money: usd(1300) };
    const stockOnly = { location_id: 'L1' };
    const { found, requests } = await search(
      item([
        variation('V1', { location_overrides: [here] }),
        variation('V2', { location_overrides: [stockOnly], upc: '123' }),
        variation('V3', { pricing_type: 'VARIABLE_PRICING', price_money: undefined }),
      ]),
    );
    expect(found.map(({ variationId, price }) => [variationId, price])).toEqual([
      ['V1', 1300],
      ['V2', 1250],
      ['V3', undefined],
    ]);
    expect(found[1]).toMatchObject({
      itemId: 'I1',
      name: 'Lentil soup',
      variationName: 'Regular',
      sku: 'S-1',
      barcode: '123',
      taxIds: ['TAX1'],
    });
    expect(requests[0]).toMatchObject({
      effect: false,
      body: { text_filter: 'soup', enabled_location_ids: ['L1'] },
    });
  });

  it.each([
    ['item is absent here', item([variation('V1')], {}, { absent_at_location_ids: ['L1'] })],
    [
      'item is only elsewhere',
      item([variation('V1')], {}, { present_at_all_locations: false, present_at_location_ids: ['L2'] }),
    ],
    ['variation is absent here', item([variation('V1', {}, { absent_at_location_ids: ['L1'] })])],
    ['item is archived', item([variation('V1')], { is_archived: true })],
    ['variation is deleted', item([variation('V1', {}, { is_deleted: true })])],
  ])('leaves out what cannot be sold: the %s', async (_why, entry) => {
    expect((await search(entry)).found).toEqual([]);
  });

  it('pages on until there are fifty', async () => {
    const many = (n: number) => [item(Array.from({ length: n }, (_, i) => variation(`V${i}`)))];
    const { session, requests } = sessionOn({ [TEXT]: { json: { items: many(30), cursor: 'c' } } });
    expect(await session.searchItems({ text: 'soup' })).toHaveLength(50);
    expect(requests.map(({ body }) => body.cursor)).toEqual([undefined, 'c']);
  });
});

describe('searching Square’s items by SKU', () => {
  const SKU = 'POST /v2/catalog/search';
  const BATCH = 'POST /v2/catalog/batch-retrieve';

  it('compares again, in any case, and looks up the names', async () => {
    const objects = [variation('V1', { sku: 's-1' }), variation('V2', { sku: 'S-10' })];
    const { session, requests } = sessionOn({
      [SKU]: { json: { objects } },
      [BATCH]: { json: { objects: [item([]), { type: 'TAX', id: 'TAX1' }] } },
    });
    const found = await session.searchItems({ sku: 'S-1' });
    expect(found.map(({ variationId, name }) => [variationId, name])).toEqual([['V1', 'Lentil soup']]);
    expect(requests[0]?.body).toMatchObject({
      object_types: ['ITEM_VARIATION'],
      query: { exact_query: { attribute_name: 'sku', attribute_value: 'S-1' } },
    });
    expect(requests[1]?.body).toEqual({ object_ids: ['I1'] });
  });

  it('needs no second call when the item came along', async () => {
    const { session, lines } = sessionOn({
      [SKU]: { json: { objects: [variation('V1')], related_objects: [item([])] } },
    });
    expect((await session.searchItems({ sku: 'S-1' }))[0]?.name).toBe('Lentil soup');
    expect(lines()).toEqual([SKU]);
  });

  it('still gives a variation whose item Square does not send', async () => {
    const { session } = sessionOn({ [SKU]: { json: { objects: [variation('V1')] } }, [BATCH]: { json: {} } });
    expect(await session.searchItems({ sku: 'S-1' })).toMatchObject([{ itemId: 'I1', name: 'Regular' }]);
  });

  it('finds nothing in an empty answer', async () => {
    const { session, lines } = sessionOn({ [SKU]: { json: {} } });
    expect(await session.searchItems({ sku: 'S-1' })).toEqual([]);
    expect(lines()).toEqual([SKU]);
  });
});
