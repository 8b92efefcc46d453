import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import { Problem } from '../../model/problem';
import { queueOf } from '../../plan/claim';
import { isChannel } from '../../providers/manifests';
import type { SessionContext } from '../../providers/provider';
import { demandConnection } from '../demandConnection';
import { discreet } from '../discretion';
import { accessTo } from '../session';
import type { InvitationRef } from '../ports/tickets';
import type { World } from '../world';
import { invitationUrl } from './link';

const DAY_MS = 24 * 3_600_000;
/** Whoever is asked may be a stranger: few times, whichever tenants ask. */
const PER_RECIPIENT = { capacity: 3, perMs: DAY_MS };
const PER_TENANT = { capacity: 20, perMs: DAY_MS };

const causeOf = ({ id }: Pick<Connection, 'id'>) => `invitation:${id}`;

/** Has the recipient asked, soon. `invitation`: which time; the same time twice is once. */
export async function inviteSoon(world: World, connection: Connection, invitation: string): Promise<void> {
  const { tenantId, id: connectionId, provider } = connection;
  const ref: InvitationRef = { tenantId, connectionId, invitation };
  const name = hashOf(['invitation', tenantId, connectionId, invitation], 32);
  await world.queue.enqueue({ queue: queueOf(provider), name, ref });
}

/** Whether a change of a connection gives it a recipient who has not agreed. */
export const needsInvitation = (before: Connection | undefined, after: Connection): boolean =>
  isChannel(after.provider) &&
  after.status === 'active' &&
  after.confirmedAt === undefined &&
  (before?.accountId !== after.accountId || before.status === 'disconnected');

/** @throws Problem `refused` for a POS, `conflict` when there is nothing to ask */
export async function inviteAgain(
  world: World,
  tie: { tenantId: string; connectionId: string },
): Promise<void> {
  const connection = await demandConnection(world, tie);
  if (!isChannel(connection.provider))
    throw new Problem('refused', 'Only the recipient of an order channel is asked.');
  if (connection.confirmedAt !== undefined)
    throw new Problem('conflict', 'The recipient has agreed already.');
  if (connection.status !== 'active') throw new Problem('conflict', 'The connection is not active.');
  await inviteSoon(world, connection, `again ${world.now()}`);
}

async function spend(world: World, { tenantId, accountId }: Connection): Promise<void> {
  const now = world.now();
  const takes = [
    [hashOf(['invitations-to', accountId], 32), PER_RECIPIENT],
    [hashOf(['invitations-of', tenantId], 32), PER_TENANT],
  ] as const;
  for (const [key, rate] of takes)
    if (!(await world.rateLimits.take(key, rate, now)).ok)
      throw new Failure('rejected', 'The recipient was asked too often.', {
        advice: 'Wait a day, then ask again.',
      });
}

async function ask(world: World, connection: Connection, invitation: string): Promise<void> {
  const url = invitationUrl(world, connection);
  if (url === undefined)
    throw new Failure('rejected', 'The bridge has no public address for links.', {
      advice: 'The operator has to set TILLBRIDGE_PUBLIC_URL.',
    });
  const { provider, tools } = await accessTo(world, connection, world.http);
  const entry = await world.vault.read(connection, true);
  if (!provider.invite || !entry) return;
  await spend(world, connection);
  const context: SessionContext<unknown> = { credentials: entry.credentials, pos: {}, tools };
  await provider.invite(context, { id: hashOf([connection.id, invitation], 24), url });
}

/**
 * Asks the recipient of a channel whether orders may come. Tried once: a person who waits for it asks again, and a
 * stranger is not written to twice for nothing.
 */
export async function invite(
  world: World,
  { tenantId, connectionId, invitation }: InvitationRef,
): Promise<void> {
  const connection = await world.connections.read(tenantId, connectionId);
  if (connection?.status !== 'active' || connection.confirmedAt !== undefined) return;
  try {
    await ask(world, connection, invitation);
    await world.notices.settle(tenantId, causeOf(connection), world.now());
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { message, detail } = await discreet(thrown, world, connection, {});
    const notice = {
      cause: causeOf(connection),
      connectionId,
      severity: 'error',
      title: 'The recipient of order tickets could not be asked',
      message: [message, detail.advice].filter(Boolean).join(' '),
      action: 'none',
    } as const;
    await world.notices.tell(tenantId, notice, world.now());
  }
}
