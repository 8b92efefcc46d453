import { failureOf, MENU, NOW, open, pagesOf, recordsOf } from './fixtures';
import { scripted, type Seen } from './scripted';

const LIST = `GET ${MENU}`;
const item = (n: number, more: object = {}) => ({
  id: `i${n}`,
  name: `Item ${n}`,
  price: 100 + n,
  category: { id: 'c1', name: 'Coffee' },
  updated_at: '2026-11-20T10:00:00Z',
  ...more,
});
const items = Array.from({ length: 5 }, (_, n) => item(n));

/** Two at a time, by a cursor. */
const byCursor = ({ query }: Seen) => {
  const at = Number(query.cursor ?? 0);
  return { json: { data: items.slice(at, at + 2), next_cursor: at + 2 < 5 ? String(at + 2) : null } };
};
const catalog = async (script: Parameters<typeof scripted>[0][string], page?: object) => {
  const { http, calls } = scripted({ [LIST]: script });
  const recipe = page
    ? { preset: 'dine', operations: { listItems: { page: { ...nothing, ...page } } } }
    : 'dine';
  const pages = await pagesOf(open(http, { recipe }).pullCatalog({}));
  return { pages, calls, ids: recordsOf(pages).map(({ id }) => id) };
};
/** Takes the preset's own fields away. */
const nothing = { cursorPath: null, param: null, sizeParam: null };
const all = items.map(({ id }) => id);

describe('the menu of Dine', () => {
  it('comes with variants, options, categories and tombstones', async () => {
    const rich = item(1, {
      sku: 'L',
      stock: 4,
      variants: [
        { id: 'v1', name: 'Large', price: 450, sku: 'LL' },
        { id: 'v2', name: 'Small', price: 350 },
      ],
      modifier_groups: [{ id: 'g1', name: 'Milk', options: [{ id: 'o1', name: 'Oat', price: 50 }] }],
    });
    const rows = [rich, item(2, { available: false, stock: 0 }), item(3, { deleted: true })];
    const { http } = scripted({
      [LIST]: { json: { data: rows } },
      'GET /v1/outlets': { json: { data: [{ id: 'out-1', name: 'Main' }] } },
    });
    expect(recordsOf(await pagesOf(open(http).pullCatalog({})))).toMatchObject([
      {
        id: 'i1',
        categoryIds: ['c1'],
        variations: [
          { id: 'v1', name: 'Large', price: 450, sku: 'LL', available: true },
          { id: 'v2', price: 350 },
        ],
        modifierListIds: ['g1'],
        deleted: false,
        updatedAt: Date.UTC(2026, 10, 20, 10),
      },
      { id: 'i2', variations: [{ id: 'i2', price: 102, available: false }] },
      { id: 'i3', deleted: true },
    ]);
    expect(recordsOf(await pagesOf(open(http).pullStock({})))).toMatchObject([
      { variationId: 'i2', available: 0 },
    ]);
    expect(recordsOf(await pagesOf(open(http).pullMetadata({})))).toEqual([
      { kind: 'location', id: 'out-1', name: 'Main', deleted: false },
      { kind: 'category', id: 'c1', name: 'Coffee', deleted: false },
      {
        kind: 'modifier_list',
        id: 'g1',
        name: 'Milk',
        options: [{ id: 'o1', name: 'Oat', price: 50 }],
        deleted: false,
      },
    ]);
  });

  it('is whole by cursor, and the same set after a crash behind the second page', async () => {
    const { pages, ids } = await catalog(byCursor);
    expect(ids).toEqual(all);
    expect(pages.map(({ complete, full }) => [complete, full])).toEqual([
      [false, true],
      [false, true],
      [true, true],
    ]);
    const { http } = scripted({ [LIST]: byCursor });
    const rest = await pagesOf(open(http).pullCatalog({ from: pages[1]?.next }));
    expect([...pages.slice(0, 2), ...rest].flatMap(({ records }) => records).map(({ id }) => id)).toEqual(
      all,
    );
  });

  it('is changes only from the checkpoint on, five minutes of overlap in it', async () => {
    const { pages } = await catalog(byCursor);
    expect(pages.at(-1)?.checkpoint).toBe(new Date(NOW - 300_000).toISOString());
    const { http, calls } = scripted({ [LIST]: { json: { data: [item(1)] } } });
    const [page] = await pagesOf(open(http).pullCatalog({ since: pages.at(-1)?.checkpoint }));
    expect(calls[0]?.query).toEqual({ limit: '200', updated_since: '2026-11-21T11:55:00.000Z' });
    expect(page).toMatchObject({ complete: true, full: false });
  });

  it.each([
    [
      'number',
      { type: 'page', param: 'page', size: 2 },
      ({ query }: Seen) => ({
        json: { data: items.slice((Number(query.page) - 1) * 2, Number(query.page) * 2) },
      }),
    ],
    [
      'offset',
      { type: 'offset', param: 'skip', size: 2 },
      ({ query }: Seen) => ({
        json: { data: items.slice(Number(query.skip ?? 0), Number(query.skip ?? 0) + 2) },
      }),
    ],
    [
      'link',
      { type: 'link', size: 2 },
      ({ query }: Seen) => {
        const at = Number(query.at ?? 0);
        const link = at + 2 < 5 ? `<https://elsewhere.test/x?at=${at + 2}>; rel="next"` : '';
        return { json: { data: items.slice(at, at + 2) }, headers: { link } };
      },
    ],
  ])('is whole by %s as well', async (_what, page, script) => {
    const { ids, pages } = await catalog(script, page);
    expect(ids).toEqual(all);
    expect(pages.at(-1)?.complete).toBe(true);
  });

  it.each([
    ['a cursor that repeats', { json: { data: [item(1)], next_cursor: 'same' } }, undefined],
    [
      'a server that ignores the page',
      { json: { data: [item(1)] } },
      { type: 'page', param: 'page', size: 1 },
    ],
  ])('is not complete with %s', async (_what, script, page) => {
    const { pages } = await catalog(script, page);
    expect(pages.at(-1)).toMatchObject({ complete: false, note: expect.stringMatching(/twice/) as string });
    expect(pages.at(-1)).not.toHaveProperty('next');
    expect(pages.length).toBeLessThanOrEqual(3);
  });

  it.each([
    [{ json: { items: [] } }, /usable data/],
    [{ json: { data: [{ id: 'i1' }] } }, /usable data\.name/],
    [{ json: { data: [item(1, { price: 'free' })] } }, /usable data\.price/],
    [{ json: { data: [item(1, { variants: [{ name: 'x' }] })] } }, /usable data\.variants\.0\.id/],
  ])('that cannot be read names the place: %j', async (script, words) => {
    const { http } = scripted({ [LIST]: script });
    const failure = await failureOf(pagesOf(open(http).pullCatalog({})));
    expect(failure.kind).toBe('unexpected');
    expect(failure.message).toMatch(words);
  });

  it('is searched by words and by exact SKU', async () => {
    const rows = [
      item(1, { name: 'Café Latte', sku: 'LAT' }),
      item(2, { variants: [{ id: 'v', name: 'Latte size', sku: 'X' }] }),
      item(3, { name: 'Old latte', deleted: true }),
    ];
    const { http } = scripted({ [LIST]: { json: { data: rows } } });
    const session = open(http);
    expect(await session.searchItems({ sku: 'LAT' })).toMatchObject([
      { itemId: 'i1', variationId: 'i1', price: 101 },
    ]);
    expect(await session.searchItems({ sku: 'LA' })).toEqual([]);
    const found = await session.searchItems({ text: 'LATTE cafe' });
    expect(found.map(({ variationId }) => variationId)).toEqual(['i1']);
    expect((await session.searchItems({ text: 'latte' })).map(({ variationId }) => variationId)).toEqual([
      'i1',
      'v',
    ]);
  });
});
