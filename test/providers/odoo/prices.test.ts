import type { PriceChange } from '../../../functions/src/providers/change';
import { outcomes, resultsOf } from './changed';
import { open, till } from './fixtures';
import { domainOf, scripted, type Json, type Seen } from './scripted';

const product = (more: Json = {}): Json => ({
  id: 65,
  active: true,
  lst_price: 3.5,
  list_price: 3.5,
  price_extra: 0,
  product_tmpl_id: [40, 'Latte'],
  product_template_attribute_value_ids: [],
  ...more,
});
const change = (more: Partial<PriceChange> = {}): PriceChange => ({
  key: 'p:latte',
  link: { variationId: '65' },
  price: 420,
  ...more,
});

/** Products that can be read and priced. */
function shop(products: Json[], writes: Record<string, (seen: Seen) => object> = {}, row = till()) {
  const rows = structuredClone(products);
  const reprice = () =>
    rows.forEach(
      (one) => (one.lst_price = Math.round((Number(one.list_price) + Number(one.price_extra)) * 1e6) / 1e6),
    );
  const valuesOf = (seen: Seen) => (seen.transport === 'json2' ? seen.named.vals : seen.args[0]) as Json;
  const idsOf = (seen: Seen) => seen.ids as number[];
  return scripted({
    'pos.config.search_read': { result: [row] },
    'product.product.search_read': (seen) => {
      const [[field, , wanted]] = domainOf(seen) as [[string, string, number[]]];
      const found = rows.filter((one) =>
        wanted.includes(field === 'id' ? Number(one.id) : (one.product_tmpl_id as [number])[0]),
      );
      return { result: found };
    },
    'product.template.write': (seen) => {
      rows
        .filter((one) => idsOf(seen).includes((one.product_tmpl_id as [number])[0]))
        .forEach((one) => (one.list_price = valuesOf(seen).list_price));
      reprice();
      return { result: true };
    },
    'product.template.attribute.value.write': (seen) => {
      rows
        .filter((one) =>
          (one.product_template_attribute_value_ids as number[]).some((id) => idsOf(seen).includes(id)),
        )
        .forEach((one) => (one.price_extra = valuesOf(seen).price_extra));
      reprice();
      return { result: true };
    },
    ...writes,
  });
}

const pushed = async (wire: ReturnType<typeof shop>, changes = [change()], more: Json = {}) => ({
  ...(await resultsOf(open(wire.http, more).pushPrices(changes))),
  writes: wire.calls.filter(({ effect }) => effect),
});

describe('the price of a product', () => {
  it.each([17, 19])('is written to its template and read back, in Odoo %i', async (series) => {
    const { results, writes } = await pushed(shop([product()]), [change()], { series });
    expect(results).toEqual([{ key: 'p:latte', outcome: 'done' }]);
    expect(writes).toHaveLength(1);
    expect(writes[0]).toMatchObject({ line: 'product.template.write', ids: [40] });
    expect(JSON.stringify(writes[0])).toContain('"list_price":4.2');
  });

  it('that is there already is not written', async () => {
    const { results, writes } = await pushed(shop([product()]), [change({ price: 350 })]);
    expect(results).toEqual([{ key: 'p:latte', outcome: 'unchanged' }]);
    expect(writes).toEqual([]);
  });

  it('of one form among several is put on its option, and the others keep theirs', async () => {
    const small = product({ id: 65, product_template_attribute_value_ids: [31] });
    const large = product({
      id: 66,
      price_extra: 1,
      lst_price: 4.5,
      product_template_attribute_value_ids: [32],
    });
    const wire = shop([small, large]);
    const { results, writes } = await pushed(wire, [change({ link: { variationId: '66' }, price: 510 })]);
    expect(results).toEqual([{ key: 'p:latte', outcome: 'done' }]);
    expect(writes).toMatchObject([
      { line: 'product.template.attribute.value.write', ids: [32], args: [{ price_extra: 1.6 }] },
    ]);
  });

  it('of a form that shares its options is refused, with advice, and nothing is written', async () => {
    const one = product({ id: 65, product_template_attribute_value_ids: [31, 41] });
    const other = product({ id: 66, product_template_attribute_value_ids: [31, 42] });
    const { results, writes } = await pushed(shop([one, other]));
    expect(results).toMatchObject([
      { outcome: 'refused', advice: expect.stringMatching(/pricelist/) as string },
    ]);
    expect(writes).toEqual([]);
  });

  it('of a product that is gone or archived is refused', async () => {
    const { results } = await pushed(shop([product({ active: false })]), [
      change(),
      change({ key: 'b', link: { variationId: '999' } }),
      change({ key: 'c', link: { variationId: 'x' } }),
    ]);
    expect(outcomes(results)).toEqual({ 'p:latte': 'refused', b: 'refused', c: 'refused' });
  });

  it('that Odoo rounds is refused, naming both', async () => {
    const wire = shop([product()], { 'product.template.write': () => ({ result: true }) });
    const { results } = await pushed(wire);
    expect(results).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(/4\.20.*3\.50/) as string },
    ]);
  });

  it('that the user may not write is refused in Odoo’s words, and the others go on', async () => {
    const fault = {
      name: 'odoo.exceptions.AccessError',
      message: "You are not allowed to modify 'Product' records.",
    };
    const wire = shop([product(), product({ id: 70, product_tmpl_id: [41, 'Tea'] })], {
      'product.template.write': (seen) => ((seen.ids as number[])[0] === 40 ? { fault } : { result: true }),
    });
    const { results } = await pushed(wire, [
      change(),
      change({ key: 'b', link: { variationId: '70' }, price: 350 }),
    ]);
    expect(outcomes(results)).toEqual({ 'p:latte': 'refused', b: 'unchanged' });
    expect(results.find(({ key }) => key === 'p:latte')).toMatchObject({
      reason: expect.stringMatching(/not allowed/) as string,
    });
  });

  it('that was certain before a lost reply is told, the others are not', async () => {
    const option = product({
      id: 71,
      product_tmpl_id: [42, 'Cup'],
      product_template_attribute_value_ids: [31],
    });
    const sibling = { ...option, id: 72, product_template_attribute_value_ids: [32] };
    const cups = shop([product(), option, sibling], {
      'product.template.attribute.value.write': () => ({ lost: true }),
    });
    const { results, failure } = await pushed(cups, [
      change(),
      change({ key: 'b', link: { variationId: '71' } }),
    ]);
    expect(results).toEqual([{ key: 'p:latte', outcome: 'done' }]);
    expect(failure?.kind).toBe('unavailable');
  });
});

describe('a till with a pricelist', () => {
  const PRICELIST = till({ pricelist_id: [4, 'Terrace'], use_pricelist: true });
  const rule = (more: Json = {}): Json => ({
    id: 9,
    applied_on: '0_product_variant',
    product_tmpl_id: [40, 'Latte'],
    product_id: [65, 'Latte'],
    compute_price: 'fixed',
    fixed_price: 3.9,
    percent_price: 0,
    min_quantity: 0,
    date_start: false,
    date_end: false,
    ...more,
  });
  const withRules = (rules: Json[], row = PRICELIST) => {
    const kept = structuredClone(rules);
    const values = (seen: Seen) =>
      (seen.transport === 'json2' ? seen.named : { vals: seen.args[0], vals_list: seen.args[0] }) as {
        vals: Json;
        vals_list: Json[];
      };
    const wire = shop(
      [product()],
      {
        'product.pricelist.item.search_read': () => ({ result: kept }),
        'product.pricelist.item.write': (seen) => {
          kept
            .filter(({ id }) => (seen.ids as unknown[]).includes(id))
            .forEach((one) => Object.assign(one, values(seen).vals));
          return { result: true };
        },
        'product.pricelist.item.create': (seen) => {
          const [made = {}] = values(seen).vals_list;
          kept.push(rule({ id: 50, fixed_price: made.fixed_price }));
          return { result: [50] };
        },
      },
      row,
    );
    return wire;
  };

  it('gets the price as a rule of its own; the product keeps its price everywhere else', async () => {
    const { results, writes } = await pushed(withRules([]));
    expect(results).toEqual([{ key: 'p:latte', outcome: 'done' }]);
    expect(writes).toMatchObject([
      {
        line: 'product.pricelist.item.create',
        args: [
          [
            {
              pricelist_id: 4,
              applied_on: '0_product_variant',
              product_id: 65,
              fixed_price: 4.2,
              display_applied_on: '1_product',
            },
          ],
        ],
      },
    ]);
  });

  it('has its rule changed where there is one, and left alone where it fits', async () => {
    const changed = await pushed(withRules([rule()]));
    expect(changed.writes).toMatchObject([{ line: 'product.pricelist.item.write', ids: [9] }]);
    const same = await pushed(withRules([rule({ fixed_price: 4.2 })]));
    expect(same.results).toEqual([{ key: 'p:latte', outcome: 'unchanged' }]);
    expect(same.writes).toEqual([]);
  });

  it('follows the product’s price where the scope is everywhere, or the pricelist is switched off', async () => {
    const everywhere = await pushed(withRules([]), [change()], { priceScope: 'everywhere' });
    expect(everywhere.writes).toMatchObject([{ line: 'product.template.write' }]);
    const off = await pushed(withRules([], till({ pricelist_id: [4, 'Terrace'], use_pricelist: false })));
    expect(off.writes).toMatchObject([{ line: 'product.template.write' }]);
  });

  it('says so where a rule for a time goes before ours', async () => {
    const season = rule({
      id: 80,
      date_start: '2026-01-01 00:00:00',
      date_end: '2027-01-01 00:00:00',
      fixed_price: 2,
    });
    const { results } = await pushed(withRules([season]));
    expect(results).toMatchObject([{ outcome: 'refused', advice: expect.stringMatching(/rules/) as string }]);
  });
});
