import type { AppCredentials } from '../../../functions/src/providers/provider';
import type { OAuth } from '../../../functions/src/providers/oauth';
import { expectClean } from './canaries';
import { expectAdvised, failureOf } from './failures';
import { unless, type Group } from './group';
import { stage, type Stage } from './stage';
import type { ConsentFacts } from './shelf';
import type { Subject } from './subject';

const STATE = 'state-of-the-kit-9f2c';

interface Scene {
  here: Stage;
  oauth: OAuth<unknown>;
  facts: ConsentFacts;
}

async function sceneOf(subject: Subject): Promise<Scene> {
  const here = await stage(subject);
  const { oauth } = here.provider;
  const facts = subject.consent;
  if (!oauth || !facts) throw new Error('The adapter or its subject knows no sign-in on the vendor’s page.');
  return { here, oauth, facts };
}

function pageAddress({ here, oauth, facts }: Scene): URL {
  const app: AppCredentials = here.subject.app;
  const { baseUrl } = here.tools;
  const request = { app, baseUrl, redirectUri: facts.redirectUri, state: STATE };
  return new URL(oauth.authorizeUrl(request));
}

/** The merchant opens the page and agrees; what their browser then brings back. */
async function agreed(scene: Scene): Promise<Record<string, string>> {
  const { pathname, searchParams } = pageAddress(scene);
  const reply = await scene.here.pos.simulator.handle({
    method: 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: {},
    body: '',
  });
  const location = 'dropped' in reply ? undefined : reply.headers?.location;
  if (location === undefined) throw new Error(`The page does not lead back: ${JSON.stringify(reply)}`);
  return Object.fromEntries(new URL(location).searchParams);
}

async function signedIn(scene: Scene): Promise<unknown> {
  const query = await agreed(scene);
  const { code = '' } = query;
  const { redirectUri } = scene.facts;
  return scene.oauth.exchange({ code, redirectUri, query }, scene.here.tools);
}

const sessionOf = ({ here }: Scene, credentials: unknown) => here.open(here.subject.account, credentials);

function pageTests(subject: Subject): void {
  it('sends the merchant to the vendor with state, redirect address and every scope', async () => {
    const scene = await sceneOf(subject);
    const { searchParams } = pageAddress(scene);
    expect(searchParams.get('state')).toBe(STATE);
    expect(searchParams.get('redirect_uri')).toBe(scene.facts.redirectUri);
    expect(searchParams.get('client_id')).toBe(subject.app.clientId);
    const scopes = (searchParams.get('scope') ?? '').split(/[ ,]/);
    expect(scopes.sort()).toEqual([...(subject.manifest.signIn.oauthScopes ?? [])].sort());
  });

  it('puts no secret into the address of the page', async () => {
    const scene = await sceneOf(subject);
    expect(pageAddress(scene).href).not.toContain(subject.app.clientSecret);
  });

  it('keeps a state that is full of odd characters', async () => {
    const { here, oauth, facts } = await sceneOf(subject);
    const state = 'a b&c=d+e/é"#%';
    const { baseUrl } = here.tools;
    const address = oauth.authorizeUrl({ app: subject.app, baseUrl, redirectUri: facts.redirectUri, state });
    expect(new URL(address).searchParams.get('state')).toBe(state);
  });

  it('brings the state back', async () => {
    const scene = await sceneOf(subject);
    expect((await agreed(scene)).state).toBe(STATE);
  });
}

function exchangeTests(subject: Subject): void {
  it('trades the code for credentials that open a session', async () => {
    const scene = await sceneOf(subject);
    const found = await sessionOf(scene, await signedIn(scene)).locations();
    expect(found.map(({ externalId }) => externalId)).toEqual(
      expect.arrayContaining([subject.account.locations[0]]),
    );
  });

  it('gets credentials that can be renewed, and are not due at once', async () => {
    const scene = await sceneOf(subject);
    const credentials = await signedIn(scene);
    const { renewal } = scene.here.provider;
    expect(renewal?.due(credentials, scene.here.world.clock)).toBe(false);
    expect(renewal?.due(credentials, scene.here.world.clock + 365 * 24 * 3_600_000)).toBe(true);
  });

  it('trades a code once', async () => {
    const scene = await sceneOf(subject);
    const query = await agreed(scene);
    const request = { code: query.code ?? '', redirectUri: scene.facts.redirectUri, query };
    await scene.oauth.exchange(request, scene.here.tools);
    expectAdvised(await failureOf(scene.oauth.exchange(request, scene.here.tools)), 'unauthorized');
  });

  it.each(['no-such-code-canary', ''])(
    'refuses the code %j with advice and without a secret',
    async (code) => {
      const { here, oauth, facts } = await sceneOf(subject);
      const query: Record<string, string> = code === '' ? { error: 'access_denied' } : { code };
      const request = { code, redirectUri: facts.redirectUri, query };
      const failure = await failureOf(oauth.exchange(request, here.tools));
      expectAdvised(failure, 'unauthorized');
      expectClean(here, failure, 'no-such-code-canary');
    },
  );

  it('refuses a code that was given for another redirect address', async () => {
    const scene = await sceneOf(subject);
    const query = await agreed(scene);
    const request = { code: query.code ?? '', redirectUri: 'https://other.example/back', query };
    expectAdvised(await failureOf(scene.oauth.exchange(request, scene.here.tools)), 'unauthorized');
  });

  it('says what is missing where the bridge has no registration with the vendor', async () => {
    const scene = await sceneOf(subject);
    const query = await agreed(scene);
    const request = { code: query.code ?? '', redirectUri: scene.facts.redirectUri, query };
    const failure = await failureOf(scene.oauth.exchange(request, { ...scene.here.tools, app: undefined }));
    expectAdvised(failure, 'unauthorized');
  });

  it('refuses with a wrong secret of the registration, and does not quote it', async () => {
    const scene = await sceneOf(subject);
    const query = await agreed(scene);
    const request = { code: query.code ?? '', redirectUri: scene.facts.redirectUri, query };
    const app = { ...subject.app, clientSecret: 'canary-wrong-secret' };
    const failure = await failureOf(scene.oauth.exchange(request, { ...scene.here.tools, app }));
    expect(['unauthorized', 'rejected']).toContain(failure.kind);
    expectClean(scene.here, failure, 'canary-wrong-secret');
  });

  it.each([
    ['reset', 'unavailable'],
    ['error-500', 'unavailable'],
    ['html', 'unexpected'],
    ['throttle', 'throttled'],
  ] as const)('calls %s of the exchange by its name', async (kind, expected) => {
    const scene = await sceneOf(subject);
    const query = await agreed(scene);
    const request = { code: query.code ?? '', redirectUri: scene.facts.redirectUri, query };
    scene.here.pos.simulator.faults.add({ kind, match: 'token', ...(kind === 'throttle' && { value: 30 }) });
    const failure = await failureOf(scene.oauth.exchange(request, scene.here.tools));
    expect(failure.kind).toBe(expected);
    expectClean(scene.here, failure, request.code);
  });

  it('puts no secret, code or token into an address', async () => {
    const scene = await sceneOf(subject);
    await sessionOf(scene, await signedIn(scene)).locations();
    const calls = scene.here.calls().filter(({ path }) => !/auth(orize)?$/.test(path));
    const addresses = JSON.stringify(calls.map(({ path, query }) => [path, query]));
    expect(addresses).not.toContain(subject.app.clientSecret);
    expect(addresses).not.toMatch(/refresh_token|client_secret|access_token|"code"/);
  });
}

function revokeTests(subject: Subject): void {
  const { cannotRevoke } = subject.consent ?? {};

  unless(cannotRevoke)('makes the credentials worthless', async () => {
    const scene = await sceneOf(subject);
    const credentials = await signedIn(scene);
    await scene.oauth.revoke(credentials, scene.here.tools);
    const { renewal } = scene.here.provider;
    const dead = await failureOf(Promise.resolve(renewal?.renew(credentials, scene.here.tools)));
    expect(dead.kind).toBe('unauthorized');
  });

  it('may revoke twice', async () => {
    const scene = await sceneOf(subject);
    const credentials = await signedIn(scene);
    await scene.oauth.revoke(credentials, scene.here.tools);
    await expect(scene.oauth.revoke(credentials, scene.here.tools)).resolves.toBeUndefined();
  });

  it('may revoke a sign-in that was typed in', async () => {
    const { here, oauth } = await sceneOf(subject);
    await expect(oauth.revoke(subject.account.credentials, here.tools)).resolves.toBeUndefined();
  });
}

/** Sign-in on the vendor's own page. */
export const consentGroup: Group = {
  name: 'sign-in on the vendor’s page',
  needs: [],
  tests: (subject) => {
    it('is there exactly where the subject says that the vendor has it', async () => {
      const { oauth } = (await stage(subject)).provider;
      expect(oauth !== undefined).toBe(subject.consent !== undefined);
    });
    if (!subject.consent) return;
    pageTests(subject);
    exchangeTests(subject);
    revokeTests(subject);
  },
};
