import { Failure } from '../../model/failure';
import { signInCause, signInNotice, signInWorry, UNRENEWED_AFTER_MS } from '../../plan/watch/signIn';
import type { Provider } from '../../providers/provider';
import type { Lease } from '../pull/lease';
import type { World } from '../world';

/** What a sign-in says of its own end; undefined when it cannot be read: using it says so louder. */
async function factsOf(world: World, { connection }: Lease, provider: Provider) {
  try {
    const entry = await world.vault.read(connection);
    if (!entry) return undefined;
    const { credentials } = entry;
    return {
      expiresAt: provider.expiresAt?.(credentials),
      unrenewed: provider.renewal?.due(credentials, world.now() - UNRENEWED_AFTER_MS) ?? false,
    };
  } catch (thrown) {
    if (thrown instanceof Failure) return undefined;
    throw thrown;
  }
}

/**
 * After a pull, in whose worker the sign-in lies open anyhow: tells of one that ends soon, or whose renewal keeps failing
 * although the POS works; once per stage. The row of the pulls remembers what was said.
 */
export async function watchSignIn(world: World, lease: Lease, provider: Provider): Promise<void> {
  if (!provider.expiresAt && !provider.renewal) return;
  const { connection, state } = lease;
  const facts = await factsOf(world, lease, provider);
  if (!facts) return;
  const now = world.now();
  const fails = Object.values(state.capabilities).some(({ failures }) => failures > 0);
  // A POS that is away renews nothing, and has notices of its own. What was told before stays said.
  const unrenewed = facts.unrenewed && (!fails || state.signIn === 'unrenewed');
  const worry = signInWorry({ ...facts, unrenewed }, now);
  if (worry === state.signIn) return;
  const { tenantId, id } = connection;
  if (worry) await world.notices.tell(tenantId, signInNotice(connection, worry, facts), now);
  else await world.notices.settle(tenantId, signInCause(id), now);
  lease.remember({ signIn: worry });
}
