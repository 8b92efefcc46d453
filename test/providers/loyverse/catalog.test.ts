import { failureOf, open, STORE } from './fixtures';
import { asked, refusedWith, scripted } from './scripted';

const merchant = { json: { id: 'acc-1', currency: { code: 'USD', decimal_places: 2 } } };

const variant = (more: Record<string, unknown> = {}) => ({
  variant_id: 'v1',
  item_id: 'i1',
  sku: '10010',
  barcode: null,
  option1_value: 'Large',
  option2_value: null,
  default_pricing_type: 'FIXED',
  default_price: 32,
  stores: [{ store_id: STORE, pricing_type: 'FIXED', price: 34, available_for_sale: true }],
  deleted_at: null,
  ...more,
});
const item = (more: Record<string, unknown> = {}) => ({
  id: 'i1',
  item_name: 'Café Latte',
  tax_ids: ['vat'],
  deleted_at: null,
  variants: [variant()],
  ...more,
});
const searchable = (items: unknown[]) => scripted({ 'GET /v1.0/items': { json: { items } } }).http;
const rowAt = (more: Record<string, unknown>) => [{ store_id: STORE, ...more }];

describe('stores', () => {
  it('are listed with the account and its currency, without the deleted ones', async () => {
    const stores = [
      { id: 's1', name: 'Ariapita Ave', deleted_at: null },
      { id: 's2', name: 'Closed', deleted_at: '2025-01-01T00:00:00.000Z' },
    ];
    const { http } = scripted({ 'GET /v1.0/merchant/': merchant, 'GET /v1.0/stores': { json: { stores } } });
    const session = open(http, 'a wrong setting must not matter here', { externalLocationId: undefined });
    expect(await session.locations()).toEqual([
      { externalId: 's1', name: 'Ariapita Ave', currency: 'USD', accountId: 'acc-1' },
    ]);
  });

  it('are not listed for a wrong token', async () => {
    const { http } = scripted({ 'GET /v1.0/merchant/': refusedWith(401, 'UNAUTHORIZED') });
    expect((await failureOf(open(http).locations())).kind).toBe('unauthorized');
  });
});

describe('a search by SKU', () => {
  it('finds the variant with its item, at the price of the store', async () => {
    const { http, calls } = scripted({
      'GET /v1.0/variants': { json: { variants: [variant(), variant({ sku: '99', item_id: 'i2' })] } },
      'GET /v1.0/items/i1': {
        json: item({ variants: [variant(), variant({ variant_id: 'v2', sku: '10011' })] }),
      },
    });
    expect(await open(http).searchItems({ sku: '10010' })).toEqual([
      {
        itemId: 'i1',
        variationId: 'v1',
        name: 'Café Latte',
        variationName: 'Large',
        sku: '10010',
        barcode: undefined,
        price: 3400,
        taxIds: ['vat'],
      },
    ]);
    expect(calls[0]?.query.sku).toBe('10010');
  });

  it('believes no variant that an ignored filter let through', async () => {
    const { http } = scripted({ 'GET /v1.0/variants': { json: { variants: [variant({ sku: '1' })] } } });
    expect(await open(http).searchItems({ sku: '10010' })).toEqual([]);
  });
});

describe('a search by words', () => {
  it.each(['cafe', 'LATTE large', '10010', 'café'])('finds an item by "%s"', async (text) =>
    expect(await open(searchable([item()])).searchItems({ text })).toHaveLength(1),
  );

  it('finds nothing that lacks one of the words', async () =>
    expect(await open(searchable([item()])).searchItems({ text: 'latte small' })).toEqual([]));

  it.each([
    ['the row of the store', {}, 3400],
    ['the default where the store has no row', { stores: [] }, 3200],
    ['the default where the row has none', { stores: rowAt({ pricing_type: 'FIXED', price: null }) }, 3200],
    ['none for an open price', { stores: rowAt({ pricing_type: 'VARIABLE', price: null }) }, undefined],
    ['zero where zero is meant', { stores: rowAt({ pricing_type: 'FIXED', price: 0 }) }, 0],
  ])('takes the price from %s', async (_where, more, price) => {
    const [found] = await open(searchable([item({ variants: [variant(more)] })])).searchItems({ text: '' });
    expect(found?.price).toBe(price);
    expect(found?.variationId).toBe('v1');
  });

  it('passes over what is deleted or not sold at the store', async () => {
    const items = [
      item({ deleted_at: '2025-01-01T00:00:00.000Z' }),
      item({ variants: [variant({ deleted_at: '2025-01-01T00:00:00.000Z' })] }),
      item({ variants: [variant({ stores: rowAt({ available_for_sale: false }) })] }),
    ];
    expect(await open(searchable(items)).searchItems({ text: 'latte' })).toEqual([]);
  });

  it('reads at most 20 pages', async () => {
    let page = 0;
    const { http, calls } = scripted({
      'GET /v1.0/items': () => ({ json: { items: [], cursor: `c${(page += 1)}` } }),
    });
    await open(http).searchItems({ text: 'x' });
    expect(calls).toHaveLength(20);
  });

  it('ends when a cursor comes twice', async () => {
    const { http, calls } = scripted({ 'GET /v1.0/items': { json: { items: [item()], cursor: 'same' } } });
    await open(http).searchItems({ text: 'nothing' });
    expect(calls).toHaveLength(2);
  });

  it('shows at most 50', async () => {
    const many = Array.from({ length: 80 }, (_, n) => item({ id: `i${n}` }));
    expect(await open(searchable(many)).searchItems({ text: 'latte' })).toHaveLength(50);
  });

  it('asks for the currency once while no connection knows it', async () => {
    const { http, calls } = scripted({
      'GET /v1.0/merchant/': { json: { id: 'a', currency: { code: 'JPY' } } },
      'GET /v1.0/items': { json: { items: [item()] } },
    });
    const session = open(http, undefined, { currency: undefined });
    expect((await session.searchItems({ text: '' }))[0]?.price).toBe(34);
    await session.searchItems({ text: '' });
    expect(asked(calls, 'GET /v1.0/merchant/')).toHaveLength(1);
  });
});
