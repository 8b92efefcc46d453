import * as seed from '../seed';
import { type Json, till } from '../till';

const PRODUCT = 'product.product';

describe('a domain', () => {
  const { call, refused } = till({ series: 18 });
  const codes = async (domain: unknown[], more: Json = {}) => {
    const rows = await call<{ default_code: string }[]>(PRODUCT, 'search_read', [domain, ['default_code']], {
      order: 'default_code',
      ...more,
    });
    return rows.map(({ default_code }) => default_code);
  };

  it.each<[string, unknown[], string[]]>([
    [
      '= and an implied and',
      [
        ['default_code', '=', 'ROTI'],
        ['sale_ok', '=', true],
      ],
      ['ROTI'],
    ],
    ['in', [['default_code', 'in', ['LEMON', 'LATTE', 'NONE']]], ['LATTE', 'LEMON']],
    [
      'not in',
      [
        ['id', 'not in', [31, 32]],
        ['default_code', 'ilike', 'piz'],
      ],
      ['PIZ-L'],
    ],
    ['ilike, also inside', [['name', 'ilike', 'LEMON']], ['LEMON']],
    ['=ilike on the whole', [['default_code', '=ilike', 'lemon']], ['LEMON']],
    [
      '= false for nothing',
      [
        ['barcode', '=', false],
        ['list_price', '<', 2],
      ],
      ['EXTRAS', 'WATER'],
    ],
    [
      '!= also meets nothing',
      [
        ['barcode', '!=', 'x'],
        ['default_code', '=', 'WATER'],
      ],
      ['WATER'],
    ],
    [
      '>= and <=',
      [
        ['list_price', '>=', 3.5],
        ['list_price', '<=', 4.5],
      ],
      ['LATTE', 'LEMON'],
    ],
    ['|', ['|', ['default_code', '=', 'ROTI'], ['default_code', '=', 'WATER']], ['ROTI', 'WATER']],
    ['!', ['!', ['list_price', '>', 0]], ['EXTRAS']],
    [
      '& inside |',
      ['|', '&', ['list_price', '>', 10], ['list_price', '<', 13], ['default_code', '=', 'WATER']],
      ['ROTI', 'WATER'],
    ],
    [
      'a path',
      [
        ['product_tmpl_id.name', '=', 'Margherita pizza'],
        ['id', '>', 32],
      ],
      ['PIZ-L'],
    ],
    ['a path through lists', [['pos_categ_ids.name', '=', 'Drinks']], ['LATTE', 'LEMON', 'WATER']],
    ['a relation by id', [['taxes_id', 'in', [seed.INCLUDED_TAX_ID]]], ['LATTE']],
    ['a relation by name', [['taxes_id', 'ilike', 'included']], ['LATTE']],
    ['child_of', [['categ_id', 'child_of', [seed.FOOD_CATEGORY_ID]]], []],
    ['archived ones when it speaks of active', [['active', '=', false]], ['SOUP']],
  ])('understands %s', async (_, domain, expected) => {
    expect(await codes(domain)).toEqual(expected);
  });

  it('leaves archived records out, unless the context asks for them', async () => {
    expect(await codes([['default_code', '=', 'SOUP']])).toEqual([]);
    expect(await codes([['default_code', '=', 'SOUP']], { context: { active_test: false } })).toEqual([
      'SOUP',
    ]);
  });

  it('pages in order', async () => {
    const all = await codes([['list_price', '>', 0]]);
    const page = (offset: number) => codes([['list_price', '>', 0]], { limit: 4, offset });
    expect([...(await page(0)), ...(await page(4)), ...(await page(8))]).toEqual(all);
    expect((await codes([], { order: 'list_price desc, id asc', limit: 1 }))[0]).toBe('BEANS');
    expect(await call(PRODUCT, 'search_count', [[['default_code', 'ilike', 'piz']]])).toBe(3);
  });

  it.each<[string, unknown[], string]>([
    ['an unknown field', [['colour', '=', 1]], "Invalid field 'colour' on model 'product.product'"],
    ['an unknown field on a path', [['product_tmpl_id.colour', '=', 1]], "on model 'product.template'"],
    ['an unknown operator', [['id', 'is', 1]], "Invalid operator 'is'"],
    ['an operator without terms', ['|', ['id', '=', 1]], 'malformed domain'],
    ['a time like ISO', [['write_date', '>=', '2026-11-21T00:00:00Z']], 'does not match format'],
    ['a leaf of two', [['id', 1]], 'Invalid leaf'],
  ])('refuses %s', async (_, domain, message) => {
    const error = await refused(PRODUCT, 'search', [domain]);
    expect(error.name).toBe('builtins.ValueError');
    expect(error.message).toContain(message);
  });

  it('is left out by Odoo where the field is not stored: refused and counted, an error on 19', async () => {
    const domain = [['lst_price', '>', 1]];
    const { refused: refusedBy18, model } = till({ series: 18 });
    expect((await refusedBy18(PRODUCT, 'search', [domain])).message).toContain('SIMULATOR');
    expect(model.state().violations).toBe(1);
    const by19 = await till({ series: 19 }).refused(PRODUCT, 'search', [domain]);
    expect(by19.name).toBe('builtins.ValueError');
  });
});
