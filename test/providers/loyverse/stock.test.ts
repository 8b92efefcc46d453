import type { StockChange } from '../../../functions/src/providers/change';
import { outcomes, resultsOf } from './changed';
import { NOW, open, STORE } from './fixtures';
import { asked, refusedWith, scripted, type Answer, type Seen } from './scripted';

const READ = 'GET /v1.0/inventory';
const WRITE = 'POST /v1.0/inventory';

interface Row {
  variant_id: string;
  store_id: string;
  stock_after: number;
}
const rowsOf = (seen: Seen) => (seen.body as { inventory_levels: Row[] }).inventory_levels;

const level = (variant_id: string, in_stock: number, updatedAt = NOW - 60_000, store_id = STORE) => ({
  variant_id,
  store_id,
  in_stock,
  updated_at: new Date(updatedAt).toISOString(),
});
const page = (inventory_levels: unknown[]): Answer => ({ json: { inventory_levels } });
const echo = (seen: Seen) =>
  page(rowsOf(seen).map((row) => level(row.variant_id, row.stock_after, NOW, row.store_id)));

const change = (n: number, more: Partial<StockChange> = {}): StockChange => ({
  key: `k${n}`,
  link: { variationId: `v${n}` },
  quantity: 12,
  countedAt: NOW,
  ...more,
});
const changes = (count: number) => Array.from({ length: count }, (_, n) => change(n));
/** Refuses every batch that holds one of these. */
const refusing =
  (bad: readonly string[], answer: Answer) =>
  (seen: Seen): Answer =>
    rowsOf(seen).some((row) => bad.includes(row.variant_id)) ? answer : echo(seen);

describe('stock in Loyverse', () => {
  it('is set absolutely, at the store, by hundreds', async () => {
    const { http, calls } = scripted({ [READ]: page([]), [WRITE]: echo });
    const { results } = await resultsOf(open(http).setStock(changes(250)));
    expect(results).toHaveLength(250);
    expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(['done']));
    expect(asked(calls, WRITE).map((call) => rowsOf(call).length)).toEqual([100, 100, 50]);
    expect(asked(calls, WRITE).flatMap(rowsOf)[0]).toEqual({
      variant_id: 'v0',
      store_id: STORE,
      stock_after: 12,
    });
    expect(asked(calls, READ)[0]?.query).toMatchObject({ store_ids: STORE });
  });

  it('never names a variant twice in one batch', async () => {
    const { http, calls } = scripted({ [READ]: page([]), [WRITE]: echo });
    await resultsOf(open(http).setStock([change(1), change(1, { key: 'again', quantity: 3 })]));
    expect(asked(calls, WRITE).map((call) => rowsOf(call).map((row) => row.stock_after))).toEqual([
      [12],
      [3],
    ]);
  });

  it('that is there already is not written, whatever another store holds', async () => {
    const levels = page([level('v0', 7, NOW, 'store-2'), level('v0', 12)]);
    const { http, calls } = scripted({ [READ]: levels, [WRITE]: echo });
    const { results } = await resultsOf(open(http).setStock([change(0)]));
    expect(outcomes(results)).toEqual({ k0: 'unchanged' });
    expect(asked(calls, WRITE)).toEqual([]);
  });

  it('that moved at the till after it was counted stays', async () => {
    const { http, calls } = scripted({ [READ]: page([level('v0', 7, NOW + 1)]), [WRITE]: echo });
    const { results } = await resultsOf(open(http).setStock([change(0), change(1)]));
    expect(results[0]).toMatchObject({
      key: 'k0',
      outcome: 'refused',
      advice: expect.stringMatching(/again/) as string,
    });
    expect(
      asked(calls, WRITE)
        .flatMap(rowsOf)
        .map((row) => row.variant_id),
    ).toEqual(['v1']);
  });

  it('keeps three decimals', async () => {
    const { http, calls } = scripted({ [READ]: page([]), [WRITE]: echo });
    await resultsOf(open(http).setStock([change(0, { quantity: 1.2345 })]));
    expect(asked(calls, WRITE).flatMap(rowsOf)[0]?.stock_after).toBe(1.235);
  });

  it('is refused for the one item that is not tracked, and set for the other 99', async () => {
    const no = refusedWith(400, 'INVALID_VALUE', 'item does not track stock');
    const { http, calls } = scripted({ [READ]: page([]), [WRITE]: refusing(['v37'], no) });
    const { results, failure } = await resultsOf(open(http).setStock(changes(100)));
    expect(failure).toBeUndefined();
    expect(results.filter((result) => result.outcome === 'done')).toHaveLength(99);
    expect(results.filter((result) => result.outcome === 'refused')).toEqual([
      {
        key: 'k37',
        outcome: 'refused',
        reason: expect.stringMatching(/does not track stock/) as string,
        advice: expect.stringMatching(/Track stock/) as string,
      },
    ]);
    expect(asked(calls, WRITE).length).toBeLessThan(20);
  });

  it('is refused with the advice to map again where the item is gone', async () => {
    const { http } = scripted({ [READ]: page([]), [WRITE]: refusing(['v0'], refusedWith(404, 'NOT_FOUND')) });
    const { results } = await resultsOf(open(http).setStock(changes(2)));
    expect(outcomes(results)).toEqual({ k0: 'refused', k1: 'done' });
    expect(results[0]).toMatchObject({ advice: expect.stringMatching(/map/) as string });
  });

  it('is refused where an id makes even the look-up fail', async () => {
    const read = ({ query }: Seen) =>
      query.variant_ids?.includes('v1') ? refusedWith(400, 'INVALID_VALUE') : page([]);
    const { http } = scripted({ [READ]: read, [WRITE]: echo });
    const { results } = await resultsOf(open(http).setStock(changes(3)));
    expect(outcomes(results)).toEqual({ k0: 'done', k1: 'refused', k2: 'done' });
  });

  it.each([
    ['another figure', (seen: Seen) => page(rowsOf(seen).map((row) => level(row.variant_id, 0)))],
    ['no figure', () => page([])],
  ])('is refused where Loyverse takes it and shows %s', async (_what, answer) => {
    const { http } = scripted({ [READ]: page([]), [WRITE]: answer });
    const { results } = await resultsOf(open(http).setStock([change(0)]));
    expect(outcomes(results)).toEqual({ k0: 'refused' });
  });

  it('goes on with the next batch past a failure, and throws it at the end', async () => {
    const { http } = scripted({ [READ]: page([]), [WRITE]: refusing(['v3'], { status: 500, json: {} }) });
    const { results, failure } = await resultsOf(open(http).setStock(changes(150)));
    expect(results).toHaveLength(50);
    expect(failure?.kind).toBe('unavailable');
  });

  it('stops at once when the account is throttled', async () => {
    const { http, calls } = scripted({ [READ]: page([]), [WRITE]: refusedWith(429, 'RATE_LIMITED') });
    const { failure } = await resultsOf(open(http).setStock(changes(300)));
    expect(failure?.kind).toBe('throttled');
    expect(asked(calls, WRITE)).toHaveLength(1);
  });
});
