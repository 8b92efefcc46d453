import { open, pagesOf, recordsOf } from './fixtures';
import { paging, SEARCH } from './paging';
import { scripted, type Seen } from './scripted';
import { row } from './till';

describe('lists that page by number', () => {
  const customers =
    (count: number) =>
    ({ body }: Seen) => {
      const { page } = body as { page: number };
      const rows = Array.from({ length: count }, (_, n) => ({
        id_customer: n,
        full_name: `Customer ${n}`,
        email: '',
      }));
      return {
        json: Object.fromEntries(rows.slice((page - 1) * 100, page * 100).map((one, n) => [String(n), one])),
      };
    };

  it('bring every customer, also from an object with numbers for keys', async () => {
    const { http, calls } = scripted({ 'POST /customer/search': customers(250) });
    const pages = await pagesOf(open(http).pullCustomers({}));
    expect(recordsOf(pages)).toHaveLength(250);
    expect(pages.at(-1)).toMatchObject({ complete: true, full: true });
    expect(recordsOf(pages)[0]).toEqual({
      id: '0',
      name: 'Customer 0',
      email: undefined,
      phone: undefined,
      deleted: false,
    });
    expect(calls).toHaveLength(3);
  });

  it('stop at the cap of the settings, say so, and go on there the next time', async () => {
    const { http } = scripted({ 'POST /customer/search': customers(450) });
    const session = open(http, { customerPages: 2 });
    const first = await pagesOf(session.pullCustomers({}));
    expect(first.at(-1)).toMatchObject({
      complete: false,
      note: expect.stringMatching(/2 pages of customers/) as string,
    });
    const second = await pagesOf(session.pullCustomers({ from: first.at(-1)?.next }));
    const third = await pagesOf(session.pullCustomers({ from: second.at(-1)?.next }));
    expect(new Set(recordsOf([...first, ...second, ...third]).map(({ id }) => id)).size).toBe(450);
    expect(third.at(-1)).toMatchObject({ complete: true });
  });

  const sale = (n: number) => ({
    id_order: n,
    id_external: n === 1 ? 'A17-x' : null,
    status: 'Processing',
    date_created: '2026-11-20T10:00:00.000',
    total: '30.50',
    tax: '3.50',
    items: [1, 2, 3].map((k) => ({ id_item: 900 + k, id_inventory_item: 1000, item: 'Blue', price: '9.00' })),
  });

  it('bring orders with pieces folded into lines, and the product, not the line, as item', async () => {
    const { http, calls } = scripted({
      'GET /order': ({ query }) => ({ json: query.page === '1' ? [sale(1)] : [] }),
    });
    const pages = await pagesOf(open(http).pullOrders({}));
    expect(recordsOf(pages)).toEqual([
      expect.objectContaining({
        id: '1',
        reference: 'A17-x',
        status: 'preparing',
        placedAt: Date.UTC(2026, 10, 20, 15),
        total: 3050,
        tax: 350,
        lines: [
          {
            id: '901',
            itemId: '1000',
            variationId: '1000',
            name: 'Blue',
            quantity: 3,
            unitPrice: 900,
            total: 2700,
          },
        ],
      }),
    ]);
    expect(calls[0]?.query).toMatchObject({
      startDate: '2020-01-01',
      endDate: '2026-11-22',
      pageSize: '100',
    });
    expect(pages.at(-1)).toMatchObject({ complete: true, full: false, checkpoint: '2026-11-14' });
  });

  it('go on from the checkpoint, with the days of overlap in it', async () => {
    const { http, calls } = scripted({ 'GET /order': { json: [] } });
    await pagesOf(open(http).pullOrders({ since: '2026-11-14' }));
    expect(calls[0]?.query.startDate).toBe('2026-11-14');
  });

  it.each([
    [{ cancel: true, complete: true }, 'cancelled'],
    [{ void: true }, 'cancelled'],
    [{ complete: true }, 'completed'],
    [{ status: 'Packed' }, 'ready'],
    [{ status: 'Canceled' }, 'cancelled'],
    [{ status: 'no idea' }, 'accepted'],
  ])('read the flags of an order before its word: %j', async (fields, status) => {
    const { http } = scripted({ 'GET /order': { json: [{ ...sale(1), ...fields }] } });
    expect(recordsOf(await pagesOf(open(http).pullOrders({})))[0]?.status).toBe(status);
  });

  it('name what is missing in an order', async () => {
    const { http } = scripted({ 'GET /order': { json: [{ ...sale(1), total: undefined }] } });
    await expect(pagesOf(open(http).pullOrders({}))).rejects.toThrow(/usable 0\.total/);
  });
});

describe('the small lists', () => {
  it('have names for ids, and categories their parents', async () => {
    const { http } = scripted({
      'GET /inventory/brand': { json: [{ id_brand: 1, brand: 'Farm One ' }] },
      'GET /inventory/category': { json: [{ id_category: 1, name: 'Category > Vapes > Pods' }] },
      'GET /inventory/vendor': { status: 404, json: { error: 'Not found' } },
      [SEARCH]: paging([row({ vendor: 'Grower' })]),
      'GET /location': {
        json: [{ id_location: 1000, location: 'Brooklyn', metrc_api_key: 'REGULATOR-KEY' }],
      },
    });
    const records = recordsOf(await pagesOf(open(http).pullMetadata({})));
    expect(records).toEqual([
      { kind: 'brand', id: 'Farm One', name: 'Farm One', deleted: false },
      { kind: 'category', id: 'Vapes', name: 'Vapes', deleted: false },
      { kind: 'category', id: 'Vapes > Pods', name: 'Pods', parentId: 'Vapes', deleted: false },
      { kind: 'vendor', id: 'Grower', name: 'Grower', deleted: false },
      { kind: 'location', id: '1000', name: 'Brooklyn', deleted: false },
    ]);
  });
});
