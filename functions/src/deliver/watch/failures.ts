import type { WatchState } from '../../model/watch';
import { DAY_MS, FEWEST, isCalm, isSpike, RECENT_MS, spikeCause, spikeNotice } from '../../plan/watch/spike';
import type { ConnectionTie } from '../ports/pull';
import type { World } from '../world';

/** Failed tries that one look reads at most, one read each. */
const MOST_READ = 2_000;
/** Connections that are counted at most, the worst first: four counts each. */
const MOST_COUNTED = 100;
/** Open spikes that are kept in mind. */
const MOST_OPEN = 1_000;

type Spikes = WatchState['spikes'];
interface Row {
  key: string;
  tie: ConnectionTie;
  failed: number;
}

const keyOf = ({ tenantId, connectionId }: ConnectionTie) => `${tenantId}/${connectionId}`;
function tieOf(key: string): ConnectionTie {
  const [tenantId = '', connectionId = ''] = key.split('/');
  return { tenantId, connectionId };
}

/** Whose tries failed of late, the worst first; and those of whom people were told. */
function suspects(failures: readonly ConnectionTie[], open: Spikes): Row[] {
  const counts = new Map(Object.keys(open).map((key) => [key, 0]));
  for (const tie of failures) counts.set(keyOf(tie), (counts.get(keyOf(tie)) ?? 0) + 1);
  return [...counts]
    .map(([key, failed]) => ({ key, tie: tieOf(key), failed }))
    .filter(({ key, failed }) => failed >= FEWEST || open[key] !== undefined)
    .sort((a, b) => b.failed - a.failed);
}

async function counted({ watch }: World, tie: ConnectionTie, now: number) {
  const since = async (span: number) => {
    const [failed, done] = await Promise.all([
      watch.tries(tie, 'failed', now - span),
      watch.tries(tie, 'done', now - span),
    ]);
    return { failed, done };
  };
  const [recent, day] = await Promise.all([since(RECENT_MS), since(DAY_MS)]);
  return { recent, day };
}

/** Whether a spike stands after this look; tells of one that has begun. */
async function stands(world: World, { key, tie, failed }: Row, open: Spikes, now: number): Promise<boolean> {
  const isOpen = open[key] !== undefined;
  if (isOpen && isCalm(failed)) return false;
  const { recent, day } = await counted(world, tie, now);
  const standing = isSpike(recent, day, isOpen);
  if (!standing || isOpen) return standing;
  const connection = await world.connections.read(tie.tenantId, tie.connectionId);
  if (!connection || connection.status === 'disconnected') return false;
  world.log('warn', 'Unusually many tries fail', { tenant: tie.tenantId, connection: tie.connectionId });
  await world.notices.tell(tie.tenantId, spikeNotice(connection, recent, day), now);
  return true;
}

/**
 * Looks for connections of which unusually many tries fail, and for those where that is over. A day on which nothing fails
 * costs one read per look.
 */
export async function watchFailures(world: World, { spikes }: WatchState): Promise<void> {
  const now = world.now();
  const failures = await world.watch.failures(now - RECENT_MS, MOST_READ);
  const rows = suspects(failures, spikes);
  const next: Spikes = { ...spikes };
  for (const [place, row] of rows.entries()) {
    // What cannot be counted now stays as it is.
    const isCheap = isCalm(row.failed);
    if (place >= MOST_COUNTED && !isCheap) continue;
    const { key, tie } = row;
    if (await stands(world, row, spikes, now)) {
      if (Object.keys(next).length < MOST_OPEN) next[key] ??= { sinceAt: now };
    } else if (spikes[key] !== undefined) {
      delete next[key];
      await world.notices.settle(tie.tenantId, spikeCause(tie.connectionId), now);
    }
  }
  const [before, after] = [Object.keys(spikes), Object.keys(next)];
  if (before.length !== after.length || after.some((key) => spikes[key] === undefined))
    await world.watch.write({ spikes: next });
}
