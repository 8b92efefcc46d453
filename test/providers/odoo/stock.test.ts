import type { StockChange } from '../../../functions/src/providers/change';
import { outcomes, resultsOf } from './changed';
import { ALL_SERIES, NOW, open } from './fixtures';
import { domainOf, scripted, type Answer, type Json, type Seen } from './scripted';

const PLACE = 8;
const quant = (more: Json = {}): Json => ({
  id: 5,
  product_id: [65, 'Beans'],
  quantity: 12,
  write_date: '2026-11-21 10:00:00',
  ...more,
});
const change = (more: Partial<StockChange> = {}): StockChange => ({
  key: 'p:beans',
  link: { variationId: '65' },
  quantity: 40,
  countedAt: NOW,
  ...more,
});

function warehouse(
  quants: Json[],
  products: Json[] = [{ id: 65, tracking: 'none' }],
  more: Record<string, Answer> = {},
) {
  const rows = structuredClone(quants);
  const valuesOf = (seen: Seen) => {
    const given = seen.transport === 'json2' ? (seen.named.vals ?? seen.named.vals_list) : seen.args[0];
    return (Array.isArray(given) ? given[0] : given) as Json;
  };
  return scripted({
    'pos.config.search_read': { result: [{ id: 1, picking_type_id: [2, 'PoS Orders'] }] },
    'stock.picking.type.search_read': { result: [{ id: 2, default_location_src_id: [PLACE, 'WH/Stock'] }] },
    'product.product.fields_get': { result: { id: {}, tracking: {} } },
    'product.product.search_read': { result: products },
    'stock.quant.search_read': () => ({ result: rows }),
    'stock.quant.write': (seen) => {
      rows.forEach((row) => Object.assign(row, valuesOf(seen)));
      return { result: true };
    },
    'stock.quant.create': (seen) => {
      rows.push(quant({ id: 6, quantity: 0, ...valuesOf(seen), product_id: [65, 'Beans'] }));
      return { result: [6] };
    },
    'stock.quant.action_apply_inventory': () => {
      rows.forEach((row) => (row.quantity = row.inventory_quantity ?? row.quantity));
      return {};
    },
    ...more,
  });
}

const set = async (wire: ReturnType<typeof warehouse>, changes = [change()], more: Json = {}) => ({
  ...(await resultsOf(open(wire.http, more).setStock(changes))),
  writes: wire.calls.filter(({ effect }) => effect),
});

describe.each(ALL_SERIES)('a counted stock in Odoo %i', (series) => {
  it('is set on the quant where the till sells from, as a count', async () => {
    const wire = warehouse([quant()]);
    const { results, writes } = await set(wire, [change()], { series });
    expect(results).toEqual([{ key: 'p:beans', outcome: 'done' }]);
    expect(writes).toMatchObject([
      { line: 'stock.quant.write', ids: [5], context: { inventory_mode: true } },
      { line: 'stock.quant.action_apply_inventory', ids: [5] },
    ]);
    expect(domainOf(wire.asked('stock.quant.search_read')[0])).toContainEqual(['location_id', '=', PLACE]);
    const storable = series >= 18 ? ['is_storable', '=', true] : ['type', '=', 'product'];
    expect(domainOf(wire.asked('product.product.search_read')[0])).toContainEqual(storable);
  });

  it('makes a quant where there was none, as a count, too', async () => {
    const { results, writes } = await set(warehouse([]), [change()], { series });
    expect(results).toEqual([{ key: 'p:beans', outcome: 'done' }]);
    expect(writes[0]).toMatchObject({ line: 'stock.quant.create', context: { inventory_mode: true } });
  });
});

it('a stock that is there already is not written', async () => {
  const { results, writes } = await set(warehouse([quant({ quantity: 40 })]));
  expect(results).toEqual([{ key: 'p:beans', outcome: 'unchanged' }]);
  expect(writes).toEqual([]);
});

it.each([
  ['moved after the count', [quant({ write_date: '2026-11-21 12:00:05' })], undefined, /moved/],
  ['lies in several packages', [quant(), quant({ id: 6 })], undefined, /several/],
  ['is counted by lot', [quant()], [{ id: 65, tracking: 'lot' }], /lots/],
  ['is not counted at all', [], [], /not count/],
])('a stock that %s is refused, and nothing is written', async (_what, quants, products, words) => {
  const { results, writes } = await set(warehouse(quants, products));
  expect(results).toMatchObject([{ outcome: 'refused', reason: expect.stringMatching(words) as string }]);
  expect(writes).toEqual([]);
});

it('a stock that Odoo does not take is refused, naming both figures', async () => {
  const wire = warehouse([quant()], undefined, { 'stock.quant.action_apply_inventory': {} });
  const { results } = await set(wire);
  expect(results).toMatchObject([{ outcome: 'refused', reason: expect.stringMatching(/40.*12/) as string }]);
});

it('a lost reply ends the run, and the stock is tried again', async () => {
  const wire = warehouse([quant()], undefined, { 'stock.quant.action_apply_inventory': { lost: true } });
  const { results, failure } = await set(wire);
  expect(outcomes(results)).toEqual({});
  expect(failure?.kind).toBe('unavailable');
});

it('a till without a place for its stock says what to do', async () => {
  const wire = scripted({ 'pos.config.search_read': { result: [{ id: 1, picking_type_id: false }] } });
  const { failure } = await resultsOf(open(wire.http).setStock([change()]));
  expect(failure).toMatchObject({
    kind: 'rejected',
    detail: { advice: expect.stringMatching(/location/) as string },
  });
});
