import { DOORS, opened, OTHER, TIE } from './doors';

const DAY_MS = 24 * 3_600_000;

describe.each(Object.entries(DOORS))('%s: a genuine delivery', (_name, door) => {
  it('has the pull made due that it hints at, and no other', async () => {
    const { genuine, post, asked, pulls } = await opened(door);
    const got = await post(genuine());
    expect([got.status, got.body]).toEqual([200, { received: true }]);
    expect([await asked(), pulls()]).toEqual([door.due, [TIE]]);
    expect(await asked(OTHER)).toEqual([]);
  });

  it('that comes again is accepted and does nothing', async () => {
    const { genuine, post, pulls, world } = await opened(door);
    const once = genuine();
    await post(once);
    world.tasks = [];
    world.clock += 60_000;
    expect((await post(once)).status).toBe(200);
    expect(pulls()).toEqual([]);
  });

  it('is one of a burst that is pulled once', async () => {
    const { genuine, post, pulls, world } = await opened(door);
    for (let n = 0; n < 20; n += 1) expect((await post(genuine(`N${n}`))).status).toBe(200);
    expect(pulls()).toEqual([TIE]);
    expect(world.hooks.events.size).toBe(20);
  });

  it('after which we crash before it is recorded does its work when it comes again', async () => {
    const { genuine, post, asked, world } = await opened(door);
    const { ask } = world.pulls;
    world.pulls.ask = async () => {
      throw new Error('Firestore is away');
    };
    expect((await post(genuine())).status).toBe(500);
    world.pulls.ask = ask;
    expect((await post(genuine())).status).toBe(200);
    expect(await asked()).toEqual(door.due);
  });

  it.each(['paused', 'auth_failed', 'disconnected'] as const)(
    'is accepted and not acted on while the connection is %s',
    async (status) => {
      const { genuine, post, pulls, world } = await opened(door);
      const row = world.connectionRows.get(TIE.connectionId);
      if (row) row.status = status;
      expect((await post(genuine())).status).toBe(200);
      expect(pulls()).toEqual([]);
    },
  );
});

describe.each(Object.entries(DOORS).filter(([, { at }]) => at === 'connection'))('%s', (_name, door) => {
  const webhook = `/v1/tenants/${TIE.tenantId}/connections/${TIE.connectionId}/webhook`;

  it('has an address that is stored as a hash alone', async () => {
    const { genuine, world } = await opened(door);
    const token = genuine().path.split('/').at(-1) ?? '';
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify([...world.hooks.routes])).not.toContain(token);
  });

  it('has no address any more once another one was made, or it was closed', async () => {
    const { genuine, post, api, pulls } = await opened(door);
    const token = api.identities.add('own');
    const first = genuine();
    const again = await api.call({ method: 'POST', path: webhook, token, body: {} });
    expect([again.status, (await post(first)).status]).toEqual([200, 404]);
    const second = { ...first, path: new URL(String(again.body.url)).pathname };
    await api.call({ method: 'DELETE', path: webhook, token });
    expect([(await post(second)).status, pulls()]).toEqual([404, []]);
    const { body } = await api.call({ path: webhook, token });
    expect(body).toEqual({ open: false, signed: false });
  });

  it('has no address any more once it is disconnected', async () => {
    const { genuine, post, api, world } = await opened(door);
    const token = api.identities.add('own');
    const path = `/v1/tenants/${TIE.tenantId}/connections/${TIE.connectionId}`;
    expect((await api.call({ method: 'DELETE', path, token })).status).toBe(200);
    expect((await post(genuine())).status).toBe(404);
    expect([...world.hooks.routes.values()]).toHaveLength(1);
  });

  it('is shown to admins alone', async () => {
    const { api, world } = await opened(door);
    world.memberRows.set('own/sam', 'staff');
    const token = api.identities.add('sam');
    expect((await api.call({ method: 'POST', path: webhook, token, body: {} })).status).toBe(403);
    const other = api.identities.add('other');
    expect((await api.call({ method: 'POST', path: webhook, token: other, body: {} })).status).toBe(404);
  });

  it('says nothing about an account that is not its connection’s', async () => {
    const { genuine, post, asked } = await opened(door);
    const { status } = await post(genuine('E1', 'own-till', 'M2'));
    expect(status).toBe(200);
    const names = ['square', 'loyverse', 'zoho'].includes(door.provider);
    expect(await asked()).toEqual(names ? [] : door.due);
    expect(await asked(OTHER)).toEqual([]);
  });
});

describe('the application’s address', () => {
  const door = DOORS['Square, application'];
  if (!door) throw new Error('There is no such door.');

  it('reaches every connection of the account, at any tenant', async () => {
    const { genuine, post, asked, world } = await opened(door);
    const other = world.connectionRows.get(OTHER.connectionId);
    if (other) other.accountId = 'M1';
    await post(genuine());
    expect([await asked(), await asked(OTHER)]).toEqual([['orders'], ['orders']]);
  });

  it('accepts an event of an account that nobody works with, and writes nothing', async () => {
    const { genuine, post, pulls } = await opened(door);
    expect((await post(genuine('E1', 'own-till', 'M3'))).status).toBe(200);
    expect(pulls()).toEqual([]);
  });

  it('is closed while the operator has set no secret', async () => {
    const { genuine, post, world } = await opened(door);
    world.app = () => ({ clientId: 'id', clientSecret: 'secret' });
    expect((await post(genuine())).status).toBe(404);
  });

  it('forgets an event when its time is over', async () => {
    const { genuine, post, pulls, world } = await opened(door);
    await post(genuine());
    world.tasks = [];
    world.clock += 4 * DAY_MS;
    await post(genuine());
    expect(pulls()).toEqual([TIE]);
  });
});

describe('Dine: a delivery', () => {
  const door = DOORS.Dine;
  if (!door) throw new Error('There is no such door.');

  it.each([-6, 6])('whose time is %i minutes from ours is a replay', async (minutes) => {
    const { genuine, post, pulls, world } = await opened(door);
    const old = genuine();
    world.clock -= minutes * 60_000;
    expect([(await post(old)).status, pulls()]).toEqual([404, []]);
  });
});
