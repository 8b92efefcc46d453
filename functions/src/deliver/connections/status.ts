import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { Problem } from '../../model/problem';
import { demandConnection } from '../demandConnection';
import { discreet } from '../discretion';
import { accessTo, withSession } from '../session';
import type { World } from '../world';

interface Tie {
  tenantId: string;
  connectionId: string;
}

/** Orders wait and pulls rest until it is resumed. @throws Problem `conflict` unless it is active */
export async function pause(world: World, { tenantId, connectionId }: Tie): Promise<Connection> {
  const connection = await demandConnection(world, { tenantId, connectionId });
  if (connection.status === 'paused') return connection;
  if (connection.status !== 'active')
    throw new Problem('conflict', 'Only an active connection can be paused.', {
      advice: 'Connect it again.',
    });
  await world.connections.setStatus(tenantId, connectionId, 'paused', 'Paused by a person.');
  return { ...connection, status: 'paused' };
}

/** What waited goes out. @throws Problem `conflict` when it takes a sign-in first */
export async function resume(world: World, { tenantId, connectionId }: Tie): Promise<Connection> {
  const connection = await demandConnection(world, { tenantId, connectionId });
  if (connection.status === 'active') return connection;
  if (connection.status !== 'paused')
    throw new Problem('conflict', 'This connection has no sign-in that is good.', {
      advice: 'Connect it again: what waits goes out then.',
    });
  await world.connections.setStatus(tenantId, connectionId, 'active', 'Resumed by a person.');
  return { ...connection, status: 'active' };
}

export interface TestResult {
  ok: boolean;
  /** Milliseconds that the POS took. */
  tookMs: number;
  location?: string;
  /** Why not, in the words of a badge. */
  error?: { code: string; message: string; advice?: string };
}

/** Asks the POS now whether sign-in and location are still good. Never throws for what the POS says. */
export async function testConnection(world: World, { tenantId, connectionId }: Tie): Promise<TestResult> {
  const connection = await demandConnection(world, { tenantId, connectionId });
  const startedAt = world.now();
  const took = () => world.now() - startedAt;
  try {
    const access = await accessTo(world, connection, world.http);
    const locations = await withSession(world, access, (session) => session.locations());
    const place = locations.find(({ externalId }) => externalId === connection.externalLocationId);
    if (place) return { ok: true, tookMs: took(), location: place.name };
    const message = 'The sign-in is good, but its location is no longer at the POS.';
    return {
      ok: false,
      tookMs: took(),
      error: { code: 'location_gone', message, advice: 'Choose another.' },
    };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { kind, message, detail } = await discreet(thrown, world, connection, {});
    const { advice } = detail;
    return {
      ok: false,
      tookMs: took(),
      error: { code: kind, message, ...(advice !== undefined && { advice }) },
    };
  }
}
