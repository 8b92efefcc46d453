import type { Failure } from '../../../functions/src/model/failure';
import type { ChangeResult, StockChange } from '../../../functions/src/providers/change';
import { NOW, refusal, sessionOn, type Script, type Seen } from './scripted';

const COUNT = 'POST /v2/inventory/changes/batch-create';
const HOUR = 3600_000;
const count = (id: string, quantity: number, countedAt = NOW - HOUR): StockChange => ({
  key: `p:${id}`,
  link: { variationId: id },
  quantity,
  countedAt,
});
const many = (size: number) => Array.from({ length: size }, (_, index) => count(`V${index}`, index));

async function set(script: Script, changes: StockChange[]) {
  const wire = sessionOn(script);
  const results: ChangeResult[] = [];
  let thrown: unknown;
  try {
    for await (const result of wire.session.setStock(changes)) results.push(result);
  } catch (reason) {
    thrown = reason;
  }
  return { ...wire, results, thrown };
}

/** Refuses every call that holds one of these. */
const refusing =
  (bad: readonly string[], detail = 'Not valid.') =>
  ({ body }: Seen) =>
    body.changes.some(({ physical_count }) => bad.includes(physical_count.catalog_object_id))
      ? refusal(400, 'INVALID_VALUE', detail)
      : { json: {} };
const sentIds = ({ body }: Seen) =>
  body.changes.map(({ physical_count }) => physical_count.catalog_object_id);

describe('stock for Square', () => {
  it('is an absolute count at the location, as of when it was counted', async () => {
    const { requests, results } = await set({ [COUNT]: { json: {} } }, [count('V1', 12), count('V2', 0.25)]);
    expect(requests[0]).toMatchObject({
      effect: true,
      body: {
        ignore_unchanged_counts: true,
        changes: [
          {
            type: 'PHYSICAL_COUNT',
            physical_count: {
              catalog_object_id: 'V1',
              state: 'IN_STOCK',
              location_id: 'L1',
              quantity: '12',
              occurred_at: '2026-01-15T09:00:00.000Z',
            },
          },
          { physical_count: { quantity: '0.25' } },
        ],
      },
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  });

  it.each([
    ['in the future is as of now', NOW + HOUR, '2026-01-15T10:00:00.000Z'],
    ['older than a day is as old as Square takes it', NOW - 50 * HOUR, '2026-01-14T10:01:00.000Z'],
  ])('that was counted %s', async (_when, countedAt, occurred_at) => {
    const { requests } = await set({ [COUNT]: { json: {} } }, [count('V1', 1, countedAt)]);
    expect(requests[0]?.body.changes[0]?.physical_count.occurred_at).toBe(occurred_at);
  });

  it('goes out in hundreds, the same content under the same key', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => set({ [COUNT]: { json: {} } }, many(150))));
    expect(first?.requests.map(({ body }) => body.changes.length)).toEqual([100, 50]);
    const keys = first?.requests.map(({ body }) => body.idempotency_key);
    expect(new Set(keys).size).toBe(2);
    expect(second?.requests.map(({ body }) => body.idempotency_key)).toEqual(keys);
  });

  it('is the newest count where products share a variation', async () => {
    const twin = { ...count('V1', 7, NOW), key: 'p:twin' };
    const { requests, results } = await set({ [COUNT]: { json: {} } }, [twin, count('V1', 3)]);
    expect(requests[0]?.body.changes.map(({ physical_count }) => physical_count.quantity)).toEqual(['7']);
    expect(results.map(({ key }) => key).sort()).toEqual(['p:V1', 'p:twin']);
  });

  it.each([
    ['named', 'Object V33 is not tracked.', 3],
    ['not named', 'Not valid.', 16],
  ])('is not stopped by a bad count that is %s', async (_how, detail, most) => {
    const { results, requests } = await set({ [COUNT]: refusing(['V33'], detail) }, many(100));
    const refused = results.filter(({ outcome }) => outcome === 'refused');
    expect(refused).toEqual([
      expect.objectContaining({ key: 'p:V33', reason: expect.stringContaining(detail) as string }),
    ]);
    expect(results).toHaveLength(100);
    expect(requests.length).toBeLessThanOrEqual(most);
    expect(new Set(requests.flatMap(sentIds)).size).toBe(100);
  });

  it('is refused as a whole, in one call, when the location is no good', async () => {
    const { results, requests } = await set({ [COUNT]: refusal(400, 'INVALID_LOCATION') }, many(100));
    expect(requests).toHaveLength(1);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
  });

  it('stops when Square asks to slow down, and has told what is certain', async () => {
    const answers = [{ json: {} }, refusal(429, 'RATE_LIMITED')];
    const { results, thrown } = await set({ [COUNT]: answers }, many(150));
    expect([results.length, (thrown as Failure).kind]).toEqual([100, 'throttled']);
  });
});
