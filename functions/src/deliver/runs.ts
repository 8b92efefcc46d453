import { Problem } from '../model/problem';
import { CAPABILITIES, capabilitySchema, type Capability, type PullState } from '../model/pullState';
import type { PullRun } from '../model/run';
import { cursorAt, positionOf } from '../plan/cursor';
import type { RunFilter, RunPlace } from './ports/runs';
import type { World } from './world';

export interface RunQuery extends Pick<RunFilter, 'connectionId' | 'capability'> {
  cursor?: string;
  limit: number;
}

function placeOf(list: readonly unknown[], cursor: string | undefined): RunPlace | undefined {
  if (cursor === undefined) return undefined;
  const [startedAt, id] = positionOf(list, cursor) ?? [];
  if (typeof startedAt === 'number' && typeof id === 'string' && /^[^/]{1,300}$/.test(id))
    return { startedAt, id };
  throw new Problem('invalid_request', 'The cursor is not of this list.', { advice: 'Begin without one.' });
}

/** Pulls that changed something or failed, the newest first. @throws Problem for a foreign cursor */
export async function runHistory(
  world: World,
  tenantId: string,
  { cursor, limit, ...filter }: RunQuery,
): Promise<{ runs: PullRun[]; next?: string }> {
  const list = ['runs', tenantId, filter];
  const found = await world.runs.page(tenantId, filter, placeOf(list, cursor), limit + 1);
  const runs = found.slice(0, limit);
  const last = runs.at(-1);
  return { runs, ...(last && found.length > limit && { next: cursorAt(list, [last.startedAt, last.id]) }) };
}

/** A pull as far as it has come; one that found nothing new leaves no row, and is over all the same. */
export type FollowedRun =
  | PullRun
  | (Pick<PullRun, 'connectionId' | 'provider' | 'capability'> & {
      id: string;
      state: 'waiting' | 'running' | 'complete';
      records: number;
    });

/** What to follow a pull by that was asked for at a moment and may not have begun: the first since then. */
export const followId = (connectionId: string, capability: Capability, since: number): string =>
  `${connectionId}_${capability}_${since}`;

const FOLLOWED = new RegExp(`^(.+)_(${CAPABILITIES.join('|')})_(\\d{1,15})$`);

/** What the state of a connection's pulls says of one since a moment. */
function underWay(state: PullState | undefined, capability: Capability, since: number) {
  const { pass, lastCompleteAt = 0, records = 0 } = state?.capabilities[capability] ?? {};
  if (pass && pass.startedAt >= since) return { state: 'running', records: pass.counts.records } as const;
  if (state?.asked[capability] !== undefined) return { state: 'waiting', records } as const;
  return lastCompleteAt >= since ? ({ state: 'complete', records } as const) : undefined;
}

/** A run by its id, or by what it is to be followed by. @throws Problem `not_found` */
export async function followRun(world: World, tenantId: string, id: string): Promise<FollowedRun> {
  const none = () => new Problem('not_found', 'There is no such run, or it was too long ago.');
  const row = await world.runs.read(tenantId, id);
  if (row && row.state !== 'running') return row;
  const [, connectionId = '', name, moment] = FOLLOWED.exec(id) ?? [];
  const capability = capabilitySchema.safeParse(name).data;
  const connection = capability && (await world.connections.read(tenantId, connectionId));
  if (!capability || !connection) throw none();
  const since = Number(moment);
  const state = await world.pulls.read({ tenantId, connectionId });
  const now = underWay(state?.value, capability, since);
  const [last] = await world.runs.page(tenantId, { connectionId, capability, from: since }, undefined, 1);
  const seen = { id, connectionId, provider: connection.provider, capability };
  if (now && now.state !== 'complete') return { ...seen, ...now };
  if (last) return last;
  if (now) return { ...seen, ...now };
  throw none();
}
