import { pagesOf, recordsOf } from '../changed';
import { open, STORE } from '../fixtures';
import { asked, scripted, type Seen } from '../scripted';

const AT = '2026-11-21T11:30:00.000Z';
const DELETED = '2026-11-21T11:45:00.000Z';

describe('the discounts of Loyverse', () => {
  const discount = (id: string, more: object) => ({
    id,
    name: id,
    type: 'FIXED_PERCENT',
    stores: [STORE],
    restricted_access: false,
    updated_at: AT,
    deleted_at: null,
    ...more,
  });
  const discounts = [
    discount('staff', { discount_percent: 12.5 }),
    discount('five', { type: 'FIXED_AMOUNT', discount_amount: 5.5, stores: [] }),
    discount('old', { discount_percent: 10, deleted_at: DELETED }),
    discount('elsewhere', { discount_percent: 10, stores: ['store-2'] }),
    discount('open', { type: 'VARIABLE_AMOUNT' }),
    discount('points', { type: 'DISCOUNT_BY_POINTS' }),
  ];
  const { http, calls } = scripted({ 'GET /v1.0/discounts': { json: { discounts, cursor: 'ignored' } } });

  it('are those with a value at this store, and only a chosen one is active on the menu', async () => {
    const pulled = await recordsOf(open(http, { menuDiscountIds: ['five'] }).pullDiscounts({}));
    expect(pulled.map(({ id, kind, value, active, deleted }) => [id, kind, value, active, deleted])).toEqual([
      ['staff', 'percent', 12.5, false, false],
      ['five', 'amount', 550, true, false],
      ['old', 'percent', 10, false, true],
    ]);
  });

  it('are one whole page', async () => {
    const pages = await pagesOf(open(http).pullDiscounts({ since: AT }));
    expect(pages).toMatchObject([{ complete: true, full: true }]);
    expect(calls.at(-1)?.query).toEqual({ show_deleted: 'true' });
  });
});

describe('the customers of Loyverse', () => {
  it('come in our words', async () => {
    const ana = {
      id: 'c1',
      name: 'Ana',
      email: 'ana@example.com',
      phone_number: '+18685550123',
      customer_code: 'web-118',
      note: 'secret',
      updated_at: AT,
      deleted_at: null,
    };
    const gone = { id: 'c2', name: null, updated_at: AT, deleted_at: DELETED };
    const { http } = scripted({ 'GET /v1.0/customers': { json: { customers: [ana, gone] } } });
    expect(await recordsOf(open(http).pullCustomers({}))).toEqual([
      {
        id: 'c1',
        name: 'Ana',
        email: 'ana@example.com',
        phone: '+18685550123',
        reference: 'web-118',
        deleted: false,
        updatedAt: Date.parse(AT),
      },
      { id: 'c2', deleted: true, updatedAt: Date.parse(AT) },
    ]);
  });
});

describe('the small lists of Loyverse', () => {
  const of = (key: string, ...rows: object[]) => ({
    json: { [key]: rows.map((row) => ({ deleted_at: null, ...row })) },
  });
  const scripts = {
    'GET /v1.0/categories': of(
      'categories',
      { id: 'c1', name: 'Mains' },
      { id: 'c2', name: 'Old', deleted_at: DELETED },
    ),
    'GET /v1.0/modifiers': of('modifiers', {
      id: 'm1',
      name: 'Milk',
      stores: [STORE],
      modifier_options: [
        { id: 'o1', name: 'Oat', price: 6 },
        { id: 'o2', name: 'Cow' },
        { id: 'o3', name: 'Old', price: 1, deleted_at: DELETED },
      ],
    }),
    'GET /v1.0/taxes': of(
      'taxes',
      { id: 't1', name: 'VAT', type: 'ADDED', rate: 12.5, stores: [STORE] },
      { id: 't2', name: 'Inside', type: 'INCLUDED', rate: 7 },
      { id: 't3', name: 'Elsewhere', type: 'ADDED', rate: 1, stores: ['store-2'] },
    ),
    'GET /v1.0/payment_types': of('payment_types', {
      id: 'p1',
      name: 'Online',
      type: 'OTHER',
      stores: [STORE],
    }),
    'GET /v1.0/stores': of('stores', { id: STORE, name: 'Ariapita Ave' }),
  };

  it('come one after the other, with what was deleted', async () => {
    const { http, calls } = scripted(scripts);
    const pages = await pagesOf(open(http).pullMetadata({ since: AT }));
    expect(pages.flatMap(({ records }) => records)).toEqual([
      { kind: 'category', id: 'c1', name: 'Mains', deleted: false },
      { kind: 'category', id: 'c2', name: 'Old', deleted: true },
      {
        kind: 'modifier_list',
        id: 'm1',
        name: 'Milk',
        deleted: false,
        options: [
          { id: 'o1', name: 'Oat', price: 600 },
          { id: 'o2', name: 'Cow', price: 0 },
        ],
      },
      { kind: 'tax', id: 't1', name: 'VAT', rate: 12.5, inclusive: false, deleted: false },
      { kind: 'tax', id: 't2', name: 'Inside', rate: 7, inclusive: true, deleted: false },
      { kind: 'payment_type', id: 'p1', name: 'Online', deleted: false },
      { kind: 'location', id: STORE, name: 'Ariapita Ave', deleted: false },
    ]);
    expect(pages.map(({ complete }) => complete)).toEqual([false, false, false, false, true]);
    expect(pages.every(({ full }) => full)).toBe(true);
    expect(calls.every(({ query }) => query.show_deleted === 'true')).toBe(true);
  });

  it('are resumed at the list that is due', async () => {
    const [, second] = await pagesOf(open(scripted(scripts).http).pullMetadata({}));
    const { http, calls } = scripted(scripts);
    await pagesOf(open(http).pullMetadata({ from: second?.next }));
    expect(calls[0]?.path).toBe('/v1.0/taxes');
  });
});

describe('the stock of Loyverse', () => {
  const level = (variant_id: string, in_stock: number, store_id = STORE) => ({
    variant_id,
    store_id,
    in_stock,
    updated_at: AT,
  });
  const item = (id: string, track_stock: boolean) => ({
    id,
    item_name: id,
    track_stock,
    variants: [{ variant_id: `v-${id}`, item_id: id }],
  });
  const shop = (levels: unknown[], items: ReturnType<typeof item>[]) =>
    scripted({
      'GET /v1.0/inventory': { json: { inventory_levels: levels } },
      'GET /v1.0/variants': ({ query }: Seen) => ({
        json: {
          variants: query.variants_ids?.split(',').map((id) => ({ variant_id: id, item_id: id.slice(2) })),
        },
      }),
      'GET /v1.0/items': ({ query }: Seen) => ({
        json: { items: items.filter(({ id }) => query.items_ids?.split(',').includes(id) ?? true) },
      }),
    });

  it('is what the store holds; a zero counts only where stock is counted', async () => {
    const levels = [
      level('v-a', 7.5),
      level('v-b', 0),
      level('v-c', 0),
      level('v-d', -2),
      level('v-a', 9, 's2'),
    ];
    const { http, calls } = shop(levels, [item('b', true), item('c', false)]);
    expect(await recordsOf(open(http).pullStock({}))).toEqual([
      { variationId: 'v-a', available: 7.5, updatedAt: Date.parse(AT) },
      { variationId: 'v-b', available: 0, updatedAt: Date.parse(AT) },
      { variationId: 'v-d', available: -2, updatedAt: Date.parse(AT) },
    ]);
    expect(calls[0]?.query).toEqual({ store_ids: STORE, limit: '250' });
    expect(asked(calls, 'GET /v1.0/variants').map(({ query }) => query.variants_ids)).toEqual(['v-b,v-c']);
  });

  it('asks nothing about items while nothing stands at zero', async () => {
    const { http, calls } = shop([level('v-a', 1)], []);
    await recordsOf(open(http).pullStock({ since: AT }));
    expect(calls.map(({ path }) => path)).toEqual(['/v1.0/inventory']);
  });

  it('walks through all items once where very many stand at zero', async () => {
    const items = Array.from({ length: 150 }, (_, n) => item(`i${n}`, n % 2 === 0));
    const { http, calls } = shop(
      items.map(({ id }) => level(`v-${id}`, 0)),
      items,
    );
    expect(await recordsOf(open(http).pullStock({}))).toHaveLength(75);
    expect(calls.map(({ path }) => path)).toEqual(['/v1.0/inventory', '/v1.0/items']);
  });
});
