import type { FailureKind } from '../../../functions/src/model/failure';
import type { HttpReply } from '../../../functions/src/providers/http';
import type { Fault } from '../../simulators/core/types';
import { expectClean } from './canaries';
import { unless, type Group } from './group';
import { seenAs } from './mishaps';
import { crowded, drain, liveKeys, listOf, pagesOf, readAll, type Pages } from './pullStage';
import { PULLS, type PullName } from './shelf';
import type { Stage } from './stage';
import type { Subject } from './subject';
import { endOf } from './failures';
import { Failure } from '../../../functions/src/model/failure';

const KINDS: readonly [Fault['kind'], readonly FailureKind[]][] = [
  ['reset', ['unavailable']],
  ['lose-reply', ['unavailable']],
  ['error-500', ['unavailable']],
  ['bad-gateway', ['unavailable']],
  ['throttle', ['throttled']],
  ['html', ['unexpected']],
  ['empty', ['unexpected']],
  ['truncated', ['unexpected']],
  ['error-in-200', ['unavailable', 'unexpected']],
];

/** Reads up to the page that a fault spoils; what is read at once is spoilt from the start. */
async function broken(
  here: Stage,
  pull: PullName,
  fault: Omit<Fault, 'match'>,
): Promise<{ pages: Pages; failure?: Failure }> {
  const { call, atOnce, single } = listOf(here.subject, pull);
  const spoil = () => here.pos.simulator.faults.add({ ...fault, match: call.source });
  const reading = pagesOf(here.open(), pull);
  const pages: Pages = [];
  if (atOnce || single) spoil();
  for (;;) {
    const at = await endOf(reading.next());
    if (at instanceof Failure) return { pages, failure: at };
    if (at.done) return { pages };
    pages.push(at.value);
    if (pages.length === 1 && !atOnce && !single) spoil();
  }
}

const lastPart = (path: string) => path.split('.').pop() ?? path;

function faultTests(subject: Subject, pull: PullName): void {
  it.each(KINDS)('calls %s of a page by its name, and is not complete', async (kind, kinds) => {
    const here = await crowded(subject, pull);
    const { pages, failure } = await broken(here, pull, { kind, ...(kind === 'throttle' && { value: 30 }) });
    if (!failure) throw new Error('This went through.');
    expect(kinds).toContain(failure.kind);
    expectClean(here, failure);
    expect(pages.filter(({ complete }) => complete)).toEqual([]);
  });

  it.each(['reset', 'throttle', 'truncated'] as const)(
    'goes on after %s from where it was, and has the same set',
    async (kind) => {
      const here = await crowded(subject, pull);
      const all = liveKeys(await drain(here.open(), pull)).sort();
      const { pages } = await broken(here, pull, { kind, ...(kind === 'throttle' && { value: 30 }) });
      here.world.clock += 60_000;
      const rest = await drain(here.open(), pull, { from: pages.at(-1)?.next });
      expect(liveKeys([...pages, ...rest]).sort()).toEqual(all);
    },
  );

  it('tells until when it is throttled', async () => {
    const here = await crowded(subject, pull);
    const { failure } = await broken(here, pull, { kind: 'throttle', value: 37 });
    expect(failure).toMatchObject({ kind: 'throttled', detail: { until: here.world.clock + 37_000 } });
  });

  const { required = { cannot: 'not stated' }, names } = subject.pulls?.lists[pull] ?? {};
  if (typeof required !== 'string')
    return unless(required.cannot)('names the field that it cannot do without', async () => {});
  it.each(['drop-field', 'wrong-type'] as const)(
    'names the field that it cannot do without: %s',
    async (kind) => {
      const here = await crowded(subject, pull);
      const { pages, failure } = await broken(here, pull, { kind, value: required });
      expect(failure).toMatchObject({ kind: 'unexpected' });
      expect(failure?.message).toContain(names ?? lastPart(required));
      expect(pages.filter(({ complete }) => complete)).toEqual([]);
    },
  );
}

/** From the second list call on the POS answers what it answered to the first. */
function repeating(here: Stage, pull: PullName): void {
  const { call } = listOf(here.subject, pull);
  const send = here.wire;
  let first: HttpReply | undefined;
  here.wire = async (request) => {
    if (!call.test(seenAs(here, request))) return send(request);
    return (first ??= await send(request));
  };
}

function loopTests(subject: Subject, pull: PullName): void {
  const { single, atOnce, repeats } = subject.pulls?.lists[pull] ?? {};

  it('ends where the POS gives one page for ever', async () => {
    const here = await crowded(subject, pull);
    repeating(here, pull);
    const before = here.calls().length;
    await readAll(here.open(), pull);
    expect(here.calls().length - before).toBeLessThan(100);
  });

  unless(single ?? repeats ?? (atOnce && 'all of it comes at once'))(
    'does not call complete what a page that comes for ever has kept from it',
    async () => {
      const here = await crowded(subject, pull);
      const all = liveKeys(await drain(here.open(), pull));
      repeating(here, pull);
      const { pages } = await readAll(here.open(), pull);
      if (liveKeys(pages).length < all.length) expect(pages.filter(({ complete }) => complete)).toEqual([]);
      else expect(liveKeys(pages).sort()).toEqual(all.sort());
    },
  );
}

/** What goes wrong in the middle of a pull has a name, and nobody takes a part for the whole. */
export const brokenPullGroups: readonly Group[] = PULLS.map((pull) => ({
  name: `${pull}, broken off`,
  needs: [pull],
  tests: (subject) => {
    faultTests(subject, pull);
    loopTests(subject, pull);
  },
}));
