import { secretsIn } from './canaries';
import { failureOf } from './failures';
import { unless, type Group } from './group';
import { CURRENCIES } from './orders';
import {
  checkpointOf,
  crowded,
  drain,
  fill,
  heldBy,
  kept,
  keyOf,
  laterPulls,
  listOf,
  liveKeys,
  pagesOf,
  readAll,
  shelfOf,
} from './pullStage';
import { PULLS, type PullName } from './shelf';
import { stage, type Stage } from './stage';
import type { Subject } from './subject';

const KILOBYTE = 1024;

/** Positions that no pull has ever given, or that an older version of the bridge did. */
const STALE = ['garbage', '{}', '7', '{"list":-1,"page":0,"cursor":7}'];

/** What the POS holds when the pull is asked for everything, read without a disturbance. */
async function whole(here: Stage, pull: PullName): Promise<string[]> {
  return liveKeys(await drain(here.open(), pull)).sort();
}

function setTests(subject: Subject, pull: PullName): void {
  it.each(CURRENCIES)('brings exactly what the POS holds, in %s', async (currency) => {
    const here = await crowded(subject, pull, { currency });
    expect(await whole(here, pull)).toEqual(heldBy(here, pull));
    expect(heldBy(here, pull).length).toBeGreaterThan(0);
    expect(here.pos.violations()).toEqual([]);
  });

  it('brings each record once where nothing disturbs it', async () => {
    const here = await crowded(subject, pull);
    const keys = (await drain(here.open(), pull)).flatMap(({ records }) => records).map(keyOf);
    expect(keys.length).toBe(new Set(keys).size);
  });

  it('brings the same a second time', async () => {
    const here = await crowded(subject, pull);
    const [once, again] = [await drain(here.open(), pull), await drain(here.open(), pull)];
    expect([...kept(again)]).toEqual([...kept(once)]);
  });

  it('is complete although there is nothing at all', async () => {
    const here = await stage(subject);
    shelfOf(here).clear[pull]?.();
    const pages = await drain(here.open(), pull);
    expect(pages.at(-1)).toMatchObject({ complete: true });
    if (shelfOf(here).clear[pull]) expect(liveKeys(pages)).toEqual([]);
  });

  it('does not mind rows in another sequence', async () => {
    const here = await crowded(subject, pull);
    const before = await whole(here, pull);
    here.pos.simulator.faults.add({ kind: 'shuffle-pages', match: '.', times: 1000 });
    expect(await whole(here, pull)).toEqual(before);
  });

  unless(subject.pulls?.lists[pull]?.noExtras)('does not mind fields that it does not know', async () => {
    const here = await crowded(subject, pull);
    const before = await whole(here, pull);
    here.pos.simulator.faults.add({ kind: 'extra-field', match: '.', times: 1000 });
    expect(await whole(here, pull)).toEqual(before);
  });

  it('leaves another merchant’s records out', async () => {
    const here = await crowded(subject, pull);
    const session = here.open(subject.other);
    const theirs = new Map((await drain(session, pull)).map((page) => [page, page.records]));
    const names = (records: unknown) => JSON.stringify(records);
    expect(names([...theirs.values()])).not.toMatch(/Crowd|Counted|crowd/);
  });

  it('shows no secret in an address', async () => {
    const here = await crowded(subject, pull);
    await drain(here.open(), pull);
    const addresses = JSON.stringify(here.calls().map(({ path, query }) => [path, query]));
    for (const secret of secretsIn(subject.account.credentials)) expect(addresses).not.toContain(secret);
  });

  it('is refused with a wrong sign-in, before any page', async () => {
    const here = await stage(subject);
    const wrong = Object.fromEntries(
      Object.entries(subject.account.credentials).map(([name, value]) => [
        name,
        /token|secret|password|key/i.test(name) ? 'canary-wrong' : value,
      ]),
    );
    const pages = pagesOf(here.open(subject.account, wrong), pull);
    expect((await failureOf(pages.next())).kind).toBe('unauthorized');
  });
}

function pageTests(subject: Subject, pull: PullName): void {
  const { single } = subject.pulls?.lists[pull] ?? {};

  unless(single)('comes in three pages or more', async () => {
    const here = await crowded(subject, pull, { paged: true });
    const { pages } = await readAll(here.open(), pull);
    expect(pages.length).toBeGreaterThanOrEqual(3);
  });

  it('goes on behind every page after a crash, and skips nothing', async () => {
    const here = await crowded(subject, pull, { paged: true });
    const { pages } = await readAll(here.open(), pull);
    const all = liveKeys(pages).sort();
    for (const [index, { next }] of pages.entries()) {
      if (next === undefined) continue;
      const rest = await drain(here.open(), pull, { from: next });
      expect(liveKeys([...pages.slice(0, index + 1), ...rest]).sort()).toEqual(all);
      expect(rest.at(-1)?.complete).toBe(pages.at(-1)?.complete);
    }
  });

  unless(single)('reads the same page again after a crash between page and record', async () => {
    const here = await crowded(subject, pull, { paged: true });
    const [first, second] = (await readAll(here.open(), pull)).pages;
    const { value } = await pagesOf(here.open(), pull, { from: first?.next }).next();
    expect(liveKeys(value ? [value] : [])).toEqual(expect.arrayContaining(liveKeys(second ? [second] : [])));
  });

  it('is complete on its last page alone, and says there where the next pull begins', async () => {
    const here = await crowded(subject, pull, { paged: true });
    const pages = await drain(here.open(), pull);
    const last = pages.pop();
    expect(last).toMatchObject({ complete: true });
    expect(last?.next).toBeUndefined();
    expect(last?.checkpoint).toMatch(/\w/);
    for (const page of pages) {
      expect(page).toMatchObject({ complete: false });
      expect(page.checkpoint).toBeUndefined();
    }
  });

  it('names each position in less than a kilobyte, and none twice', async () => {
    const here = await crowded(subject, pull, { paged: true });
    const positions = (await drain(here.open(), pull)).flatMap(({ next }) => next ?? []);
    for (const next of positions) expect(Buffer.byteLength(next)).toBeLessThanOrEqual(KILOBYTE);
    expect(new Set(positions).size).toBe(positions.length);
  });

  it.each(STALE)('starts over at a position that it cannot read: %j', async (from) => {
    const here = await crowded(subject, pull);
    const before = await whole(here, pull);
    expect(liveKeys(await drain(here.open(), pull, { from })).sort()).toEqual(before);
  });

  it('makes no effect at the POS', async () => {
    const here = await crowded(subject, pull);
    const before = JSON.stringify(here.orders());
    const effects: string[] = [];
    const send = here.wire;
    here.wire = (request) => {
      if (request.effect) effects.push(`${request.method} ${request.url}`);
      return send(request);
    };
    await drain(here.open(), pull);
    expect(JSON.stringify(here.orders())).toBe(before);
    expect(effects.filter((one) => !/token|auth/.test(one))).toEqual([]);
  });
}

const isWhole = (subject: Subject, pull: PullName) => {
  const { always } = listOf(subject, pull);
  return always !== undefined;
};

function laterTests(subject: Subject, pull: PullName): void {
  it('has a checkpoint that a later pull takes, and nothing new is nothing lost', async () => {
    const here = await crowded(subject, pull);
    const before = await drain(here.open(), pull);
    here.world.clock += 60 * 60_000;
    const later = await drain(here.open(), pull, { since: checkpointOf(before) });
    expect(later.at(-1)).toMatchObject({ complete: true });
    expect(liveKeys(before)).toEqual(expect.arrayContaining(liveKeys(later)));
    if (isWhole(subject, pull)) expect(liveKeys(later).sort()).toEqual(liveKeys(before).sort());
  });

  it('misses nothing that came after the checkpoint', async () => {
    const here = await stage(subject);
    const before = await drain(here.open(), pull);
    here.world.clock += 10 * 60_000;
    await fill(here, pull, 3);
    const later = await laterPulls(here, pull, checkpointOf(before));
    const all = new Set([...liveKeys(before), ...liveKeys(later)]);
    expect(heldBy(here, pull).filter((id) => !all.has(id))).toEqual([]);
  });

  it.each([-4, 4])('misses nothing although the POS’s clock is %i minutes off', async (minutes) => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'skew-clock', value: minutes * 60_000 });
    const before = await drain(here.open(), pull);
    here.world.clock += 30_000;
    await fill(here, pull, 3);
    const later = await laterPulls(here, pull, checkpointOf(before));
    const all = new Set([...liveKeys(before), ...liveKeys(later)]);
    expect(heldBy(here, pull).filter((id) => !all.has(id))).toEqual([]);
  });

  it('misses nothing of many changes of one moment, spread over pages', async () => {
    const here = await stage(subject);
    const before = await drain(here.open(), pull);
    here.world.clock += 60 * 60_000;
    await fill(here, pull, 7);
    shelfOf(here).pageRows(2);
    const later = await laterPulls(here, pull, checkpointOf(before));
    const all = new Set([...liveKeys(before), ...liveKeys(later)]);
    expect(heldBy(here, pull).filter((id) => !all.has(id))).toEqual([]);
  });

  it('has what changes while it pages, now or the next time', async () => {
    const here = await crowded(subject, pull);
    const reading = pagesOf(here.open(), pull);
    const pages = [(await reading.next()).value].filter((page) => page !== undefined);
    await fill(here, pull, 7);
    for (let at = await reading.next(); !at.done; at = await reading.next()) pages.push(at.value);
    here.world.clock += 60_000;
    const later = await laterPulls(here, pull, checkpointOf(pages));
    const all = new Set([...liveKeys(pages), ...liveKeys(later)]);
    expect(heldBy(here, pull).filter((id) => !all.has(id))).toEqual([]);
  });
}

/** One group per pull: what comes, in which pages, and from where the next pull goes on. */
export const pullGroups: readonly Group[] = PULLS.map((pull) => ({
  name: pull,
  needs: [pull],
  tests: (subject) => {
    setTests(subject, pull);
    pageTests(subject, pull);
    laterTests(subject, pull);
  },
}));
