import { grantFrom, type Budget } from '../../functions/src/plan/budget';
import type { MemoryWorld } from '../../test/support/memoryWorld';
import type { Tally } from './tally';

/**
 * Counts what the stores in memory would read and write in Firestore, where the emulator has no room for a menu. The
 * benchmark counts a smaller menu in both ways and stops when they differ.
 */
export function countInMemory(world: MemoryWorld, tally: Tally): void {
  const { pulls, pulled, connections } = world;
  const counted = async <T>(act: () => Promise<T>): Promise<T> => {
    const before = { reads: pulled.reads, writes: pulled.writes };
    const result = await act();
    tally.add('reads', 'pulled', pulled.reads - before.reads);
    tally.add('writes', 'pulled', pulled.writes - before.writes);
    return result;
  };
  world.pulls = {
    ...pulls,
    read: (tie) => counted(() => pulls.read(tie)),
    shards: (...asked) => counted(() => pulls.shards(...asked)),
    seen: (...asked) => counted(() => pulls.seen(...asked)),
    records: (...asked) => counted(() => pulls.records(...asked)),
    commit: (connection, held, state, work) => {
      // The row of the tenant is read before it is written: it holds all connections.
      tally.add('reads', 'integrations', work.summary ? 1 : 0);
      return counted(() => pulls.commit(connection, held, state, work));
    },
  };
  world.connections = {
    ...connections,
    read: (...tie) => {
      tally.add('reads', 'connections');
      return connections.read(...tie);
    },
  };
  world.budgets = { take: countedBudget(tally) };
}

function countedBudget(tally: Tally): MemoryWorld['budgets']['take'] {
  const rows = new Map<string, Budget>();
  return async (key, lane, shares, now) => {
    const known = rows.get(key);
    const { budget, calls, retryAt } = grantFrom(known, lane, shares, now);
    tally.add('reads', 'accounts');
    if (budget !== known) tally.add('writes', 'accounts');
    rows.set(key, budget);
    return { calls, retryAt };
  };
}
