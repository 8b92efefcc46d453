import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { Messages } from '../model/message';
import type { Http } from '../providers/http';
import { loadProvider } from '../providers/load';
import type { Provider, Session, Tools } from '../providers/provider';
import { toolsFor } from './tools';
import type { VaultEntry, World } from './world';

const RENEWAL_LEASE_MS = 60_000;

/** Somebody else is renewing the credentials at this moment: come back shortly. */
export class Renewing extends Error {
  constructor(readonly until: number) {
    super('The sign-in is being renewed.');
  }
}

/** What opening a session takes, once per try. */
export interface Access {
  provider: Provider;
  connection: Connection;
  tools: Tools;
}

export async function accessTo(
  world: World,
  connection: Connection,
  http: Http,
  messages: Messages = world.messages,
): Promise<Access> {
  const provider = await loadProvider(connection.provider);
  const tools = await toolsFor(world, provider, connection.environment, http, messages);
  return { provider, connection, tools };
}

function open({ provider, connection, tools }: Access, credentials: unknown): Session {
  const { externalLocationId, currency, timezone, settings } = connection;
  const priceScope = settings.prices.scope;
  return provider.open({
    credentials,
    externalLocationId,
    currency,
    timezone,
    priceScope,
    pos: settings.pos,
    tools,
  });
}

async function entryOf(world: World, connection: Connection, fresh = false): Promise<VaultEntry> {
  const entry = await world.vault.read(connection, fresh);
  if (entry) return entry;
  throw new Failure('unauthorized', `There is no stored sign-in for ${connection.name}.`, {
    advice: 'Connect it again.',
  });
}

/**
 * Renews under a lease, so that of many workers one talks to the token endpoint.
 * @throws Renewing when another one is at it; Failure `unauthorized` when the POS refuses.
 */
async function renew(world: World, access: Access, entry: VaultEntry): Promise<unknown> {
  const { renewal } = access.provider;
  const { connection, tools } = access;
  if (!renewal) throw new Failure('unauthorized', `${connection.name} no longer accepts our sign-in.`);
  const now = world.now();
  if (entry.renewingUntil > now) throw new Renewing(Math.min(entry.renewingUntil, now + 2_000));
  const leased = await world.vault.lease(connection, entry, now + RENEWAL_LEASE_MS);
  if (!leased) throw new Renewing(now + 2_000);
  const credentials = await renewal.renew(leased.credentials, tools);
  await world.vault.renewed(connection, leased, credentials);
  world.log('info', 'Sign-in renewed', { tenant: connection.tenantId, connection: connection.id });
  return credentials;
}

/**
 * Runs `use` with an open session. Credentials that are due are renewed first; a refused sign-in is renewed once and
 * `use` runs again, told that it is the second time (something of the first may stand at the POS).
 */
export async function withSession<T>(
  world: World,
  access: Access,
  use: (session: Session, again: boolean) => Promise<T>,
): Promise<T> {
  const isDue = (entry: VaultEntry) => access.provider.renewal?.due(entry.credentials, world.now()) ?? false;
  const known = await entryOf(world, access.connection);
  const entry = isDue(known) ? await entryOf(world, access.connection, true) : known;
  if (isDue(entry)) return useAhead(world, access, entry, use);
  try {
    return await use(open(access, entry.credentials), false);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.kind !== 'unauthorized') throw thrown;
    const fresh = await world.vault.read(access.connection, true);
    const changedMeanwhile = fresh && fresh.version !== entry.version && fresh.renewingUntil <= world.now();
    if (!changedMeanwhile && !access.provider.renewal) throw thrown;
    const credentials = changedMeanwhile ? fresh.credentials : await renew(world, access, fresh ?? entry);
    return use(open(access, credentials), true);
  }
}

/**
 * A renewal ahead of time that fails is no reason to stop: the old credentials may still be good. Where they are not,
 * what kept the renewal from being made decides: somebody else is at it, or the POS gave no answer.
 */
async function useAhead<T>(
  world: World,
  access: Access,
  entry: VaultEntry,
  use: (session: Session, again: boolean) => Promise<T>,
): Promise<T> {
  let hindrance: unknown;
  const credentials = await renew(world, access, entry).catch((thrown: unknown) => {
    if (!(thrown instanceof Renewing || thrown instanceof Failure)) throw thrown;
    // The account is to rest: its old credentials are no way around that.
    if (thrown instanceof Failure && thrown.kind === 'throttled' && !thrown.detail.onlyThisJob) throw thrown;
    hindrance = thrown;
    return entry.credentials;
  });
  try {
    return await use(open(access, credentials), false);
  } catch (thrown) {
    const refused = thrown instanceof Failure && thrown.kind === 'unauthorized';
    throw refused && hindrance !== undefined ? hindrance : thrown;
  }
}
