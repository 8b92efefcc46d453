import { pagesOf, recordsOf } from '../changed';
import { failureOf, open, STORE } from '../fixtures';
import { asked, scripted, type Script, type Seen } from '../scripted';

const SINCE = '2026-11-21T11:30:00.000Z';
const DELETED = '2026-11-21T11:45:00.000Z';

const variant = (more: Record<string, unknown> = {}) => ({
  variant_id: 'v1',
  item_id: 'i1',
  sku: '10010',
  barcode: '4006381333931',
  option1_value: 'Large',
  option2_value: 'Oat',
  cost: 8.5,
  default_pricing_type: 'FIXED',
  default_price: 32,
  stores: [{ store_id: STORE, pricing_type: 'FIXED', price: 34, available_for_sale: true }],
  updated_at: '2026-11-21T11:40:00.000Z',
  deleted_at: null,
  ...more,
});
const item = (more: Record<string, unknown> = {}) => ({
  id: 'i1',
  item_name: 'Iced latte',
  description: '<p>Double <b>shot</b></p>',
  category_id: 'cat',
  primary_supplier_id: 'sup',
  track_stock: true,
  tax_ids: ['vat'],
  modifier_ids: ['milk'],
  image_url: 'https://img.test/1.png',
  updated_at: '2026-11-21T11:35:00.000Z',
  deleted_at: null,
  variants: [variant()],
  ...more,
});
const listed = (items: unknown[], more: Record<string, Script> = {}) =>
  scripted({ 'GET /v1.0/items': { json: { items } }, ...more });
const storeRow = (more: object) => [{ store_id: STORE, ...more }];

describe('the catalog of Loyverse', () => {
  it('comes in our words', async () => {
    expect(await recordsOf(open(listed([item()]).http).pullCatalog({}))).toEqual([
      {
        id: 'i1',
        name: 'Iced latte',
        description: 'Double shot',
        categoryIds: ['cat'],
        vendorId: 'sup',
        variations: [
          {
            id: 'v1',
            name: 'Large / Oat',
            sku: '10010',
            barcode: '4006381333931',
            price: 3400,
            cost: 850,
            available: true,
          },
        ],
        modifierListIds: ['milk'],
        taxIds: ['vat'],
        imageUrl: 'https://img.test/1.png',
        archived: false,
        deleted: false,
        updatedAt: Date.parse('2026-11-21T11:40:00.000Z'),
      },
    ]);
  });

  it('comes as well without what may be missing', async () => {
    const bare = { id: 'i1', item_name: 'Tea', variants: [{ variant_id: 'v1', item_id: 'i1' }] };
    expect(await recordsOf(open(listed([bare]).http).pullCatalog({}))).toMatchObject([
      { id: 'i1', categoryIds: [], taxIds: [], variations: [{ id: 'v1', available: true }], archived: false },
    ]);
  });

  it.each([
    ['the row of the store', {}, 3400, true],
    ['the default where the store has no row', { stores: [] }, 3200, true],
    [
      'none for an open price',
      { stores: storeRow({ pricing_type: 'VARIABLE', price: null }) },
      undefined,
      true,
    ],
    ['zero where zero is meant', { stores: storeRow({ pricing_type: 'FIXED', price: 0 }) }, 0, true],
    [
      'the row also where it is not sold',
      { stores: storeRow({ pricing_type: 'FIXED', price: 34, available_for_sale: false }) },
      3400,
      false,
    ],
  ])('takes the price from %s', async (_where, more, price, available) => {
    const [pulled] = await recordsOf(
      open(listed([item({ variants: [variant(more)] })]).http).pullCatalog({}),
    );
    expect(pulled?.variations).toMatchObject([{ available }]);
    expect(pulled?.variations[0]?.price).toBe(price);
  });

  it('leaves deleted variants out; an item without any other is archived', async () => {
    const gone = variant({ variant_id: 'v2', deleted_at: DELETED });
    const items = [item({ variants: [variant(), gone] }), item({ id: 'i2', variants: [gone] })];
    const pulled = await recordsOf(open(listed(items).http).pullCatalog({}));
    expect(pulled.map(({ variations, archived }) => [variations.map(({ id }) => id), archived])).toEqual([
      [['v1'], false],
      [[], true],
    ]);
  });

  it('asks for no tombstones when it asks for everything', async () => {
    const { http, calls } = listed([item()]);
    const pages = await pagesOf(open(http).pullCatalog({}));
    expect(calls.map(({ path, query }) => [path, query])).toEqual([['/v1.0/items', { limit: '250' }]]);
    expect(pages.at(-1)).toMatchObject({ complete: true, full: true });
  });

  it('names the path of what it cannot do without', async () => {
    const failure = await failureOf(
      recordsOf(open(listed([item({ item_name: undefined })]).http).pullCatalog({})),
    );
    expect(failure.kind).toBe('unexpected');
    expect(failure.message).toContain('items.0.item_name');
  });
});

describe('changes of the catalog', () => {
  const items = ({ query }: Seen) => ({
    json: {
      items: query.items_ids
        ? query.items_ids.split(',').map((id) => item({ id, item_name: `Item ${id}` }))
        : [item({ id: 'i1', deleted_at: DELETED })],
    },
  });
  const changedVariants = (itemIds: string[]) => ({
    json: { variants: itemIds.map((item_id, n) => variant({ variant_id: `v${n}`, item_id })) },
  });

  it('bring tombstones, and ask for them', async () => {
    const { http, calls } = scripted({ 'GET /v1.0/items': items, 'GET /v1.0/variants': changedVariants([]) });
    const pages = await pagesOf(open(http).pullCatalog({ since: SINCE }));
    expect(pages.flatMap(({ records }) => records)).toMatchObject([{ id: 'i1', deleted: true }]);
    expect(pages.at(-1)).toMatchObject({ complete: true, full: false });
    for (const { query } of calls)
      expect(query).toMatchObject({ show_deleted: 'true', updated_at_min: SINCE, limit: '250' });
  });

  it('bring the item of a changed variant whose own date did not move, once', async () => {
    const { http, calls } = scripted({
      'GET /v1.0/items': items,
      'GET /v1.0/variants': changedVariants(['i1', 'i2', 'i2']),
    });
    const pulled = await recordsOf(open(http).pullCatalog({ since: SINCE }));
    expect(pulled.map(({ id, name }) => [id, name])).toEqual([
      ['i1', 'Iced latte'],
      ['i2', 'Item i2'],
    ]);
    expect(asked(calls, 'GET /v1.0/items').map(({ query }) => query.items_ids)).toEqual([undefined, 'i2']);
  });

  it('look up no more than fifty items in one address', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `x${n}`);
    const { http, calls } = scripted({
      'GET /v1.0/items': items,
      'GET /v1.0/variants': changedVariants(ids),
    });
    expect(await recordsOf(open(http).pullCatalog({ since: SINCE }))).toHaveLength(121);
    const asks = asked(calls, 'GET /v1.0/items').flatMap(({ query }) => query.items_ids ?? []);
    expect(asks.map((text) => text.split(',').length)).toEqual([50, 50, 20]);
  });

  it('are resumed between the two lists', async () => {
    const scripts = { 'GET /v1.0/items': items, 'GET /v1.0/variants': changedVariants(['i1']) };
    const [first] = await pagesOf(open(scripted(scripts).http).pullCatalog({ since: SINCE }));
    const { http, calls } = scripted(scripts);
    expect(await recordsOf(open(http).pullCatalog({ since: SINCE, from: first?.next }))).toHaveLength(1);
    expect(calls[0]?.path).toBe('/v1.0/variants');
  });
});
