import { connectionSchema, type Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { PosLocation } from '../model/item';
import { loadProvider } from '../providers/load';
import { toolsFor } from './tools';
import type { World } from './world';

/** What a merchant gives to tie one of their locations to a POS. */
export interface ConnectRequest {
  tenantId: string;
  /** Ours to choose; letters, digits and dashes. */
  connectionId: string;
  provider: string;
  environment?: Connection['environment'];
  /** Our location whose orders it takes. */
  locationId: string;
  /** The POS's location; may be left out when the POS has only one. */
  externalLocationId?: string;
  credentials: unknown;
  settings?: Record<string, unknown>;
}

function choose(locations: readonly PosLocation[], wanted: string | undefined): PosLocation {
  const [only] = locations;
  if (wanted === undefined && only && locations.length === 1) return only;
  const found = locations.find(({ externalId }) => externalId === wanted);
  if (found) return found;
  const list = locations.map(({ externalId, name }) => `${externalId} (${name})`).join(', ');
  throw new Failure('rejected', `Which location of the POS? It has: ${list || 'none'}.`, {
    advice: 'Name one of them as the external location.',
  });
}

/**
 * Connects: tries the credentials by listing the POS's locations, then stores connection and sealed credentials.
 * @throws Failure `unauthorized` when the POS refuses them, `rejected` when the location is not among its own.
 */
export async function connect(world: World, request: ConnectRequest): Promise<Connection> {
  const { tenantId, connectionId, credentials, environment = 'production' } = request;
  const provider = await loadProvider(request.provider);
  const tools = await toolsFor(world, provider, environment, world.http);
  const session = provider.open({ credentials, pos: request.settings?.pos ?? {}, tools });
  const place = choose(await session.locations(), request.externalLocationId);
  const before = await world.connections.read(tenantId, connectionId);
  const row = connectionSchema.parse({
    provider: request.provider,
    name: `${provider.manifest.name}, ${place.name}`,
    locationId: request.locationId,
    accountId: place.accountId,
    externalLocationId: place.externalId,
    currency: place.currency,
    timezone: place.timezone,
    environment,
    status: 'active',
    settings: request.settings ?? {},
    // Connecting again keeps what hangs on the connection: its place among its twins, and where its links lie.
    createdAt: before?.createdAt ?? world.now(),
    linkShards: before?.linkShards ?? 1,
    // Only who agreed has agreed.
    confirmedAt: before?.accountId === place.accountId ? before.confirmedAt : undefined,
  });
  const connection: Connection = { ...row, id: connectionId, tenantId };
  // The vault first: a connection that is there can be used.
  await world.vault.save(connection, credentials);
  await world.connections.save(connection);
  return connection;
}
