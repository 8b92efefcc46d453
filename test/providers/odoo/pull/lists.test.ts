import { pagesOf, recordsOf } from '../changed';
import { open, till } from '../fixtures';
import { domainOf, scripted, type Scripts } from '../scripted';

const pos = (scripts: Scripts) => scripted({ 'pos.config.search_read': { result: [till()] }, ...scripts });

describe('customers', () => {
  const partner = {
    id: 12,
    name: 'Ann',
    email: 'ann@x.com',
    phone: false,
    ref: 'c-1',
    active: true,
    write_date: '2026-11-20 09:00:00',
  };
  const fields = { 'res.partner.fields_get': { result: { is_company: {}, user_ids: {} } } };

  it('are people, not companies and not users; archived ones are tombstones', async () => {
    const wire = scripted({
      ...fields,
      'res.partner.search_read': { result: [partner, { ...partner, id: 13, active: false }] },
    });
    const found = await recordsOf(open(wire.http).pullCustomers({ since: '2026-11-20 08:00:00' }));
    expect(found).toMatchObject([
      { id: '12', name: 'Ann', email: 'ann@x.com', phone: undefined, reference: 'c-1', deleted: false },
      { id: '13', deleted: true },
    ]);
    const domain = domainOf(wire.asked('res.partner.search_read')[0]);
    for (const part of [
      ['is_company', '=', false],
      ['user_ids', '=', false],
      ['write_date', '>=', '2026-11-20 08:00:00'],
    ])
      expect(domain).toContainEqual(part);
  });
});

describe('stock', () => {
  const PLACE: Scripts = {
    'pos.config.search_read': { result: [{ ...till(), picking_type_id: [2, 'x'] }] },
    'stock.picking.type.search_read': { result: [{ id: 2, default_location_src_id: [8, 'WH/Stock'] }] },
  };
  const figures = { 'product.product.search_read': { result: [{ id: 65, qty_available: 12, free_qty: 9 }] } };
  const quant = { id: 5, product_id: [65, 'Beans'], write_date: '2026-11-21 11:00:00' };

  it('is what may be sold and what is there, where the till sells from', async () => {
    const wire = scripted({ ...PLACE, ...figures, 'stock.quant.search_read': { result: [quant] } });
    const [page] = await pagesOf(open(wire.http).pullStock({}));
    expect(page).toEqual({
      records: [{ variationId: '65', available: 9, onHand: 12 }],
      complete: true,
      full: true,
      checkpoint: '2026-11-21 10:55:00',
    });
    expect(wire.asked('product.product.search_read')[0]?.context).toMatchObject({ location: 8 });
  });

  it('that moved is found by its quants, and read afresh', async () => {
    const wire = scripted({ ...PLACE, ...figures, 'stock.quant.search_read': { result: [quant] } });
    const [page] = await pagesOf(open(wire.http).pullStock({ since: '2026-11-21 10:00:00' }));
    expect(page).toMatchObject({ records: [{ variationId: '65', available: 9 }], full: false });
    expect(domainOf(wire.asked('product.product.search_read')[0])).toContainEqual(['id', 'in', [65]]);
    expect(domainOf(wire.asked('stock.quant.search_read')[0])).toContainEqual([
      'write_date',
      '>=',
      '2026-11-21 10:00:00',
    ]);
  });
});

describe('small lists', () => {
  it('are categories, taxes of the till’s company, options, payment types and tills', async () => {
    const tax = {
      id: 1,
      name: '13%',
      amount: 13,
      amount_type: 'percent',
      price_include: true,
      type_tax_use: 'sale',
      company_id: [1, 'x'],
    };
    const wire = pos({
      'pos.category.search_read': {
        result: [
          { id: 9, name: 'Hot', parent_id: [8, 'Drinks'] },
          { id: 8, name: 'Drinks', parent_id: false },
        ],
      },
      'account.tax.fields_get': { result: tax },
      'account.tax.search_read': {
        result: [tax, { ...tax, id: 2, company_id: [2, 'y'] }, { ...tax, id: 3, type_tax_use: 'purchase' }],
      },
      'product.attribute.search_read': { result: [{ id: 3, name: 'Milk' }] },
      'product.template.attribute.line.search_read': {
        result: [
          {
            id: 12,
            product_tmpl_id: [40, 'x'],
            attribute_id: [3, 'Milk'],
            product_template_value_ids: [31, 32],
          },
        ],
      },
      'product.template.attribute.value.search_read': {
        result: [
          { id: 32, name: 'Soy', price_extra: 0 },
          { id: 31, name: 'Oat', price_extra: 0.5 },
        ],
      },
      'pos.payment.method.search_read': { result: [{ id: 2, name: 'Online' }] },
    });
    const pages = await pagesOf(open(wire.http).pullMetadata({ since: '2026-11-21 10:00:00' }));
    expect(pages.every(({ full }) => full)).toBe(true);
    expect(pages.map(({ complete }) => complete)).toEqual([false, false, false, false, true]);
    expect(pages.flatMap(({ records }) => records)).toEqual([
      { kind: 'category', id: '9', name: 'Hot', parentId: '8', deleted: false },
      { kind: 'category', id: '8', name: 'Drinks', deleted: false },
      { kind: 'tax', id: '1', name: '13%', rate: 13, inclusive: true, deleted: false },
      {
        kind: 'modifier_list',
        id: '12',
        name: 'Milk',
        options: [
          { id: '31', name: 'Oat', price: 50 },
          { id: '32', name: 'Soy', price: 0 },
        ],
        deleted: false,
      },
      { kind: 'payment_type', id: '2', name: 'Online', deleted: false },
      { kind: 'location', id: '1', name: 'Coffee bar', deleted: false },
    ]);
  });
});
