import { open } from './fixtures';
import { scripted } from './scripted';

const ITEMS = [
  { item_id: '1', name: 'Crème brûlée', sku: 'CB', status: 'active', rate: '5.50', tax_id: 'vat' },
  {
    item_id: '21',
    name: 'Latte-Large',
    sku: 'LAT-L',
    rate: 4,
    group_id: '20',
    group_name: 'Latte',
    attribute_option_name1: 'Large',
    attribute_option_name2: '',
  },
  { item_id: '22', name: 'Latte-Small', sku: 'LAT-S', rate: 3, group_id: '20', group_name: 'Latte' },
  { item_id: '3', name: 'Old latte', status: 'inactive', rate: 1 },
];

function searching(items: object[] = ITEMS) {
  const { http, calls } = scripted({ 'GET /items': { json: { items } } });
  return { calls, session: open(http) };
}

describe('searching Zoho for items', () => {
  it('finds the exact SKU only, whatever comes back', async () => {
    const { calls, session } = searching();
    expect(await session.searchItems({ sku: 'CB' })).toEqual([
      { itemId: '1', variationId: '1', name: 'Crème brûlée', sku: 'CB', price: 550, taxIds: ['vat'] },
    ]);
    expect(calls[0]?.query).toMatchObject({ sku: 'CB', status: 'active' });
    expect(await session.searchItems({ sku: 'C' })).toEqual([]);
  });

  it('finds words without case and accents, and every variant of a group', async () => {
    const { session } = searching();
    expect(await session.searchItems({ text: 'BRULEE' })).toMatchObject([{ itemId: '1' }]);
    expect(await session.searchItems({ text: 'latte' })).toMatchObject([
      { itemId: '20', variationId: '21', name: 'Latte', variationName: 'Large' },
      { itemId: '20', variationId: '22', name: 'Latte', variationName: 'Latte-Small' },
    ]);
  });

  it('asks nothing for no words, and cuts long ones', async () => {
    const { calls, session } = searching();
    expect(await session.searchItems({ text: ' \n ' })).toEqual([]);
    expect(calls).toEqual([]);
    expect(await session.searchItems({ text: 'x'.repeat(2000) })).toEqual([]);
    expect(calls[0]?.query.search_text).toHaveLength(100);
  });

  it('gives fifty at most', async () => {
    const crowd = Array.from({ length: 120 }, (_, n) => ({ item_id: String(n), name: `Dish ${n}`, rate: 1 }));
    expect(await searching(crowd).session.searchItems({ text: 'dish' })).toHaveLength(50);
  });
});
