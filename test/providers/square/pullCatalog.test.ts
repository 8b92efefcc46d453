import { all, failureOf, refusal, sessionOn, type Script } from './scripted';
import { usd } from './priced';

const LIST = 'GET /v2/catalog/list';
const SEARCH = 'POST /v2/catalog/search';
const BATCH = 'POST /v2/catalog/batch-retrieve';
const T0 = '2026-01-15T09:00:00.123Z';
const T1 = '2026-01-15T09:30:00Z';

const variation = (id: string, data: object = {}, rest: object = {}) => ({
  type: 'ITEM_VARIATION',
  id,
  ...rest,
  item_variation_data: { item_id: 'I1', name: 'Regular', sku: 'S-1', price_money: usd(1250), ...data },
});
const item = (id: string, data: object = {}, rest: object = {}) => ({
  type: 'ITEM',
  id,
  updated_at: T0,
  ...rest,
  item_data: { name: 'Lentil soup', variations: [variation('V1')], ...data },
});
const category = (id: string, category_type: string) => ({
  type: 'CATEGORY',
  id,
  category_data: { name: id, category_type },
});
const gone = (type: string, id: string, rest: object = {}) => ({
  type,
  id,
  is_deleted: true,
  updated_at: T1,
  ...rest,
});

/** Pages of a full pull. */
const full = async (objects: object[], others: object[] = []) => {
  const wire = sessionOn({
    [SEARCH]: { json: { latest_time: T1 } },
    [LIST]: { json: { objects } },
    [BATCH]: { json: { objects: others } },
  });
  return { ...wire, pages: await all(wire.session.pullCatalog({})) };
};
const firstItem = async (...given: Parameters<typeof full>) => (await full(...given)).pages[0]?.records[0];

describe('pulling Square’s catalog', () => {
  it('tells an item whole', async () => {
    const data = {
      description_html: '<p>House &amp; <b>home</b></p><ul><li>soup</li></ul>',
      tax_ids: ['TAX1'],
      categories: [{ id: 'CAT1' }, { id: 'MENU' }, { id: 'GONE' }],
      reporting_category: { id: 'CAT1' },
      modifier_list_info: [{ modifier_list_id: 'ML1' }, { modifier_list_id: 'ML2', enabled: false }],
      image_ids: ['IMG1', 'IMG2'],
      variations: [variation('V1', { upc: '123' }, { updated_at: T1 })],
    };
    const others = [
      category('CAT1', 'REGULAR_CATEGORY'),
      category('MENU', 'MENU_CATEGORY'),
      { type: 'IMAGE', id: 'IMG1', image_data: { url: 'https://img.test/1.jpg' } },
    ];
    expect(await firstItem([item('I1', data)], others)).toEqual({
      id: 'I1',
      name: 'Lentil soup',
      description: 'House & home\nsoup',
      categoryIds: ['CAT1'],
      variations: [{ id: 'V1', name: 'Regular', sku: 'S-1', barcode: '123', price: 1250, available: true }],
      modifierListIds: ['ML1'],
      taxIds: ['TAX1'],
      imageUrl: 'https://img.test/1.jpg',
      archived: false,
      deleted: false,
      updatedAt: Date.parse(T1),
    });
  });

  const here = { location_id: 'L1' };
  it.each([
    ['at its base price', {}, {}, { price: 1250, available: true }],
    [
      'at the location’s price',
      { location_overrides: [{ ...here, price_money: usd(1300) }] },
      {},
      { price: 1300 },
    ],
    ['at an open price', { pricing_type: 'VARIABLE_PRICING' }, {}, { price: undefined, available: true }],
    ['not here', {}, { absent_at_location_ids: ['L1'] }, { available: false }],
    [
      'only elsewhere',
      {},
      { present_at_all_locations: false, present_at_location_ids: ['L2'] },
      { available: false },
    ],
    ['not at all', { sellable: false }, {}, { available: false }],
    [
      'no more, for it is sold out',
      { location_overrides: [{ ...here, sold_out: true }] },
      {},
      { available: false },
    ],
    [
      'again later today, which nobody would tell us',
      { location_overrides: [{ ...here, sold_out: true, sold_out_valid_until: T1 }] },
      {},
      { available: true },
    ],
  ])('tells a variation that is sold %s', async (_how, data, rest, expected) => {
    const sold = await firstItem([item('I1', { variations: [variation('V1', data, rest)] })]);
    expect(sold?.variations[0]).toMatchObject(expected);
  });

  it('tells archived items, items of other places and items without tax for what they are', async () => {
    const archived = await firstItem([item('I1', { is_archived: true })]);
    expect([archived?.archived, archived?.variations[0]?.available]).toEqual([true, false]);
    const elsewhere = await firstItem([item('I1', {}, { absent_at_location_ids: ['L1'] })]);
    expect(elsewhere?.variations[0]?.available).toBe(false);
    expect((await firstItem([item('I1', { is_taxable: false, tax_ids: ['TAX1'] })]))?.taxIds).toEqual([]);
  });

  it('asks for Square’s own time before it lists, and hands it on after the last page', async () => {
    const wire = sessionOn({
      [SEARCH]: { json: { latest_time: T0 } },
      [LIST]: [{ json: { objects: [item('I1')], cursor: 'c' } }, { json: { objects: [item('I2')] } }],
    });
    const pages = await all(wire.session.pullCatalog({}));
    expect(wire.lines()).toEqual([SEARCH, LIST, LIST]);
    expect(wire.requests.slice(1).map(({ query }) => query)).toEqual([
      { types: 'ITEM' },
      { types: 'ITEM', cursor: 'c' },
    ]);
    expect(pages.map(({ complete, full, checkpoint }) => [complete, full, checkpoint])).toEqual([
      [false, true, undefined],
      [true, true, T0],
    ]);
  });

  it('looks pictures and categories up once, whatever the number of pages', async () => {
    const withPicture = { image_ids: ['IMG1'] };
    const wire = sessionOn({
      [SEARCH]: { json: { latest_time: T0 } },
      [LIST]: [
        { json: { objects: [item('I1', withPicture)], cursor: 'c' } },
        { json: { objects: [item('I2', withPicture)] } },
      ],
      [BATCH]: { json: { objects: [{ type: 'IMAGE', id: 'IMG1', image_data: { url: 'u' } }] } },
    });
    const pages = await all(wire.session.pullCatalog({}));
    expect(pages.flatMap(({ records }) => records).map(({ imageUrl }) => imageUrl)).toEqual(['u', 'u']);
    expect(wire.lines().filter((line) => line === BATCH)).toHaveLength(1);
  });
});

describe('pulling what changed in Square’s catalog', () => {
  const delta = async (objects: object[], others: object[] = []) => {
    const wire = sessionOn({
      [SEARCH]: { json: { objects, latest_time: T1 } },
      [BATCH]: { json: { objects: others } },
    });
    return { ...wire, pages: await all(wire.session.pullCatalog({ since: T0 })) };
  };

  it('asks for items and variations after the checkpoint, deleted ones too', async () => {
    const { requests, pages } = await delta([]);
    expect(requests[0]?.body).toMatchObject({
      object_types: ['ITEM', 'ITEM_VARIATION'],
      begin_time: T0,
      include_deleted_objects: true,
    });
    expect(pages).toEqual([{ records: [], complete: true, full: false, checkpoint: T1 }]);
  });

  it('fetches the whole item of a variation that comes alone', async () => {
    const { pages, requests } = await delta([variation('V1')], [item('I1')]);
    expect(requests[1]?.body.object_ids).toEqual(['I1']);
    expect(pages[0]?.records).toMatchObject([{ id: 'I1', variations: [{ id: 'V1' }] }]);
  });

  it('fetches it for a deleted variation, too', async () => {
    const tombstone = gone('ITEM_VARIATION', 'V2', { item_variation_data: { item_id: 'I1' } });
    const { pages } = await delta([tombstone], [item('I1')]);
    expect(pages[0]?.records.map(({ id, deleted }) => [id, deleted])).toEqual([['I1', false]]);
  });

  it('tells which items are gone', async () => {
    const child = gone('ITEM_VARIATION', 'V1', { item_variation_data: { item_id: 'I1' } });
    const { pages, lines } = await delta([gone('ITEM', 'I1', { item_data: { name: 'Lentil soup' } }), child]);
    expect(pages[0]?.records).toMatchObject([
      { id: 'I1', name: 'Lentil soup', deleted: true, variations: [] },
    ]);
    expect(lines()).toEqual([SEARCH]);
  });

  it('keeps the first page’s time: what changes while it pages is for the next pull', async () => {
    const { session } = sessionOn({
      [SEARCH]: [
        { json: { objects: [item('I1')], cursor: 'c', latest_time: T0 } },
        { json: { objects: [item('I2')], latest_time: T1 } },
      ],
    });
    expect((await all(session.pullCatalog({ since: T0 })))[1]?.checkpoint).toBe(T0);
  });
});

describe('a pull from Square that was interrupted', () => {
  const two: Script = {
    [SEARCH]: { json: { latest_time: T0 } },
    [LIST]: (seen) =>
      seen.query.cursor === 'c'
        ? { json: { objects: [item('I2')] } }
        : { json: { objects: [item('I1')], cursor: 'c' } },
  };

  it('goes on behind the last page that was kept', async () => {
    const [first] = await all(sessionOn(two).session.pullCatalog({}));
    const { session, lines } = sessionOn(two);
    const rest = await all(session.pullCatalog({ from: first?.next }));
    expect(rest.flatMap(({ records }) => records).map(({ id }) => id)).toEqual(['I2']);
    expect([lines(), rest[0]?.checkpoint]).toEqual([[LIST], T0]);
    expect(first?.next?.length).toBeLessThan(1024);
  });

  it('starts over when its cursor has died, or when nobody can read where it was', async () => {
    const dead: Script = {
      ...two,
      [LIST]: (seen) =>
        seen.query.cursor === 'old' ? refusal(400, 'INVALID_CURSOR') : { json: { objects: [item('I1')] } },
    };
    for (const from of [JSON.stringify({ cursor: 'old', latest: T0 }), 'nonsense']) {
      const pages = await all(sessionOn(dead).session.pullCatalog({ from }));
      expect(pages.map(({ records, complete }) => [records.length, complete])).toEqual([[1, true]]);
    }
  });

  it('starts over when the place belongs to another pull', async () => {
    const [first] = await all(sessionOn(two).session.pullCatalog({}));
    const { session, lines } = sessionOn({ [SEARCH]: { json: { latest_time: T1 } } });
    await all(session.pullCatalog({ since: T0, from: first?.next }));
    expect(lines()).toEqual([SEARCH]);
  });

  it('does not start over for ever', async () => {
    const { session, lines } = sessionOn({
      ...two,
      [LIST]: (seen) =>
        seen.query.cursor ? refusal(400, 'INVALID_CURSOR') : { json: { objects: [item('I1')], cursor: 'c' } },
    });
    expect((await failureOf(all(session.pullCatalog({})))).kind).toBe('conflict');
    expect(lines().length).toBeLessThan(20);
  });

  it('says so when a page leads to itself', async () => {
    const { session } = sessionOn({ ...two, [LIST]: { json: { objects: [item('I1')], cursor: 'c' } } });
    expect((await failureOf(all(session.pullCatalog({})))).kind).toBe('unexpected');
  });

  it('names what is missing when an item comes without its data', async () => {
    const { session } = sessionOn({ ...two, [LIST]: { json: { objects: [{ type: 'ITEM', id: 'I1' }] } } });
    const failure = await failureOf(all(session.pullCatalog({})));
    expect([failure.kind, failure.message.includes('objects.0')]).toEqual(['unexpected', true]);
  });
});

describe('a variation that was deleted and does not say of what', () => {
  const pulled = async (objects: object[]) => {
    const { session, lines } = sessionOn({
      [SEARCH]: { json: { objects, latest_time: T1 } },
      [LIST]: { json: { objects: [item('I1'), item('I2')] } },
    });
    return { pages: await all(session.pullCatalog({ since: T0 })), lines };
  };

  it('has everything read: some item has lost it', async () => {
    const { pages, lines } = await pulled([gone('ITEM_VARIATION', 'V2')]);
    expect(lines()).toEqual([SEARCH, LIST]);
    expect(
      pages.map(({ records, complete, full, checkpoint }) => [records.length, complete, full, checkpoint]),
    ).toEqual([
      [0, false, false, undefined],
      [2, true, true, T1],
    ]);
  });

  it('has not, when an item went at the same moment', async () => {
    const { lines } = await pulled([gone('ITEM', 'I2'), gone('ITEM_VARIATION', 'V2')]);
    expect(lines()).toEqual([SEARCH]);
  });
});
