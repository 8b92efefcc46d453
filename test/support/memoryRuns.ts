import type { PriceMoves, SeenMove } from '../../functions/src/deliver/ports/priceMoves';
import type { Runs } from '../../functions/src/deliver/ports/runs';
import type { Connection } from '../../functions/src/model/connection';
import type { PullRun } from '../../functions/src/model/run';

/** Runs in memory, by id. */
export function memoryRuns(
  runs: ReadonlyMap<string, PullRun>,
  connections: ReadonlyMap<string, Connection>,
): Runs {
  const ofTenant = (tenantId: string) =>
    [...runs.values()]
      .filter(({ connectionId }) => connections.get(connectionId)?.tenantId === tenantId)
      .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  return {
    read: async (tenantId, id) => structuredClone(ofTenant(tenantId).find((run) => run.id === id)),
    page: async (tenantId, { connectionId, capability, from = 0 }, after, limit) =>
      ofTenant(tenantId)
        .filter((run) => connectionId === undefined || run.connectionId === connectionId)
        .filter((run) => capability === undefined || run.capability === capability)
        .filter(({ startedAt }) => startedAt >= from)
        .filter(
          ({ startedAt, id }) =>
            !after || startedAt < after.startedAt || (startedAt === after.startedAt && id < after.id),
        )
        .slice(0, limit),
  };
}

/** Prices that moved, in memory. */
export const memoryPriceMoves = (
  moves: readonly (SeenMove & { tenantId: string; itemId: string })[],
): PriceMoves => ({
  of: async (tenantId, itemId, fromAt, untilAt) =>
    moves
      .filter((move) => move.tenantId === tenantId && move.itemId === itemId)
      .filter(({ changedAt }) => changedAt >= fromAt && changedAt < untilAt)
      .map(({ tenantId: _tenant, itemId: _item, ...move }) => move),
});
