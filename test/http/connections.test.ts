import { routes as connections } from '../../functions/src/entry/http/api/connections';
import { routes as members } from '../../functions/src/entry/http/api/members';
import { routes as sync } from '../../functions/src/entry/http/api/sync';
import { OAUTH_ROUTES } from '../../functions/src/entry/http/oauth/routes';
import type { Connection } from '../../functions/src/model/connection';
import { createSquare } from '../simulators/square';
import * as square from '../simulators/square/seed';
import { MemoryWorld } from '../support/memoryWorld';
import { memorySite, type Got } from '../support/memorySite';
import { simHttp } from '../support/simHttp';

const APP = { clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET };
const ONE = '/v1/tenants/demo/connections/sq';
const SIGN_IN = { provider: 'square', locationId: 'main', credentials: { accessToken: square.ACCESS_TOKEN } };

function aSite() {
  const simulator = createSquare();
  const world = new MemoryWorld(simHttp({ square: simulator }), { square: APP });
  const routes = [...connections, ...members, ...sync, ...OAUTH_ROUTES];
  const site = memorySite('api', routes, world);
  world.memberRows.set('demo/ada', 'owner');
  const token = site.identities.add('ada');
  const replies: Got[] = [];
  const ask = async (method: string, path: string, body?: unknown): Promise<Got> => {
    const got = await site.call({ method, path, body, token });
    replies.push(got);
    return got;
  };
  const connect = () => ask('PUT', ONE, { ...SIGN_IN, externalLocationId: square.MAIN_LOCATION });
  return { ...site, world, ask, connect, replies, simulator };
}

describe('a connection', () => {
  it('is made with a sign-in that the POS accepts, and an existing location of it', async () => {
    const { ask, connect, world } = aSite();
    const several = await ask('PUT', ONE, SIGN_IN);
    expect([several.status, several.body.code]).toEqual([422, 'location_needed']);
    expect(JSON.stringify(several.body.errors)).toContain(square.MAIN_LOCATION);
    expect(world.connectionRows.size).toBe(0);
    const made = await connect();
    expect(made).toMatchObject({
      status: 200,
      body: { id: 'sq', status: 'active', accountId: square.MERCHANT_ID },
    });
    expect((await ask('GET', '/v1/tenants/demo/connections')).body.connections).toHaveLength(1);
  });

  it('is refused with a sign-in that is no good, whose text is not repeated', async () => {
    const { ask, world } = aSite();
    const bad = { ...SIGN_IN, credentials: { accessToken: 'EAAA-canary-wrong-token' } };
    const got = await ask('PUT', ONE, bad);
    expect([got.status, got.body.code]).toEqual([422, 'sign_in_refused']);
    expect(got.text).not.toContain('canary');
    expect(world.connectionRows.size + world.vaultRows.size).toBe(0);
  });

  it('is paused and resumed, tested, and disconnected: then its sign-in is gone here', async () => {
    const { ask, connect, world } = aSite();
    await connect();
    expect((await ask('POST', `${ONE}/pause`)).body.status).toBe('paused');
    expect((await ask('POST', `${ONE}/resume`)).body.status).toBe('active');
    expect((await ask('POST', `${ONE}/test`)).body).toMatchObject({ ok: true });
    const ended = await ask('DELETE', ONE);
    expect(ended.body).toMatchObject({ connection: { status: 'disconnected' }, access: 'asked' });
    expect(world.vaultRows.size).toBe(0);
    expect((await ask('POST', `${ONE}/resume`)).status).toBe(409);
    expect((await ask('POST', `${ONE}/test`)).body).toMatchObject({
      ok: false,
      error: { code: 'unauthorized' },
    });
    expect((await connect()).body.status).toBe('active');
  });

  it('of an account that another tenant works with ends here alone', async () => {
    const { ask, world } = aSite();
    const { ACCESS_TOKEN: accessToken, REFRESH_TOKEN: refreshToken, MERCHANT_ID: merchantId } = square;
    const signIn = { ...SIGN_IN, credentials: { accessToken, refreshToken, merchantId } };
    const body = { ...signIn, externalLocationId: square.MAIN_LOCATION };
    const mine = (await ask('PUT', ONE, body)).body as unknown as Connection;
    world.connectionRows.set('theirs', { ...mine, id: 'theirs', tenantId: 'other' });
    expect((await ask('DELETE', ONE)).body.access).toBe('kept');
    expect((await ask('PUT', ONE, body)).status).toBe(200);
  });

  it('of another location of an account begins with the links of the first', async () => {
    const { ask, connect, world } = aSite();
    await connect();
    world.linkRows.set('sq', { 'p:soup': { itemId: 'i', variationId: 'v', pushedPrice: 5 } });
    await ask('PUT', ONE.replace('/sq', '/park'), { ...SIGN_IN, externalLocationId: square.PARK_LOCATION });
    expect(world.linkRows.get('park')).toEqual({ 'p:soup': { itemId: 'i', variationId: 'v' } });
  });

  it('made by OAuth ends at the vendor, too, when it is disconnected', async () => {
    const { ask, world } = aSite();
    const { ACCESS_TOKEN: accessToken, REFRESH_TOKEN: refreshToken, MERCHANT_ID: merchantId } = square;
    const signIn = { ...SIGN_IN, credentials: { accessToken, refreshToken, merchantId } };
    const body = { ...signIn, externalLocationId: square.MAIN_LOCATION };
    expect((await ask('PUT', ONE, body)).status).toBe(200);
    expect((await ask('DELETE', ONE)).body.access).toBe('asked');
    expect(world.vaultRows.size).toBe(0);
    expect((await ask('PUT', ONE, body)).body.code).toBe('sign_in_refused');
  });

  it('changes settings by name, keeps the others, and names what is wrong', async () => {
    const { ask, connect } = aSite();
    await connect();
    const patched = await ask('PATCH', `${ONE}/settings`, { autoSync: false, prices: { enabled: true } });
    expect(patched.body.settings).toMatchObject({
      autoSync: false,
      prices: { enabled: true, frequency: 'realtime' },
    });
    const again = await ask('PATCH', `${ONE}/settings`, { prices: { frequency: 'hourly' } });
    expect(again.body.settings).toMatchObject({
      autoSync: false,
      prices: { enabled: true, frequency: 'hourly' },
    });
    const wrong = await ask('PATCH', `${ONE}/settings`, { autoSink: true });
    expect([wrong.status, wrong.body.errors]).toEqual([
      400,
      [{ path: 'autoSink', message: 'There is no such field' }],
    ]);
    const type = await ask('PATCH', `${ONE}/settings`, { holdAfterMinutes: -1 });
    expect([type.status, JSON.stringify(type.body.errors)]).toEqual([
      400,
      expect.stringContaining('holdAfterMinutes'),
    ]);
  });

  it.each<[object, string]>([
    [{ prices: { enabld: true } }, 'prices.enabld'],
    [{ retry: { delaysMs: 'soon' } }, 'retry.delaysMs'],
    [{ exportGate: { on: 'never' } }, 'exportGate'],
    [{ exportGate: { on: 'status', status: 'placed' } }, 'exportGate.status'],
    [{ exportGate: { on: 'status' } }, 'exportGate.statuses'],
    [{ pos: { prepTimeMinutes: 'ten' } }, 'pos.prepTimeMinutes'],
    [{ pos: { prepTimeMinuts: 10 } }, 'pos.prepTimeMinuts'],
    [{ __proto__: null, constructor: {} }, 'constructor'],
  ])('refuses the settings %j, by name, and changes none of them', async (patch, path) => {
    const { ask, connect, world } = aSite();
    await connect();
    const before = structuredClone(world.connectionRows.get('sq'));
    const { status, body } = await ask('PATCH', `${ONE}/settings`, { ...patch, autoSync: false });
    expect([status, (body.errors as { path: string }[]).map((error) => error.path)]).toEqual([400, [path]]);
    expect(world.connectionRows.get('sq')).toEqual(before);
  });

  it('takes a setting back to its default by null, at any depth', async () => {
    const { ask, connect } = aSite();
    await connect();
    const set = {
      holdAfterMinutes: 5,
      prices: { frequency: 'hourly' },
      pos: { prepTimeMinutes: 5, taxId: 'T' },
    };
    await ask('PATCH', `${ONE}/settings`, set);
    const back = { holdAfterMinutes: null, prices: { frequency: null }, pos: { taxId: null } };
    expect((await ask('PATCH', `${ONE}/settings`, back)).body.settings).toMatchObject({
      ...{ holdAfterMinutes: 360, prices: { frequency: 'realtime' }, pos: { prepTimeMinutes: 5 } },
    });
  });

  it('never shows a secret, in any reply or log line', async () => {
    const { ask, connect, replies, world } = aSite();
    await connect();
    for (const [method, path] of [
      ['GET', ONE],
      ['POST', `${ONE}/test`],
      ['POST', `${ONE}/pause`],
      ['DELETE', ONE],
    ] as const)
      await ask(method, path);
    await ask('PUT', ONE, { ...SIGN_IN, surplus: square.ACCESS_TOKEN });
    const said = JSON.stringify([replies, world.logs]);
    for (const secret of [square.ACCESS_TOKEN, square.REFRESH_TOKEN, square.APPLICATION_SECRET])
      expect(said).not.toContain(secret);
  });
});

describe('a manual sync', () => {
  it('answers with what is under way beyond its time, and with the end once it is there', async () => {
    const { ask, connect, world } = aSite();
    await connect();
    const started = await ask('POST', '/v1/tenants/demo/sync', { capabilities: ['metadata'] });
    expect(started.body.results).toMatchObject([{ connectionId: 'sq', state: 'started' }]);
    await world.settle(world.clock + 60_000);
    const [ended] = (await ask('GET', '/v1/tenants/demo/sync')).body.results as { capabilities: object[] }[];
    expect(ended?.capabilities).toContainEqual(
      expect.objectContaining({ capability: 'metadata', waiting: false, failures: 0 }),
    );
  });

  it('skips a connection that is paused, and says so', async () => {
    const { ask, connect } = aSite();
    await connect();
    await ask('POST', `${ONE}/pause`);
    const { body } = await ask('POST', '/v1/tenants/demo/sync', {});
    expect(body.results).toMatchObject([{ state: 'skipped', why: 'The connection is paused.' }]);
  });
});

describe('the members of a tenant', () => {
  it('are an owner’s to manage, and the last owner stays', async () => {
    const { ask } = aSite();
    const members = '/v1/tenants/demo/members';
    expect((await ask('PUT', `${members}/bob`, { role: 'staff' })).body).toEqual({
      uid: 'bob',
      role: 'staff',
    });
    expect((await ask('PUT', `${members}/ada`, { role: 'viewer' })).body.code).toBe('conflict');
    expect((await ask('DELETE', `${members}/ada`)).status).toBe(409);
    expect((await ask('DELETE', `${members}/bob`)).body).toEqual({ removed: true });
    expect((await ask('DELETE', `${members}/bob`)).status).toBe(404);
  });

  it('are what they are made, at once', async () => {
    const { ask, call, identities } = aSite();
    const token = identities.add('bob');
    const sync = () => call({ method: 'POST', path: '/v1/tenants/demo/sync', body: {}, token });
    await ask('PUT', '/v1/tenants/demo/members/bob', { role: 'staff' });
    expect((await sync()).status).toBe(200);
    await ask('PUT', '/v1/tenants/demo/members/bob', { role: 'viewer' });
    expect((await sync()).status).toBe(403);
    await ask('DELETE', '/v1/tenants/demo/members/bob');
    expect((await sync()).status).toBe(404);
  });
});

describe('what makes a POS work', () => {
  it('is limited over all instances, with the time to come back', async () => {
    const { ask, connect } = aSite();
    await connect();
    const all = [];
    for (let asked = 0; asked < 12; asked += 1) all.push(await ask('POST', `${ONE}/test`));
    const [refused] = all.filter(({ status }) => status === 429);
    expect(refused?.body.code).toBe('too_many_requests');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  });
});
