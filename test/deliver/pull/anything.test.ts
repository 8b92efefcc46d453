import fc from 'fast-check';
import { Puller } from './puller';
import type { Weather } from './scriptedPos';

const DAY = 25 * 3_600_000;

const id = fc.integer({ min: 10, max: 29 }).map(String);
const edit = fc.oneof(
  fc.record({ what: fc.constant('put' as const), id, price: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ what: fc.constant('silently' as const), id }),
  fc.record({ what: fc.constant('tombstone' as const), id }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const pull = fc.record({
  what: fc.constant('pull' as const),
  daysLater: fc.boolean(),
  pages: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  crashAt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  failsAfter: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  cutAfter: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  resumes: fc.boolean(),
  shuffled: fc.boolean(),
  between: fc.array(fc.array(edit, { maxLength: 2 }), { maxLength: 4 }),
});

function apply({ pos }: Puller, one: Edit): void {
  if (one.what === 'put') pos.put(one.id, one.price);
  else pos.drop(one.id, one.what);
}

/** Everything that was removed had been missed by two complete passes, or the POS had said so. */
function removedRightly({ pos, items }: Puller, before: ReadonlyMap<string, number>): void {
  for (const gone of [...before.keys()].filter((known) => !items.has(known))) {
    const passes = pos.completed - (pos.shownAt.get(gone) ?? 0);
    if (!pos.tombstones.has(gone)) expect([gone, passes >= 2]).toEqual([gone, true]);
  }
}

async function step(puller: Puller, one: Edit | (typeof pull extends fc.Arbitrary<infer T> ? T : never)) {
  if (one.what !== 'pull') return apply(puller, one);
  const { daysLater, pages, crashAt, between, ...weather } = one;
  const before = puller.items;
  puller.world.clock += daysLater ? DAY : 60_000;
  const doings = between.map((edits) => () => edits.forEach((each) => apply(puller, each)));
  puller.pos.weather = { ...weather, between: doings } satisfies Weather;
  await puller.task(pages, crashAt);
  removedRightly(puller, before);
}

/** The till is left alone and the POS behaves: what passes then is the truth. */
async function calm(puller: Puller): Promise<void> {
  puller.pos.weather = {};
  for (let pass = 0; pass < 4; pass += 1) {
    puller.world.clock += DAY;
    await puller.release();
    await puller.task();
  }
}

describe('whatever happens between the POS and the bridge', () => {
  it('both agree in the end, and nothing was removed on less than two complete passes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(edit, pull), { maxLength: 25 }), async (steps) => {
        const puller = new Puller();
        for (let n = 10; n < 20; n += 1) puller.pos.put(String(n), 1);
        for (const one of steps) await step(puller, one);
        await calm(puller);
        expect(puller.items).toEqual(puller.pos.live);
        expect(puller.state()?.records).toBe(puller.items.size);
        const { writes } = puller.world.pulled;
        puller.world.clock += DAY;
        expect(await puller.task()).toBe('complete');
        // The lease, and that it is given back.
        expect(puller.world.pulled.writes - writes).toBe(2);
      }),
      { numRuns: 300 },
    );
  });
});
