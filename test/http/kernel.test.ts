import { routes } from '../../functions/src/entry/http/api/session';
import type { Route } from '../../functions/src/entry/http/route';
import type { HttpSettings } from '../../functions/src/entry/http/settings';
import { MemoryWorld } from '../support/memoryWorld';
import { memorySite, ORIGIN } from '../support/memorySite';

function aSite(settings: Partial<HttpSettings> = {}) {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  const site = memorySite('api', routes, world, settings);
  return { ...site, world, token: site.identities.add('ada', { signedInAt: world.clock }) };
}
const ME = { path: '/v1/session' };

describe('every reply', () => {
  it('says that nobody may keep, frame or guess at it', async () => {
    const { call, token } = aSite();
    for (const sent of [{ ...ME, token }, ME, { path: '/nowhere' }])
      expect((await call(sent)).headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-type': expect.stringMatching(/; charset=utf-8$/) as string,
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'strict-transport-security': expect.stringContaining('max-age=') as string,
      });
  });

  it('may be read by pages of configured origins, and by no other', async () => {
    const { call } = aSite();
    const from = async (origin: string) => (await call({ ...ME, headers: { origin } })).headers;
    expect((await from(ORIGIN))['access-control-allow-origin']).toBe(ORIGIN);
    for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`, ORIGIN.toUpperCase()])
      expect(await from(origin)).not.toHaveProperty('access-control-allow-origin');
  });

  it('names the other methods of a path', async () => {
    const got = await aSite().call({ ...ME, method: 'PATCH' });
    expect([got.status, got.headers.allow]).toEqual([405, 'POST, DELETE, GET']);
  });
});

describe('App Check, where it is demanded', () => {
  it('lets in a genuine app only', async () => {
    const { call, token } = aSite({ appCheck: true });
    const by = async (app: Record<string, string>) => (await call({ ...ME, token, headers: app })).status;
    expect(await by({})).toBe(403);
    expect(await by({ 'x-firebase-appcheck': 'forged' })).toBe(403);
    expect(await by({ 'x-firebase-appcheck': 'genuine' })).toBe(200);
  });
});

describe('a session', () => {
  it('takes a sign-in of the last minutes', async () => {
    const { call, token, world } = aSite();
    expect((await call({ ...ME, method: 'POST', token })).status).toBe(200);
    world.clock += 6 * 60_000;
    expect((await call({ ...ME, method: 'POST', token })).status).toBe(401);
  });

  it('that was ended reads on for a minute at most', async () => {
    const { call, token, world, identities } = aSite();
    const cookie = `session:${token}`;
    const read = async () => (await call({ ...ME, cookie })).status;
    expect(await read()).toBe(200);
    identities.ended.add('ada');
    world.clock += 60_000;
    expect([await read(), await read()]).toEqual([401, 401]);
  });
});

describe('the log', () => {
  it('says who was refused what, and who opened a session; of mistakes it says nothing at that level', async () => {
    const { call, token, world } = aSite();
    const noted = () => world.logs.filter(({ level }) => level === 'info').splice(0);
    await call(ME);
    expect(noted()).toMatchObject([{ message: 'Refused a request', fields: { code: 'unauthenticated' } }]);
    world.logs.length = 0;
    await call({ ...ME, method: 'POST', token });
    expect(noted()).toMatchObject([{ message: 'A session was opened', fields: { uid: 'ada' } }]);
    world.clock += 6 * 60_000;
    world.logs.length = 0;
    await call({ ...ME, method: 'POST', token });
    expect(noted()).toMatchObject([{ message: 'Refused a request', fields: { uid: 'ada', method: 'POST' } }]);
    world.logs.length = 0;
    await call({ ...ME, method: 'PATCH', token });
    await call({ path: '/nowhere' });
    expect(noted()).toEqual([]);
  });
});

describe('a defect', () => {
  it('is told in general words; what it says stays out of the reply, and its name alone is logged', async () => {
    const words = 'at /srv/secret.ts with the token canary-of-a-defect';
    const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
    const broken = routes.map((one): Route => ({
      ...one,
      handle: async () => {
        throw new TypeError(words);
      },
    }));
    const { call, identities } = memorySite('api', broken, world);
    const got = await call({ ...ME, token: identities.add('ada') });
    expect([got.status, got.body.code]).toEqual([500, 'defect']);
    expect(got.text).not.toMatch(/canary|secret\.ts|TypeError/);
    expect(world.logs).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect(JSON.stringify(world.logs)).toContain('TypeError');
    expect(JSON.stringify(world.logs)).not.toMatch(/canary/);
  });
});
