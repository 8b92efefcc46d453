import type { Connection } from '../model/connection';
import { Problem } from '../model/problem';
import type { World } from './world';

/** @throws Problem `not_found` */
export async function demandConnection(
  world: World,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
): Promise<Connection> {
  const connection = await world.connections.read(tenantId, connectionId);
  if (connection) return connection;
  throw new Problem('not_found', 'There is no such connection.');
}
