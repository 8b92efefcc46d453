import { z } from 'zod';
import { Failure } from '../../functions/src/model/failure';
import type { PosLocation } from '../../functions/src/model/item';
import type { Manifest } from '../../functions/src/providers/manifest';
import { type Checks, type Finding, NothingToLearn, Wrong } from './check';
import { problemsOf } from './problems';
import { location } from './records';
import { secretsIn, spoiled } from './secrets';
import { sessionAt, type Place, type Server } from './server';

interface SignedIn {
  /** With the sign-in that sessions use. */
  server: Server;
  found: readonly PosLocation[];
}

/** Providers whose servers nobody has seen refuse a wrong sign-in: what they do to the account then is unknown. */
const UNKNOWN_LOCK_OUT: Readonly<Record<string, string>> = {
  dine: 'what a partner’s server does to an account after a wrong sign-in is not known',
};

/** Why a wrong sign-in must not be tried; undefined where it hurts nobody. */
function harm({ id, signIn }: Manifest): string | undefined {
  const password = signIn.fields.find(({ name }) => /password|pin$/i.test(name));
  if (password) return `a person’s ${password.label.toLowerCase()}: wrong tries may lock their account`;
  return UNKNOWN_LOCK_OUT[id];
}

/**
 * Signs in where a session needs more than what a person types in, e.g. a token for their password. Never with a refresh
 * token: the vendor might replace it, and the one in the person's file would be lost.
 */
async function signedIn(checks: Checks, server: Server): Promise<Server> {
  const { request, reading, clock } = server;
  const { manifest, renewal } = server.provider;
  const { credentials, baseUrl } = request;
  if (!request.signedIn || !renewal?.due(credentials, clock.now()) || 'refreshToken' in credentials)
    return server;
  const fresh: unknown = await renewal.renew(credentials, { http: reading, baseUrl, now: clock.now });
  const whole = { ...credentials, ...z.looseObject({}).parse(fresh) };
  checks.hide(secretsIn(whole, manifest));
  return { ...server, request: { ...request, credentials: whole } };
}

async function signsIn(checks: Checks, server: Server): Promise<Finding<SignedIn>> {
  const within = await signedIn(checks, server);
  const found = await sessionAt(within, { http: within.reading }).locations();
  const detail = `The server lets us in and lists ${found.length} location(s).`;
  return { detail, value: { server: within, found } };
}

/** A wrong sign-in that was tried, and how it ended. */
async function refusal(server: Server): Promise<Failure | undefined> {
  const credentials = spoiled(server.request.credentials, server.provider.manifest);
  try {
    await sessionAt(server, { http: server.reading, credentials }).locations();
    return undefined;
  } catch (thrown) {
    const failure = Failure.from(thrown);
    const said = JSON.stringify([failure.message, failure.detail]);
    if (secretsIn(credentials, server.provider.manifest).some((secret) => said.includes(secret)))
      throw new Wrong('The refusal quotes the sign-in.');
    return failure;
  }
}

async function refusesWrong(server: Server): Promise<Finding<void>> {
  const failure = await refusal(server);
  if (!failure)
    throw new NothingToLearn('The server lets anybody in: it answered a wrong sign-in like a good one.');
  if (failure.kind !== 'unauthorized')
    throw new Wrong(`A wrong sign-in is taken for "${failure.kind}": ${failure.message}`);
  return { detail: `unauthorized: ${failure.message}`, value: undefined };
}

function choose(server: Server, found: readonly PosLocation[]): PosLocation {
  const { externalLocationId: wanted } = server.request;
  const chosen = wanted === undefined ? found[0] : found.find(({ externalId }) => externalId === wanted);
  if (chosen) return chosen;
  const list = found.map(({ externalId }) => externalId).join(', ');
  throw new Wrong(
    wanted === undefined ? 'There is no location.' : `There is no location ${wanted}, only: ${list}.`,
  );
}

async function locates(server: Server, found: readonly PosLocation[]): Promise<Finding<Place>> {
  const problems = problemsOf(z.array(location), found);
  if (problems) throw new Wrong(`The locations are not as promised: ${problems}.`);
  if (new Set(found.map(({ externalId }) => externalId)).size < found.length)
    throw new Wrong('Two locations have the same id.');
  const chosen = choose(server, found);
  const currency = server.request.currency ?? chosen.currency;
  const detail = `Using ${chosen.externalId} (${chosen.name}), ${currency}, of ${found.length}.`;
  return { detail, value: { ...server, location: chosen, currency } };
}

/** Signs in and chooses the location; undefined when nothing further can be tried. */
export async function checkSignIn(checks: Checks, server: Server): Promise<Place | undefined> {
  const { manifest } = server.provider;
  const signed = await checks.make('sign in', () => signsIn(checks, server));
  const why = harm(manifest);
  if (!server.request.signedIn)
    checks.skip('wrong sign-in', 'No --credentials: placeholders are wrong by nature.');
  else if (why) checks.skip('wrong sign-in', `Not tried, it is ${why}.`);
  else await checks.make('wrong sign-in', () => refusesWrong(server));
  if (signed) return checks.make('locations', () => locates(signed.server, signed.found));
  checks.skip('locations', 'Needs the sign-in.');
  return undefined;
}
