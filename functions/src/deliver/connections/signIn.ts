import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { PosLocation } from '../../model/item';
import { Problem } from '../../model/problem';
import { loadProvider } from '../../providers/load';
import { manifestOf } from '../../providers/manifests';
import { connect, type ConnectRequest } from '../connect';
import { discreetAbout } from '../discretion';
import { inheritLinks } from '../mapping/inheritLinks';
import { toolsFor } from '../tools';
import type { World } from '../world';

/** A sign-in that is good, before a location of the POS is chosen. */
export type SignIn = Pick<
  ConnectRequest,
  'tenantId' | 'connectionId' | 'provider' | 'locationId' | 'credentials'
> & {
  environment: Connection['environment'];
  settings?: Record<string, unknown>;
};

/** Runs something with credentials that are not stored yet; a POS that quotes them is quoted without them. */
async function discreetly<T>(credentials: unknown, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    throw thrown instanceof Failure ? discreetAbout(thrown, credentials) : thrown;
  }
}

/** @throws Problem `conflict` when the id belongs to another POS, `invalid_request` for a POS that there is not */
async function checkPlace(world: World, { tenantId, connectionId, provider, environment }: SignIn) {
  const manifest = manifestOf(provider);
  if (!manifest) throw new Problem('invalid_request', `There is no POS "${provider}".`);
  if (environment === 'sandbox' && manifest.hosts.sandbox === undefined)
    throw new Problem('invalid_request', `${manifest.name} has no sandbox.`);
  const before = await world.connections.read(tenantId, connectionId);
  if (before && before.provider !== provider)
    throw new Problem('conflict', `${connectionId} is a connection to ${before.provider} already.`, {
      advice: 'Choose another connection id.',
    });
  return before;
}

/** The POS's locations that a sign-in can see; also the test whether it is good. @throws Failure or Problem */
export async function locationsFor(world: World, signIn: SignIn): Promise<PosLocation[]> {
  const { provider: id, environment, credentials, settings } = signIn;
  await checkPlace(world, signIn);
  const provider = await loadProvider(id);
  const tools = await toolsFor(world, provider, environment, world.http);
  return discreetly(credentials, () =>
    provider.open({ credentials, pos: settings?.pos ?? {}, tools }).locations(),
  );
}

/**
 * Connects, or connects again: settings and links of before stay, and what was parked goes out. Another location of an
 * account begins with the links of the others.
 * @throws Problem `location_needed` that names the locations when there are several and none is chosen; Failure
 */
export async function signInto(
  world: World,
  signIn: SignIn,
  externalLocationId?: string,
): Promise<Connection> {
  const before = await checkPlace(world, signIn);
  const wanted = externalLocationId ?? before?.externalLocationId;
  const settings = signIn.settings ?? before?.settings;
  const locations = await locationsFor(world, { ...signIn, settings });
  const [only] = locations;
  const chosen =
    wanted === undefined && locations.length === 1
      ? only
      : locations.find((location) => location.externalId === wanted);
  if (!chosen)
    throw new Problem('location_needed', 'Which location of the POS is it?', {
      advice: 'Send one of the named ids as externalLocationId.',
      errors: locations.map(({ externalId, name }) => ({ path: externalId, message: name })),
    });
  const connection = await discreetly(signIn.credentials, () =>
    connect(world, { ...signIn, settings, externalLocationId: chosen.externalId }),
  );
  await world.notices.settle(signIn.tenantId, `auth_failed:${connection.id}`, world.now());
  if (!before) await takeOver(world, connection);
  return connection;
}

/** The links of the account's other locations; the connection is good without them, too. */
async function takeOver(world: World, connection: Connection): Promise<void> {
  const fields = { tenant: connection.tenantId, connection: connection.id };
  try {
    const count = await inheritLinks(world, connection);
    if (count > 0) world.log('info', 'Took over links of the account', { ...fields, count });
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.name : 'unknown';
    world.log('warn', 'Links of the account could not be taken over', { ...fields, why });
  }
}
