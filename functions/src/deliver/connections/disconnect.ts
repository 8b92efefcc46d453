import type { Connection } from '../../model/connection';
import { loadProvider } from '../../providers/load';
import { demandConnection } from '../demandConnection';
import { toolsFor } from '../tools';
import { closeWebhook } from '../webhooks/address';
import type { World } from '../world';

/** What became of the access at the vendor. `asked`: it was told to end it, where it can (not for pasted tokens, and not at Loyverse). `kept`: another connection works with the same account. */
export type Revocation = 'asked' | 'kept' | 'not_offered' | 'failed';

/** Of any tenant: vendors take back every sign-in of an account with our registration, not only this one. */
async function sharesAccount(world: World, connection: Connection): Promise<boolean> {
  const { provider, accountId, tenantId, id, environment } = connection;
  const all = await world.webhooks.ofAccount(provider, accountId);
  return all.some(
    (one) =>
      (one.id !== id || one.tenantId !== tenantId) &&
      one.environment === environment &&
      one.status !== 'disconnected',
  );
}

/** Best effort: the vendor may be down, and the merchant wants out all the same. */
async function revoke(world: World, connection: Connection): Promise<Revocation> {
  const provider = await loadProvider(connection.provider);
  if (!provider.oauth) return 'not_offered';
  if (await sharesAccount(world, connection)) return 'kept';
  try {
    const entry = await world.vault.read(connection, true);
    if (!entry) return 'not_offered';
    const tools = await toolsFor(world, provider, connection.environment, world.http);
    await provider.oauth.revoke(entry.credentials, tools);
    return 'asked';
  } catch (thrown) {
    const fields = { tenant: connection.tenantId, connection: connection.id };
    world.log('warn', 'A sign-in could not be revoked at the vendor', {
      ...fields,
      why: thrown instanceof Error ? thrown.name : 'unknown',
    });
    return 'failed';
  }
}

/**
 * Ends a connection: no job goes out from now on, the credentials are destroyed here and, where that is offered, made
 * worthless at the vendor. Orders, jobs and links stay: connecting again goes on from there. May be repeated.
 */
export async function disconnect(
  world: World,
  tenantId: string,
  connectionId: string,
): Promise<{ connection: Connection; access: Revocation }> {
  const connection = await demandConnection(world, { tenantId, connectionId });
  // First the status: whoever claims a job from now on finds the door closed.
  await world.connections.setStatus(tenantId, connectionId, 'disconnected', 'Disconnected by a person.');
  const access = await revoke(world, connection);
  await closeWebhook(world, connection);
  await world.vault.destroy(connection);
  return { connection: { ...connection, status: 'disconnected' }, access };
}
