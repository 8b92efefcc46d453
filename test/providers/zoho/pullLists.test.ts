import { pagesOf, POS } from './fixtures';
import { routes } from './scripted';
import { at, ITEMS, item, page, session, SINCE } from './pulls';

describe('customers, price lists and small lists of Zoho', () => {
  it('customers come without vendors', async () => {
    const contacts = [
      {
        contact_id: '1',
        contact_name: 'Ana',
        email: 'a@example.test',
        phone: '',
        mobile: '5',
        ...at('11:30:00'),
      },
      { contact_id: '2', contact_name: 'Mill', contact_type: 'vendor', ...at('11:30:00') },
    ];
    const { operations } = session({ 'GET /contacts': page({ contacts }) });
    const { records, last } = await pagesOf(operations.pullCustomers({ since: SINCE }));
    expect(records).toEqual([
      {
        id: '1',
        name: 'Ana',
        email: 'a@example.test',
        phone: '5',
        deleted: false,
        updatedAt: Date.UTC(2026, 10, 21, 11, 30),
      },
    ]);
    expect(last?.full).toBe(false);
  });

  it('price lists are discounts, active only where the merchant chose them for the menu', async () => {
    const percent = { pricebook_type: 'fixed_percentage', is_increase: false, status: 'active' };
    const pricebooks = [
      { pricebook_id: '1', name: 'Staff', percentage: 10, ...percent },
      { pricebook_id: '2', name: 'Happy hour', percentage: '12.5', ...percent },
      { pricebook_id: '3', name: 'Airport', percentage: 10, ...percent, is_increase: true },
      { pricebook_id: '4', name: 'Euro', percentage: 10, ...percent, currency_code: 'EUR' },
      { pricebook_id: '5', name: 'Specials', pricebook_type: 'per_item', status: 'active' },
      { pricebook_id: '6', name: 'Wholesale', pricebook_type: 'per_item', status: 'active' },
    ];
    const specials = { ...pricebooks[4], pricebook_items: [{ item_id: '9', pricebook_rate: 2.5 }] };
    const { calls, operations } = session(
      { 'GET /pricebooks': page({ pricebooks }), 'GET /pricebooks/5': { json: { pricebook: specials } } },
      {},
      { ...POS, menuPriceListIds: ['2', '5'] },
    );
    const { records, last } = await pagesOf(operations.pullDiscounts({ since: SINCE }));
    expect(
      records.map(({ id, kind, value, productIds, active }) => [id, kind, value, productIds, active]),
    ).toEqual([
      ['1', 'percent', 10, [], false],
      ['2', 'percent', 12.5, [], true],
      ['5:9', 'fixed_price', 250, ['9'], true],
    ]);
    expect(last).toMatchObject({ complete: true, full: true });
    expect(routes(calls)).toEqual(['GET /pricebooks', 'GET /pricebooks/5']);
  });

  it('locations, taxes and categories come together', async () => {
    const { operations } = session({
      'GET /locations': { json: { locations: [{ location_id: '1', location_name: 'Main' }] } },
      'GET /settings/taxes': page({ taxes: [{ tax_id: '2', tax_name: 'GST5', tax_percentage: 5 }] }),
      [ITEMS]: page({
        items: ['a', 'b'].map((id) => item(id, { category_id: '3', category_name: 'Coffee' })),
      }),
    });
    const { records, last } = await pagesOf(operations.pullMetadata({}));
    expect(records).toEqual([
      { kind: 'tax', id: '2', name: 'GST5', rate: 5, deleted: false },
      { kind: 'location', id: '1', name: 'Main', deleted: false },
      { kind: 'category', id: '3', name: 'Coffee', deleted: false },
    ]);
    expect(last).toMatchObject({ complete: true, full: true });
  });
});
