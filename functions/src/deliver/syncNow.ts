import type { Connection } from '../model/connection';
import { CAPABILITIES, type Capability, type PullState } from '../model/pullState';
import { manifestOf } from '../providers/manifests';
import { demandConnection } from './demandConnection';
import { shownBy } from '../plan/pull/due';
import { askPull } from './pull/tick';
import { followId } from './runs';
import type { World } from './world';

/** What was asked for, as it stands for one connection. */
export interface SyncResult {
  connectionId: string;
  provider: string;
  /** `started`: follow it by its run ids. `skipped`: see `why`. */
  state: 'started' | 'skipped' | 'done' | 'failed';
  why?: string;
  capabilities: {
    capability: Capability;
    lastCompleteAt?: number;
    records: number;
    failures: number;
    note?: string;
    waiting: boolean;
    /** GET /v1/tenants/{tenantId}/runs/{runId} follows what was asked for. */
    runId?: string;
  }[];
}

/** How long the answer waits for pulls to end, and how often it looks. */
const LOOK_MS = 500;

const isOpen = (state: PullState | undefined, capability: Capability) =>
  state?.asked[capability] !== undefined || state?.capabilities[capability]?.pass !== undefined;

function wantedOf({ provider }: Connection, wanted: readonly Capability[]): Capability[] {
  const manifest = manifestOf(provider);
  const can: readonly Capability[] = manifest ? shownBy(manifest.can) : [];
  return CAPABILITIES.filter((capability) => wanted.includes(capability) && can.includes(capability));
}

function why({ status, settings }: Connection): string | undefined {
  if (status !== 'active') return `The connection is ${status}.`;
  return settings.enabled ? undefined : 'The connection is not rolled out yet.';
}

function resultOf(
  connection: Connection,
  asked: readonly Capability[],
  state: PullState | undefined,
  askedAt: number | undefined,
): SyncResult {
  const skipped = why(connection);
  const capabilities = asked.map((capability) => {
    const { lastCompleteAt, records = 0, failures = 0, note, pass } = state?.capabilities[capability] ?? {};
    const waiting = isOpen(state, capability);
    const since =
      skipped === undefined ? (askedAt ?? state?.asked[capability] ?? pass?.startedAt) : undefined;
    const runId = since === undefined ? undefined : followId(connection.id, capability, since);
    return { capability, lastCompleteAt, records, failures, note, waiting, runId };
  });
  const isWaiting = capabilities.some(({ waiting }) => waiting);
  const hasFailed = capabilities.some(({ failures }) => failures > 0);
  const ended = hasFailed ? 'failed' : 'done';
  return {
    connectionId: connection.id,
    provider: connection.provider,
    state: skipped !== undefined ? 'skipped' : isWaiting ? 'started' : ended,
    why: skipped,
    capabilities,
  };
}

export interface SyncRequest {
  tenantId: string;
  /** Absent: all connections of the tenant. */
  connectionId?: string;
  capabilities?: readonly Capability[];
}

async function targetsOf(world: World, { tenantId, connectionId }: SyncRequest): Promise<Connection[]> {
  if (connectionId === undefined) return world.connections.ofTenant(tenantId);
  return [await demandConnection(world, { tenantId, connectionId })];
}

/** How the pulls of connections stand. @param askedAt since when the caller wants them */
export async function syncStatus(
  world: World,
  request: SyncRequest,
  askedAt?: number,
): Promise<SyncResult[]> {
  const { tenantId, capabilities = CAPABILITIES } = request;
  const targets = await targetsOf(world, request);
  return Promise.all(
    targets.map(async (connection) => {
      const state = await world.pulls.read({ tenantId, connectionId: connection.id });
      return resultOf(connection, wantedOf(connection, capabilities), state?.value, askedAt);
    }),
  );
}

/**
 * Has connections pulled now, and waits until they are through or `budgetMs` is over: then the answer says `started`,
 * and its run ids say how it goes on.
 */
export async function syncNow(world: World, request: SyncRequest, budgetMs: number): Promise<SyncResult[]> {
  const askedAt = world.now();
  const until = askedAt + budgetMs;
  const { capabilities = CAPABILITIES } = request;
  for (const connection of await targetsOf(world, request)) {
    const wanted = wantedOf(connection, capabilities);
    if (why(connection) === undefined && wanted.length > 0) await askPull(world, connection, wanted);
  }
  for (;;) {
    const results = await syncStatus(world, request, askedAt);
    if (results.every(({ state }) => state !== 'started') || world.now() + LOOK_MS > until) return results;
    await world.wait(LOOK_MS);
  }
}
