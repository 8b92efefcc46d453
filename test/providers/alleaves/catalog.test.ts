import { open, pagesOf, recordsOf } from './fixtures';
import { paging, SEARCH } from './paging';
import { asked, scripted } from './scripted';
import { row } from './till';

const recordsOfPage = <T>({ records }: { records: T[] }) => records;

describe('the catalog of Alleaves', () => {
  it('sums the batches and areas of a product into one item', async () => {
    const rows = [
      row({ id_batch: 1, available: 3, on_hand: 4 }),
      row({ id_batch: 2, available: 2, on_hand: 2, date_expire: '2026-12-31', price_otd_adult_use: 14.13 }),
      row({ id_batch: 2, available: 5, on_hand: 5, id_area: 1001, area_type: 'Damaged' }),
      row({ id_batch: 3, available: 0, on_hand: 0, id_area: null, area_type: null }),
    ];
    const { http } = scripted({ [SEARCH]: paging(rows) });
    const [item] = recordsOf(await pagesOf(open(http).pullCatalog({})));
    expect(item).toMatchObject({
      id: '1000',
      name: 'Blue Dream 3.5g',
      categoryIds: ['Flower'],
      brandId: 'Farm One',
      variations: [{ id: '1000', price: 1413, available: true }],
      deleted: false,
    });
    expect(recordsOf(await pagesOf(open(http).pullStock({})))).toMatchObject([
      { variationId: '1000', available: 5, onHand: 6 },
    ]);
  });

  it.each([
    ['out-the-door for adults', {}, {}, 1250],
    [
      'retail where there is no out-the-door price',
      { price_otd_adult_use: 0, price_retail_adult_use: 11.5 },
      {},
      1150,
    ],
    [
      'the generic one for goods without an adult price',
      { price_otd_adult_use: 0, price_otd: 9.99 },
      {},
      999,
    ],
    [
      'the medical one only for a medical shop',
      { price_otd_adult_use: 0, price_otd: 9 },
      { medical: true },
      100,
    ],
    [
      'the medical one of goods that are not for adults',
      { is_adult_use: false, price_otd_adult_use: 0 },
      {},
      100,
    ],
  ])('has as price %s', async (_what, fields, pos, price) => {
    const { http } = scripted({ [SEARCH]: paging([row(fields)]) });
    const [item] = recordsOf(await pagesOf(open(http, pos).pullCatalog({})));
    expect(item?.variations[0]?.price).toBe(price);
  });

  it.each([
    ['Category > Flower', 2200],
    ['Category > Pre-Rolls', 2100],
    ['Vapes > Cartridges > Distillate', 2000],
    ['Concentrates', 2000],
    ['Beverages', 2400],
    ['Edibles > Gummies', 2300],
    ['Topicals', 2300],
    ['', 2200],
  ])('marks the cost of 10.00 up in the category "%s"', async (category, price) => {
    const none = {
      price_otd_adult_use: 0,
      price_retail_adult_use: 0,
      price_otd_medical_use: 0,
      price_retail_medical_use: 0,
    };
    const { http } = scripted({ [SEARCH]: paging([row({ ...none, category, cost_of_good: 10 })]) });
    const variationOf = async (pos: unknown) =>
      recordsOf(await pagesOf(open(http, pos).pullCatalog({})))[0]?.variations[0];
    expect(await variationOf({})).toMatchObject({ price, available: true });
    expect(await variationOf({ markup: false })).toMatchObject({ price: undefined, available: false });
  });

  it.each([
    [undefined, ['Other']],
    ['Uncategorized', ['Uncategorized']],
    ['Vapes > Cartridges >  Distillate ', ['Vapes', 'Vapes > Cartridges', 'Vapes > Cartridges > Distillate']],
  ])('cleans the category %j up', async (category, ids) => {
    const { http } = scripted({ [SEARCH]: paging([row({ category })]) });
    expect(recordsOf(await pagesOf(open(http).pullCatalog({})))[0]?.categoryIds).toEqual(ids);
  });

  it.each([
    { deleted: true },
    { qc_hold: true },
    { is_plant: true },
    { is_seed: true },
    { is_product: false },
    { item: 'Samples - Blue' },
    { status: 'closed' },
  ])('leaves out what is not for sale: %j', async (fields) => {
    const { http } = scripted({ [SEARCH]: paging([row(fields)]) });
    expect(recordsOf(await pagesOf(open(http).pullCatalog({})))).toEqual([]);
  });

  it('is whole in slices, and the same set after a crash behind the second', async () => {
    const rows = Array.from({ length: 620 }, (_, n) => row({ id_batch: n, id_item: 5000 - n }));
    const { http, calls } = scripted({ [SEARCH]: paging(rows) });
    const pages = await pagesOf(open(http).pullCatalog({}));
    expect(pages.map(({ records, complete }) => [records.length, complete])).toEqual([
      [250, false],
      [250, false],
      [120, true],
    ]);
    expect(asked(calls, SEARCH)).toHaveLength(2);
    const rest = await pagesOf(open(http).pullCatalog({ from: pages[1]?.next }));
    expect([...pages.slice(0, 2), ...rest].flatMap(recordsOfPage)).toEqual(pages.flatMap(recordsOfPage));
    expect(pages.at(-1)).toMatchObject({ full: true, checkpoint: '2026-11-21T12:00:00.000Z' });
  });

  it('reads on where the server’s pages are shorter than asked for', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => row({ id_batch: n, id_item: n }));
    const { http } = scripted({ [SEARCH]: paging(rows, 3) });
    expect(recordsOf(await pagesOf(open(http).pullCatalog({})))).toHaveLength(7);
  });

  it('ends with a server that ignores the page, and is not complete when rows are missing', async () => {
    const rows = [row({ total_rows: 3 }), row({ id_batch: 2, total_rows: 3 })];
    const { http, calls } = scripted({ [SEARCH]: { json: rows } });
    const [page] = await pagesOf(open(http).pullCatalog({}));
    expect(page).toMatchObject({
      complete: false,
      note: expect.stringMatching(/nothing is removed/) as string,
    });
    expect(page).not.toHaveProperty('checkpoint');
    expect(calls).toHaveLength(2);
  });
});
