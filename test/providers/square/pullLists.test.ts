import { all, sessionOn, type Script } from './scripted';
import { usd } from './priced';

const T0 = '2026-01-15T09:00:00.000Z';
const T1 = '2026-01-15T09:30:00.000Z';
const BEFORE_T1 = '2026-01-15T09:25:00.000Z';

describe('pulling Square’s customers', () => {
  const LIST = 'GET /v2/customers';
  const SEARCH = 'POST /v2/customers/search';
  const sam = {
    id: 'C1',
    given_name: 'Sam',
    family_name: 'van Example',
    email_address: 'sam@example.test',
    phone_number: '+12025550143',
    reference_id: 'ref-1',
    updated_at: T1,
  };

  it('lists all of them, newest first', async () => {
    const { session, requests } = sessionOn({
      [LIST]: [
        { json: { customers: [sam], cursor: 'c' } },
        { json: { customers: [{ id: 'C2', company_name: 'Example Ltd', updated_at: T0 }] } },
      ],
    });
    const pages = await all(session.pullCustomers({}));
    expect(requests[0]?.query).toEqual({ limit: '100', sort_field: 'CREATED_AT', sort_order: 'DESC' });
    expect(pages.flatMap(({ records }) => records)).toEqual([
      {
        id: 'C1',
        name: 'Sam van Example',
        email: 'sam@example.test',
        phone: '+12025550143',
        reference: 'ref-1',
        deleted: false,
        updatedAt: Date.parse(T1),
      },
      { id: 'C2', name: 'Example Ltd', deleted: false, updatedAt: Date.parse(T0) },
    ]);
    expect(pages[1]).toMatchObject({ complete: true, full: true, checkpoint: BEFORE_T1 });
  });

  it('searches those that changed since', async () => {
    const { session, requests } = sessionOn({ [SEARCH]: { json: { customers: [sam] } } });
    const [page] = await all(session.pullCustomers({ since: T0 }));
    expect(requests[0]?.body.query.filter).toEqual({ updated_at: { start_at: T0 } });
    expect(page).toMatchObject({ full: false, checkpoint: BEFORE_T1 });
  });

  it('takes the checkpoint from the first page: a customer may change behind our back while we page', async () => {
    const late = { ...sam, id: 'C2', updated_at: '2026-01-15T09:59:00Z' };
    const { session } = sessionOn({
      [SEARCH]: [{ json: { customers: [sam], cursor: 'c' } }, { json: { customers: [late] } }],
    });
    expect((await all(session.pullCustomers({ since: T0 })))[1]?.checkpoint).toBe(BEFORE_T1);
  });
});

describe('pulling Square’s stock', () => {
  const COUNTS = 'POST /v2/inventory/counts/batch-retrieve';
  const count = (changes: object = {}) => ({
    catalog_object_id: 'V1',
    catalog_object_type: 'ITEM_VARIATION',
    state: 'IN_STOCK',
    location_id: 'L1',
    quantity: '12.5',
    calculated_at: T1,
    ...changes,
  });

  it('tells what may be sold at the location', async () => {
    const counts = [count(), count({ catalog_object_id: 'V2', quantity: '-1', calculated_at: T0 })];
    const { session, requests } = sessionOn({ [COUNTS]: { json: { counts } } });
    const pages = await all(session.pullStock({}));
    expect(requests[0]?.body).toEqual({ location_ids: ['L1'], states: ['IN_STOCK'], limit: 1000 });
    expect(pages).toEqual([
      {
        records: [
          { variationId: 'V1', available: 12.5, updatedAt: Date.parse(T1) },
          { variationId: 'V2', available: -1, updatedAt: Date.parse(T0) },
        ],
        complete: true,
        full: true,
        checkpoint: BEFORE_T1,
      },
    ]);
  });

  it('asks for later counts the next time, and keeps its checkpoint when there are none', async () => {
    const { session, requests } = sessionOn({ [COUNTS]: { json: {} } });
    const [page] = await all(session.pullStock({ since: T0 }));
    expect(requests[0]?.body).toMatchObject({ updated_after: T0 });
    expect(page).toMatchObject({ full: false, checkpoint: T0 });
  });

  it('takes the checkpoint from the first page: sales go on while we page', async () => {
    const late = count({ catalog_object_id: 'V2', calculated_at: '2026-01-15T09:59:00Z' });
    const { session } = sessionOn({
      [COUNTS]: [{ json: { counts: [count()], cursor: 'c' } }, { json: { counts: [late] } }],
    });
    expect((await all(session.pullStock({})))[1]?.checkpoint).toBe(BEFORE_T1);
  });

  it('leaves out what is counted otherwise', async () => {
    const counts = [count({ state: 'WASTE' }), count({ catalog_object_type: 'ITEM' })];
    const { session } = sessionOn({ [COUNTS]: { json: { counts } } });
    expect((await all(session.pullStock({})))[0]?.records).toEqual([]);
  });
});

describe('pulling Square’s small lists', () => {
  const LIST = 'GET /v2/catalog/list';
  const SEARCH = 'POST /v2/catalog/search';
  const PLACES = {
    json: {
      locations: [
        { id: 'L1', name: 'Main', status: 'ACTIVE' },
        { id: 'L2', status: 'INACTIVE' },
      ],
    },
  };
  const places = [
    { kind: 'location', id: 'L1', name: 'Main', deleted: false },
    { kind: 'location', id: 'L2', name: 'L2', deleted: true },
  ];
  const extras = {
    type: 'MODIFIER_LIST',
    id: 'ML1',
    modifier_list_data: {
      name: 'Extras',
      modifiers: [
        {
          id: 'MOD1',
          modifier_data: {
            name: 'Bread',
            price_money: usd(150),
            location_overrides: [{ location_id: 'L1', price_money: usd(200) }],
          },
        },
        { id: 'MOD2', modifier_data: { name: 'Salt' } },
      ],
    },
  };
  const pulledExtras = {
    kind: 'modifier_list',
    id: 'ML1',
    name: 'Extras',
    options: [
      { id: 'MOD1', name: 'Bread', price: 200 },
      { id: 'MOD2', name: 'Salt', price: 0 },
    ],
    deleted: false,
  };
  const pull = async (script: Script, since?: string) => {
    const wire = sessionOn({ 'GET /v2/locations': PLACES, ...script });
    const pages = await all(wire.session.pullMetadata({ since }));
    return { ...wire, pages, records: pages.flatMap(({ records }) => records) };
  };

  it('tells categories, taxes, modifier lists and locations, and no menus', async () => {
    const objects = [
      { type: 'CATEGORY', id: 'CAT1', category_data: { name: 'Soups', parent_category: { id: 'CAT0' } } },
      { type: 'CATEGORY', id: 'MENU', category_data: { name: 'Soups', category_type: 'MENU_CATEGORY' } },
      {
        type: 'TAX',
        id: 'TAX1',
        tax_data: { name: 'VAT', percentage: '8.875', inclusion_type: 'INCLUSIVE' },
      },
      extras,
    ];
    const { records, requests } = await pull({
      [SEARCH]: { json: { latest_time: T1 } },
      [LIST]: { json: { objects } },
    });
    expect(requests.find(({ line }) => line === LIST)?.query.types).toBe('CATEGORY,TAX,MODIFIER_LIST');
    expect(records).toEqual([
      ...places,
      { kind: 'category', id: 'CAT1', name: 'Soups', parentId: 'CAT0', deleted: false },
      { kind: 'tax', id: 'TAX1', name: 'VAT', rate: 8.875, inclusive: true, deleted: false },
      pulledExtras,
    ]);
  });

  it('tells what changed: a whole list for one of its options, and what is gone', async () => {
    const objects = [
      { type: 'MODIFIER', id: 'MOD1', modifier_data: { modifier_list_id: 'ML1' } },
      { type: 'TAX', id: 'TAX1', is_deleted: true },
    ];
    const { records } = await pull(
      {
        [SEARCH]: { json: { objects, latest_time: T1 } },
        'POST /v2/catalog/batch-retrieve': { json: { objects: [extras] } },
      },
      T0,
    );
    expect(records).toEqual([
      ...places,
      { kind: 'tax', id: 'TAX1', name: 'TAX1', deleted: true },
      pulledExtras,
    ]);
  });
});
