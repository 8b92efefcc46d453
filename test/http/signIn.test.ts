import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { OAUTH_ROUTES } from '../../functions/src/entry/http/oauth/routes';
import type { Simulator } from '../simulators/core/simulator';
import { createLoyverse } from '../simulators/loyverse';
import * as loyverse from '../simulators/loyverse/seed';
import { createSquare } from '../simulators/square';
import * as square from '../simulators/square/seed';
import { createZoho } from '../simulators/zoho';
import * as zoho from '../simulators/zoho/seed';
import { MemoryWorld } from '../support/memoryWorld';
import { memorySite, ORIGIN } from '../support/memorySite';
import { simHttp } from '../support/simHttp';
import { agree, Browser } from './browser';

const PUBLIC_URL = 'https://pos.example.com';
const ONE = '/v1/tenants/demo/connections/till';

interface Vendor {
  create: (now: () => number, consent: object) => Simulator;
  clientId: string;
  clientSecret: string;
  /** One of several. */
  location: string;
}
const VENDORS: Record<string, Vendor> = {
  square: {
    create: (now, consent) =>
      createSquare({ now, redirectUris: [`${PUBLIC_URL}/oauth/square/callback`], ...consent }),
    ...{ clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET },
    location: square.PARK_LOCATION,
  },
  loyverse: {
    create: (now) => createLoyverse({ now, redirectUri: `${PUBLIC_URL}/oauth/loyverse/callback` }),
    ...{ clientId: loyverse.CLIENT_ID, clientSecret: loyverse.CLIENT_SECRET },
    location: loyverse.SECOND_STORE_ID,
  },
  zoho: {
    create: (now) => createZoho({ now, redirectUris: [`${PUBLIC_URL}/oauth/zoho/callback`] }),
    ...{ clientId: zoho.CLIENT_ID, clientSecret: zoho.CLIENT_SECRET },
    location: zoho.SECOND_LOCATION_ID,
  },
};

/** A tenant with an admin in front of a browser, and a vendor whose page and API are simulated. */
function aTenant(provider: string, { behindHosting = false, consent = {} } = {}) {
  const { create, location, ...app } = VENDORS[provider]!;
  const clock: { world?: MemoryWorld } = {};
  const simulator = create(() => clock.world?.clock ?? 0, consent);
  const world = new MemoryWorld(simHttp({ [provider]: simulator }), { [provider]: app });
  clock.world = world;
  const site = memorySite('api', [...API_ROUTES, ...OAUTH_ROUTES], world, { publicUrl: PUBLIC_URL });
  world.memberRows.set('demo/ada', 'admin').set('other/eve', 'owner');
  const token = site.identities.add('ada', { signedInAt: world.clock });
  const browser = new Browser(site.call, behindHosting);
  const ask = (method: string, path: string, body?: object, as = token) =>
    browser.send({ method, path, body, token: as });
  const start = () =>
    ask('POST', '/oauth/tenants/demo/connections/till/start', {
      ...{ provider, locationId: 'main', returnTo: `${ORIGIN}/connections?tab=pos` },
    });
  /** From the start to the way back. */
  async function signIn() {
    const started = await start();
    const path = await agree(simulator, String(started.body.url));
    return { path, back: await browser.send({ path }) };
  }
  const choose = (externalLocationId?: string, as?: string) =>
    ask('POST', `${ONE}/location`, { provider, externalLocationId }, as);
  return { ...site, world, simulator, browser, token, location, app, ask, start, signIn, choose };
}

type Tenant = ReturnType<typeof aTenant>;

/** Every text of a sign-in that is worth something: tokens, code, state, the secret of the registration. */
function secretsOf({ world, app }: Tenant, path: string): string[] {
  const query = new URLSearchParams(path.split('?')[1]);
  const held = JSON.stringify([...world.vaultRows.values()]);
  const tokens = [...held.matchAll(/"(?:accessToken|refreshToken)":"([^"]+)"/g)].map(([, one]) => one ?? '');
  return [app.clientSecret, query.get('code') ?? '', ...tokens];
}

/** What anybody could read but the vault. */
const readable = ({ world, browser }: Tenant) => {
  const { connectionRows, oauthStateRows, jobRows, noticeRows, logs, tasks } = world;
  const rows = [connectionRows, oauthStateRows, jobRows, noticeRows].map((map) => [...map]);
  return JSON.stringify([rows, logs, tasks, browser.seen]);
};

describe.each(Object.keys(VENDORS))('signing in on the page of %s', (provider) => {
  it('leads to a choice of its locations, and the choice to a connection that works', async () => {
    const tenant = aTenant(provider);
    const { world, signIn, choose, ask, location } = tenant;
    const { back, path } = await signIn();
    const page = `${ORIGIN}/connections?tab=pos&connectionId=till&status=choose_location`;
    expect([back.status, back.headers.location]).toEqual([303, page]);
    expect(world.connectionRows.size).toBe(0);
    const open = await choose();
    expect(open.body).toMatchObject({ code: 'location_needed' });
    expect((open.body.errors as { path: string }[]).map(({ path: id }) => id)).toContain(location);
    const secrets = secretsOf(tenant, path);
    const made = await choose(location);
    expect(made.body).toMatchObject({ id: 'till', status: 'active', externalLocationId: location });
    expect((await ask('POST', `${ONE}/test`)).body).toMatchObject({ ok: true });
    secrets.push(...secretsOf(tenant, path));
    expect(secrets.length).toBeGreaterThanOrEqual(6);
    expect(Math.min(...secrets.map(({ length }) => length))).toBeGreaterThan(5);
    for (const secret of secrets) expect(readable(tenant)).not.toContain(secret);
  });

  it('again finds the location that it had', async () => {
    const { world, signIn, choose, location } = aTenant(provider);
    await signIn();
    await choose(location);
    world.connectionRows.get('till')!.status = 'auth_failed';
    world.clock += 120_000;
    const { back } = await signIn();
    expect(String(back.headers.location)).toMatch(/&status=connected$/);
    expect(world.connectionRows.get('till')).toMatchObject({
      status: 'active',
      externalLocationId: location,
    });
  });

  it('works where only the cookie __session comes through', async () => {
    const { signIn, browser } = aTenant(provider, { behindHosting: true });
    expect((await signIn()).back.status).toBe(303);
    expect([...browser.cookies]).toEqual([]);
  });
});

describe('a sign-in on the POS’s own page', () => {
  it('with a single location is a connection at once', async () => {
    const tenant = aTenant('square', {
      consent: { consent: { merchantId: square.OTHER_MERCHANT_ID, allow: true } },
    });
    const { back } = await tenant.signIn();
    expect(String(back.headers.location)).toMatch(/&status=connected$/);
    expect(tenant.world.connectionRows.get('till')).toMatchObject({
      ...{ status: 'active', externalLocationId: square.OTHER_LOCATION },
    });
  });

  it('is used up by its way back, and its choice by the connection', async () => {
    const { signIn, browser, choose, location } = aTenant('square');
    const { path } = await signIn();
    expect((await browser.send({ path })).body.code).toBe('state_refused');
    expect((await choose(location)).status).toBe(200);
    expect((await choose(location)).body.code).toBe('not_found');
  });

  it('is chosen for by its tenant alone', async () => {
    const { signIn, call, identities, location, world } = aTenant('square');
    await signIn();
    const path = '/v1/tenants/other/connections/till/location';
    const body = { provider: 'square', externalLocationId: location };
    const token = identities.add('eve');
    const asked: string[] = [];
    world.vault.read = async ({ tenantId }) => void asked.push(tenantId);
    expect((await call({ method: 'POST', path, token, body })).status).toBe(404);
    expect(asked).toEqual(['other']);
  });

  it('lapses when nobody chooses', async () => {
    const { signIn, choose, world, location } = aTenant('square');
    await signIn();
    world.clock += 31 * 60_000;
    expect((await choose(location)).body.code).toBe('not_found');
    expect(world.connectionRows.size).toBe(0);
  });

  it('that the merchant declines leaves nothing behind', async () => {
    const tenant = aTenant('square', {
      consent: { consent: { merchantId: square.MERCHANT_ID, allow: false } },
    });
    const { back } = await tenant.signIn();
    expect(back.body.code).toBe('sign_in_refused');
    expect(tenant.world.vaultRows.size + tenant.world.connectionRows.size).toBe(0);
  });

  it('leaves a session of the browser as it is, and is tied to it', async () => {
    const { browser, token, signIn, start } = aTenant('square', { behindHosting: true });
    await browser.send({ method: 'POST', path: '/v1/session', token });
    const session = browser.cookies.get('__session');
    await start();
    const { back } = await signIn();
    expect([back.status, browser.cookies.get('__session')]).toEqual([303, session]);
  });
});
