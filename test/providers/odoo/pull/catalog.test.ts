import { pagesOf, recordsOf } from '../changed';
import { ALL_SERIES, open, till } from '../fixtures';
import { domainOf, scripted, type Json, type Scripts, type Seen } from '../scripted';

const row = (more: Json = {}): Json => ({
  id: 65,
  write_date: '2026-11-20 09:00:00',
  name: 'Latte',
  display_name: 'Latte',
  default_code: '10010',
  barcode: false,
  lst_price: 3.5,
  taxes_id: [1],
  product_tmpl_id: [40, 'Latte'],
  active: true,
  available_in_pos: true,
  standard_price: 1.1,
  description_sale: 'Two shots',
  pos_categ_ids: [9],
  ...more,
});

/** Products of which every page and every template can be asked. */
function shop(rows: Json[], more: Scripts = {}, config = till()) {
  const fieldsAsked = (seen: Seen) => seen.named.fields as string[];
  const only = (fields: string[], one: Json) =>
    Object.fromEntries(fields.map((field) => [field, one[field] ?? false]));
  return scripted({
    'pos.config.search_read': { result: [config] },
    'product.product.fields_get': { result: { ...row(), id: {} } },
    'product.attribute.search_read': { result: [] },
    'product.product.search_read': (seen) => {
      const domain = domainOf(seen) as [string, string, unknown][];
      const after = domain.find(([field, sign]) => field === 'id' && sign === '>')?.[2];
      const templates = domain.find(([field]) => field === 'product_tmpl_id')?.[2] as number[] | undefined;
      const found = rows.filter((one) =>
        templates ? templates.includes((one.product_tmpl_id as [number])[0]) : Number(one.id) > Number(after),
      );
      const limit = (seen.named.limit as number | undefined) ?? found.length;
      return { result: found.slice(0, limit).map((one) => only(fieldsAsked(seen), one)) };
    },
    ...more,
  });
}
const pull = (wire: ReturnType<typeof shop>, request = {}, more: Json = {}) =>
  open(wire.http, more).pullCatalog(request);

describe('the catalog', () => {
  it('brings a product with everything that Odoo knows of it', async () => {
    const [page] = await pagesOf(pull(shop([row()])));
    expect(page).toEqual({
      records: [
        {
          id: '40',
          name: 'Latte',
          description: 'Two shots',
          categoryIds: ['9'],
          variations: [
            {
              id: '65',
              name: undefined,
              sku: '10010',
              barcode: undefined,
              price: 350,
              cost: 110,
              available: true,
            },
          ],
          modifierListIds: [],
          taxIds: ['1'],
          archived: false,
          deleted: false,
          updatedAt: Date.UTC(2026, 10, 20, 9),
        },
      ],
      complete: true,
      full: true,
      // By Odoo's own clock, five minutes back.
      checkpoint: '2026-11-20 11:55:00',
    });
  });

  it.each(ALL_SERIES)('asks Odoo %i only for fields that it has', async (series) => {
    const lacking = Object.fromEntries(Object.entries(row()).filter(([field]) => field !== 'standard_price'));
    const wire = shop([row()], { 'product.product.fields_get': { result: { ...lacking, id: {} } } });
    const [item] = await recordsOf(pull(wire, {}, { series }));
    expect(item?.variations[0]?.cost).toBeUndefined();
    expect(wire.asked('product.product.search_read')[0]?.named.fields).not.toContain('standard_price');
  });

  it('groups the forms of a product, sold-out forms left out', async () => {
    const forms = [
      row({ display_name: '[10010] Latte (Small)' }),
      row({ id: 66, display_name: 'Latte (Large)', lst_price: 4.5 }),
      row({ id: 67, display_name: 'Latte (Huge)', active: false }),
    ];
    const [item, ...more] = await recordsOf(pull(shop(forms)));
    expect(more).toEqual([]);
    expect(item?.variations).toMatchObject([
      { id: '65', name: 'Small', price: 350 },
      { id: '66', name: 'Large', price: 450 },
    ]);
  });

  it.each([
    ['archived', { active: false }, true],
    ['not for tills any more', { available_in_pos: false }, true],
    ['for sale', {}, false],
  ])('shows a product that is %s as such', async (_what, more, archived) => {
    const [item] = await recordsOf(pull(shop([row(more)]), { since: '2026-11-20 00:00:00' }));
    expect(item).toMatchObject({ archived, deleted: false });
    expect(item?.variations).toMatchObject([{ available: !archived }]);
  });

  it('has the prices of the till’s own pricelist', async () => {
    const rule = {
      id: 1,
      applied_on: '3_global',
      product_tmpl_id: false,
      product_id: false,
      compute_price: 'percentage',
      fixed_price: 0,
      percent_price: 10,
      min_quantity: 0,
      date_start: false,
      date_end: false,
    };
    const rules = [
      rule,
      {
        ...rule,
        id: 2,
        applied_on: '1_product',
        product_tmpl_id: [41, 'Tea'],
        compute_price: 'fixed',
        fixed_price: 2,
      },
      {
        ...rule,
        id: 3,
        applied_on: '0_product_variant',
        product_id: [65, 'x'],
        compute_price: 'fixed',
        fixed_price: 1,
        min_quantity: 6,
      },
      { ...rule, id: 4, applied_on: '0_product_variant', product_id: [65, 'x'], compute_price: 'formula' },
      {
        ...rule,
        id: 5,
        applied_on: '0_product_variant',
        product_id: [65, 'x'],
        compute_price: 'fixed',
        fixed_price: 1,
        date_end: '2026-11-20 00:00:00',
      },
    ];
    const wire = shop(
      [row(), row({ id: 70, product_tmpl_id: [41, 'Tea'] })],
      { 'product.pricelist.item.search_read': { result: rules } },
      till({ pricelist_id: [4, 'Terrace'], use_pricelist: true }),
    );
    const items = await recordsOf(pull(wire));
    expect(items.map(({ variations }) => variations[0]?.price)).toEqual([315, 200]);
  });

  it('names the lists of options that a product has', async () => {
    const [item] = await recordsOf(
      pull(
        shop([row()], {
          'product.attribute.search_read': { result: [{ id: 3, name: 'Milk' }] },
          'product.template.attribute.line.search_read': {
            result: [
              {
                id: 12,
                product_tmpl_id: [40, 'x'],
                attribute_id: [3, 'Milk'],
                product_template_value_ids: [31],
              },
            ],
          },
        }),
      ),
    );
    expect(item?.modifierListIds).toEqual(['12']);
  });
});

describe('a change', () => {
  it('is found on the form and on its template, also of what is archived or off the till', async () => {
    const wire = shop([row()]);
    const [page] = await pagesOf(pull(wire, { since: '2026-11-20 08:00:00' }));
    expect(page).toMatchObject({ complete: true, full: false });
    expect(domainOf(wire.asked('product.product.search_read')[0])).toEqual([
      ['id', '>', 0],
      '|',
      ['write_date', '>=', '2026-11-20 08:00:00'],
      ['product_tmpl_id.write_date', '>=', '2026-11-20 08:00:00'],
      ['available_in_pos', 'in', [true, false]],
      ['active', 'in', [true, false]],
    ]);
  });

  it('of nothing brings the checkpoint to a day before the pull, and never back', async () => {
    const [page] = await pagesOf(pull(shop([]), { since: '2026-11-20 08:00:00' }));
    expect(page).toEqual({ records: [], complete: true, full: false, checkpoint: '2026-11-20 11:55:00' });
    const [later] = await pagesOf(pull(shop([]), { since: '2026-11-21 08:00:00' }));
    expect(later?.checkpoint).toBe('2026-11-21 08:00:00');
  });

  it('does not let the checkpoint run backwards', async () => {
    const [page] = await pagesOf(pull(shop([row()]), { since: '2026-11-21 08:58:00' }));
    expect(page?.checkpoint).toBe('2026-11-21 08:58:00');
  });
});

describe('many products', () => {
  const many = Array.from({ length: 450 }, (_none, at) =>
    row({
      id: 100 + at,
      product_tmpl_id: [1000 + at, 'x'],
      write_date: at === 7 ? '2026-11-21 11:00:00' : '2026-11-20 09:00:00',
    }),
  );

  it('come in pages, and a crash after any of them goes on behind it', async () => {
    const whole = await pagesOf(pull(shop(many)));
    expect(whole.map(({ complete }) => complete)).toEqual([false, false, true]);
    expect(whole.every(({ full }) => full)).toBe(true);
    // The newest stamp was on the first page: it survives.
    expect(whole.at(-1)?.checkpoint).toBe('2026-11-21 10:55:00');
    const resumed = await pagesOf(pull(shop(many), { from: whole[0]?.next }));
    const ids = [...(whole[0]?.records ?? []), ...resumed.flatMap(({ records }) => records)].map(
      ({ id }) => id,
    );
    expect(ids).toHaveLength(450);
    expect(new Set(ids).size).toBe(450);
    expect(resumed.at(-1)?.checkpoint).toBe('2026-11-21 10:55:00');
    expect(whole.every(({ next }) => (next ?? '').length <= 1_024)).toBe(true);
  });

  it.each(['{', '{}', '{"list":7,"lastId":0}', 'null'])(
    'start over from a place that cannot be read: %s',
    async (from) => {
      expect(await recordsOf(pull(shop(many), { from }))).toHaveLength(450);
    },
  );
});
