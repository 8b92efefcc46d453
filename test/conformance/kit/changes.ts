import type { ChangeResult } from '../../../functions/src/providers/change';
import { Failure } from '../../../functions/src/model/failure';
import { changesOf, PRICES, STOCK, type Change, type Kind } from './changeKinds';
import { expectClean } from './canaries';
import { endOf, failureOf } from './failures';
import { unless, type Group } from './group';
import { CURRENCIES } from './orders';
import { stage, type Stage } from './stage';
import type { Subject, SubjectAccount } from './subject';

/** Results as they come, and what ended them. */
async function tried(
  kind: Kind,
  here: Stage,
  changes: readonly Change[],
  account: SubjectAccount = here.subject.account,
): Promise<{ results: ChangeResult[]; failure?: Failure }> {
  const results: ChangeResult[] = [];
  const ended = await endOf(
    (async () => {
      for await (const result of kind.run(here.open(account), here, changes)) results.push(result);
    })(),
  );
  return { results, ...(ended instanceof Failure && { failure: ended }) };
}

const byKey = (results: readonly ChangeResult[]) =>
  Object.fromEntries(results.map(({ key, outcome }) => [key, outcome]));

async function expectSet(kind: Kind, here: Stage, changes: readonly Change[]): Promise<void> {
  for (const { link, value } of changes) expect(await kind.now(here.open(), link)).toBe(value);
  expect(here.pos.violations()).toEqual([]);
}

/** Fails the nth call from now on. */
function failing(here: Stage, nth: number, fault: Parameters<typeof here.pos.simulator.faults.add>[0]): void {
  const send = here.wire;
  let seen = 0;
  here.wire = (request) => {
    seen += 1;
    if (seen === nth) here.pos.simulator.faults.add(fault);
    return send(request);
  };
}

/** The calls that setting takes when nothing goes wrong. */
async function callsFor(kind: Kind, subject: Subject): Promise<number> {
  const here = await stage(subject);
  await tried(kind, here, changesOf(subject, kind));
  return here.calls().length;
}

function rightTests(subject: Subject, kind: Kind): void {
  it.each(CURRENCIES)('stand at the POS to the last unit, in %s', async (currency) => {
    const here = await stage(subject, { currency });
    const changes = changesOf(subject, kind);
    const { results, failure } = await tried(kind, here, changes);
    expect(failure).toBeUndefined();
    expect(byKey(results)).toEqual({ a: 'done', b: 'done' });
    await expectSet(kind, here, changes);
  });

  it('are each answered once, and nothing is asked for nothing', async () => {
    const here = await stage(subject);
    const { results } = await tried(kind, here, changesOf(subject, kind));
    expect(results.map(({ key }) => key).sort()).toEqual(['a', 'b']);
    const before = here.calls().length;
    expect(await tried(kind, here, [])).toEqual({ results: [] });
    expect(here.calls().length).toBe(before);
  });

  it('are the same when they are set again', async () => {
    const here = await stage(subject);
    const changes = changesOf(subject, kind);
    await tried(kind, here, changes);
    const { results } = await tried(kind, here, changes);
    for (const { outcome } of results) expect(['done', 'unchanged']).toContain(outcome);
    await expectSet(kind, here, changes);
  });

  unless(subject.setsBlind?.[kind.needs])('have no further effect the second time', async () => {
    const here = await stage(subject);
    const changes = changesOf(subject, kind);
    await tried(kind, here, changes);
    const effects: string[] = [];
    const send = here.wire;
    here.wire = (request) => {
      if (request.effect) effects.push(request.url);
      return send(request);
    };
    const { results } = await tried(kind, here, changes);
    expect(byKey(results)).toEqual({ a: 'unchanged', b: 'unchanged' });
    expect(effects).toEqual([]);
    await expectSet(kind, here, changes);
  });

  it('may be set to nothing and back', async () => {
    const here = await stage(subject);
    const changes = changesOf(subject, kind);
    const zero = changes.map((change) => ({ ...change, value: 0 }));
    await tried(kind, here, changes);
    here.world.clock += 60_000;
    const { results, failure } = await tried(kind, here, zero);
    expect(failure).toBeUndefined();
    for (const result of results) expect(['done', 'refused']).toContain(result.outcome);
    here.world.clock += 60_000;
    await tried(kind, here, changes);
    await expectSet(kind, here, changes);
  });

  it('go on past one that the POS will never take, which is refused with a reason', async () => {
    const here = await stage(subject);
    const changes = changesOf(subject, kind);
    const bad = { key: 'bad', link: subject.links.unknownItem, value: 3 };
    const { results, failure } = await tried(kind, here, [bad, ...changes]);
    expect(failure).toBeUndefined();
    expect(byKey(results)).toEqual({ bad: 'refused', a: 'done', b: 'done' });
    for (const result of results) if (result.outcome === 'refused') expect(result.reason).toMatch(/\w+ \w+/);
    await expectSet(kind, here, changes);
  });

  it('of another account are out of reach', async () => {
    const here = await stage(subject);
    const [change] = changesOf(subject, kind);
    if (!change) throw new Error('There is no change.');
    const before = await kind.now(here.open(), change.link);
    const { results } = await tried(kind, here, [change], subject.other);
    expect(results.filter(({ outcome }) => outcome !== 'refused')).toEqual([]);
    expect(await kind.now(here.open(), change.link)).toBe(before);
  });
}

function placeTests(subject: Subject, kind: Kind): void {
  const { pricesEverywhere, account } = subject;
  const [first, second] = account.locations;
  const reason = kind.needs === 'pushPrices' ? pricesEverywhere : undefined;
  const alone = second === undefined ? 'the simulated account has one location' : undefined;

  unless(alone ?? reason)('of another location stay as they are', async () => {
    const here = await stage(subject);
    const there: SubjectAccount = { ...account, locations: [second ?? '', first] };
    const [change] = changesOf(subject, kind);
    if (!change) throw new Error('There is no change.');
    // `open` gives the account's own settings only to the very same account.
    const before = await kind.now(here.open(there), change.link);
    await tried(kind, here, [change]);
    expect(await kind.now(here.open(there), change.link)).toBe(before);
    await expectSet(kind, here, [change]);
  });
}

function brokenTests(subject: Subject, kind: Kind): void {
  it('are refused as a whole with a wrong sign-in', async () => {
    const here = await stage(subject);
    const wrong = Object.fromEntries(
      Object.entries(subject.account.credentials).map(([name, value]) => [
        name,
        /token|secret|password|key/i.test(name) ? 'canary-wrong' : value,
      ]),
    );
    const session = here.open(subject.account, wrong);
    const iterator = kind.run(session, here, changesOf(subject, kind))[Symbol.asyncIterator]();
    const failure = await failureOf(iterator.next());
    expect(failure.kind).toBe('unauthorized');
    expectClean(here, failure, 'canary-wrong');
  });

  it.each(['lose-reply', 'error-500-after', 'error-500', 'reset', 'throttle'] as const)(
    'come right in the end whichever call ends in %s, and nothing is applied twice',
    async (fault) => {
      const calls = await callsFor(kind, subject);
      for (let nth = 1; nth <= calls; nth += 1) {
        const here = await stage(subject);
        const changes = changesOf(subject, kind);
        failing(here, nth, { kind: fault, ...(fault === 'throttle' && { value: 5 }) });
        const first = await tried(kind, here, changes);
        if (first.failure) {
          expect(['unavailable', 'throttled', 'unexpected']).toContain(first.failure.kind);
          expectClean(here, first.failure);
        }
        here.world.clock += 60_000;
        const told = new Set(first.results.map(({ key }) => key));
        const rest = changes.filter(({ key }) => !told.has(key));
        const again = await tried(kind, here, rest);
        expect(again.failure).toBeUndefined();
        expect([...first.results, ...again.results].map(({ key }) => key).sort()).toEqual(['a', 'b']);
        await expectSet(kind, here, changes);
      }
    },
  );

  it('tell until when they are throttled', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'throttle', value: 37 });
    const { results, failure } = await tried(kind, here, changesOf(subject, kind));
    expect(results).toEqual([]);
    expect(failure).toMatchObject({ kind: 'throttled', detail: { until: here.world.clock + 37_000 } });
  });

  it.each(['html', 'truncated', 'empty'] as const)(
    'are never called done over a reply that is %s',
    async (fault) => {
      const here = await stage(subject);
      here.pos.simulator.faults.add({ kind: fault, match: '.', times: 1000 });
      const { results, failure } = await tried(kind, here, changesOf(subject, kind));
      expect(failure?.kind).toBe('unexpected');
      expect(results).toEqual([]);
    },
  );

  it('are what the last of two writers wanted, and the other’s item is untouched', async () => {
    const here = await stage(subject);
    const [one, other] = changesOf(subject, kind);
    if (!one || !other) throw new Error('There are no two changes.');
    // Somebody else writes between our look and our write.
    const send = here.wire;
    let between = false;
    here.wire = async (request) => {
      const reply = await send(request);
      if (between) return reply;
      between = true;
      here.wire = send;
      await tried(kind, here, [other]);
      return reply;
    };
    const { results, failure } = await tried(kind, here, [one]);
    if (failure) expect(['conflict', 'throttled']).toContain(failure.kind);
    if (results.length === 0) await tried(kind, here, [one]);
    await expectSet(kind, here, [one, other]);
  });
}

const groupOf = (kind: Kind): Group => ({
  name: `${kind.name} that we set`,
  needs: [kind.needs, kind.needs === 'pushPrices' ? 'pullCatalog' : 'pullStock'],
  tests: (subject) => {
    rightTests(subject, kind);
    placeTests(subject, kind);
    brokenTests(subject, kind);
  },
});

export const pricesGroup = groupOf(PRICES);
export const stockGroup = groupOf(STOCK);
