import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import { Problem } from '../../model/problem';
import { loadProvider } from '../../providers/load';
import type { OAuthState } from '../ports/oauthStates';
import { discreetAbout } from '../discretion';
import { toolsFor } from '../tools';
import type { VaultKey, World } from '../world';
import { signInto, type SignIn } from './signIn';

/** As long as a merchant may take on the vendor's page. */
export const STATE_LIVES_MS = 10 * 60_000;
/** As long as a sign-in waits for its location to be chosen. */
const PENDING_LIVES_MS = 30 * 60_000;

export const stateHash = (state: string) => hashOf(['oauth-state', state], 64);
export const browserHash = (secret: string) => hashOf(['oauth-browser', secret], 64);

/** A sign-in without a location lies beside the connection that it is for, as well sealed. */
const pendingKey = ({ tenantId, provider, connectionId }: SignIn | OAuthState): VaultKey => ({
  ...{ tenantId, provider },
  id: `${connectionId}~pending`,
});

export interface BeginSignIn {
  state: Omit<OAuthState, 'expiresAt' | 'browserHash'>;
  /** Random; goes out in the URL and nowhere else. */
  nonce: string;
  /** What the browser holds as a cookie. */
  browser: string;
  redirectUri: string;
}

/** Where to send the browser. @throws Problem `not_configured` when the operator has no app at the vendor */
export async function beginOAuth(
  world: World,
  { state, nonce, browser, redirectUri }: BeginSignIn,
): Promise<string> {
  const provider = await loadProvider(state.provider);
  const app = world.app(state.provider);
  if (!provider.oauth || !app)
    throw new Problem('not_configured', `Signing in at ${provider.manifest.name} is not set up here.`, {
      advice: 'Connect with the fields of the sign-in form.',
    });
  const baseUrl = await world.baseUrl(state.provider, state.environment);
  const expiresAt = world.now() + STATE_LIVES_MS;
  await world.oauthStates.begin(stateHash(nonce), { ...state, browserHash: browserHash(browser), expiresAt });
  return provider.oauth.authorizeUrl({ app, baseUrl, redirectUri, state: nonce });
}

export interface Return {
  provider: string;
  /** The query that the vendor sent the browser back with. */
  query: Record<string, string>;
  /** What the browser holds: any of them may be the one. */
  browsers: readonly string[];
  /** The person who is signed in in this browser, where that is known. */
  uid?: string;
  redirectUri: string;
}

const refusedState = () =>
  new Problem('state_refused', 'This sign-in was not begun in this browser, or its time is over.', {
    advice: 'Begin it again where you manage your connections.',
  });

/** The state, used up; whoever shows a wrong one learns nothing of why. @throws Problem `state_refused` */
async function redeem(world: World, { provider, query, browsers, uid }: Return): Promise<OAuthState> {
  const nonce = query.state ?? '';
  if (!/^[A-Za-z0-9_-]{43}$/.test(nonce)) throw refusedState();
  const state = await world.oauthStates.take(stateHash(nonce), world.now());
  const isOurs =
    state?.provider === provider && browsers.some((one) => browserHash(one) === state.browserHash);
  if (!state || !isOurs || (uid !== undefined && uid !== state.uid)) throw refusedState();
  const role = await world.members.roleOf(state.tenantId, state.uid);
  if (role !== 'owner' && role !== 'admin') throw refusedState();
  return state;
}

export interface Returned {
  state: OAuthState;
  /** Absent: a location has to be chosen first. */
  connection?: Connection;
}

/**
 * The browser is back: trades the code, on the server, and connects; or keeps the sign-in, sealed, until a location is
 * chosen. @throws Problem `state_refused`; Failure of the POS
 */
export async function finishOAuth(world: World, back: Return): Promise<Returned> {
  const state = await redeem(world, back);
  const provider = await loadProvider(state.provider);
  const { code = '', ...others } = back.query;
  if (code === '' || !provider.oauth)
    throw new Problem('sign_in_refused', `The sign-in at ${provider.manifest.name} was not completed.`);
  const tools = await toolsFor(world, provider, state.environment, world.http);
  const request = { code, redirectUri: back.redirectUri, query: others };
  const credentials = await provider.oauth.exchange(request, tools).catch((thrown: unknown) => {
    // Vendors quote what they were sent, and this goes to a browser.
    const { clientSecret } = world.app(state.provider) ?? {};
    throw thrown instanceof Failure ? discreetAbout(thrown, { ...back.query, clientSecret }) : thrown;
  });
  const signIn: SignIn = { ...state, credentials };
  try {
    return { state, connection: await signInto(world, signIn) };
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'location_needed') throw thrown;
    await keepPending(world, signIn);
    return { state };
  }
}

async function keepPending(world: World, signIn: SignIn): Promise<void> {
  const { credentials, environment, locationId } = signIn;
  const expiresAt = world.now() + PENDING_LIVES_MS;
  await world.vault.save(pendingKey(signIn), { credentials, environment, locationId, expiresAt }, expiresAt);
}

/** The sign-in that waits for its location. @throws Problem `not_found` */
export async function pendingSignIn(
  world: World,
  tie: Pick<SignIn, 'tenantId' | 'connectionId' | 'provider'>,
  read: (
    raw: unknown,
  ) =>
    | { environment: Connection['environment']; locationId: string; expiresAt: number; credentials?: unknown }
    | undefined,
): Promise<SignIn> {
  const signIn = { ...tie, environment: 'production', locationId: '', credentials: undefined } as const;
  const entry = await world.vault.read(pendingKey(signIn), true);
  const kept = entry && read(entry.credentials);
  if (!kept || kept.expiresAt <= world.now())
    throw new Problem('not_found', 'No sign-in waits for a location here.', { advice: 'Sign in again.' });
  const { environment, locationId, credentials } = kept;
  return { ...tie, environment, locationId, credentials };
}

/** Connects with the sign-in that waits. */
export async function finishPending(
  world: World,
  signIn: SignIn,
  externalLocationId: string,
): Promise<Connection> {
  const connection = await signInto(world, signIn, externalLocationId);
  await world.vault.destroy(pendingKey(signIn));
  return connection;
}
