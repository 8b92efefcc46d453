import { localReceivers } from '../../functions/src/entry/localReceivers';
import { aShop, BASE, closeReceivers } from './eventShop';

const HOUR_MS = 3_600_000;
const LIST = '/v1/tenants/own/events';
afterEach(closeReceivers);

interface Row {
  id: string;
  type: string;
  data: Record<string, string>;
  deliveries: { endpointId: string; state: string; tries: number; status?: number; retryAt?: number }[];
}
type Shop = Awaited<ReturnType<typeof aShop>>;

async function list({ call, token }: Shop, query: Record<string, string> = {}) {
  const path = `${LIST}?${new URLSearchParams(query).toString()}`;
  const { status, body } = await call({ path, token });
  const { events = [], next } = body as { events?: Row[]; next?: string };
  return { status, events, next };
}

describe('the list of events', () => {
  it('says how each fared at whom', async () => {
    const shop = await aShop();
    const { world, own, tell, endpoint } = shop;
    await tell('7');
    await world.settle();
    own.answer = 503;
    world.clock += 1_000;
    await tell('8');
    await world.settle();
    const { events } = await list(shop);
    expect(events.map(({ type, data }) => [type, data.orderId])).toEqual([
      ['order.synced', '8'],
      ['order.synced', '7'],
    ]);
    expect(events.flatMap(({ deliveries }) => deliveries)).toMatchObject([
      { endpointId: endpoint.id, state: 'retrying', tries: 1, status: 503, retryAt: world.clock + 5_000 },
      { endpointId: endpoint.id, state: 'delivered', tries: 1, status: 200 },
    ]);
    await world.settle(world.clock + 72 * HOUR_MS);
    expect((await list(shop)).events[0]?.deliveries).toMatchObject([{ state: 'given_up', tries: 13 }]);
  });

  it('comes in pages that show each once, whatever has happened since', async () => {
    const shop = await aShop();
    const { world, tell } = shop;
    for (let n = 0; n < 7; n += 1) {
      await tell(`order-${n}`);
      world.clock += n % 2;
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(shop, { limit: '2', ...(cursor !== undefined && { cursor }) });
      seen.push(...page.events.map(({ data }) => data.orderId ?? ''));
      cursor = page.next;
      world.clock += 1_000;
      await tell(`later-${seen.length}`);
    } while (cursor !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    expect(['order-0', 'order-1']).toContain(seen.at(-1));
  });

  it.each(['nonsense', 'W10', Buffer.from('["x",1,"a/b"]').toString('base64url')])(
    'takes no cursor that is not its own: %s',
    async (cursor) => expect((await list(await aShop(), { cursor })).status).toBe(400),
  );

  it('is of the tenant alone', async () => {
    const shop = await aShop();
    await shop.tell('7');
    shop.world.memberRows.set('other/eve', 'owner');
    const token = shop.identities.add('eve');
    expect(await list({ ...shop, token })).toMatchObject({ status: 404, events: [] });
    const { body } = await shop.call({ path: '/v1/tenants/other/events', token });
    expect(body).toEqual({ events: [] });
  });
});

describe('one event', () => {
  it('is sent again under its id', async () => {
    const shop = await aShop();
    const { world, came, tell, ask } = shop;
    await tell('7');
    await tell('8');
    await world.settle();
    const [one] = (await list(shop)).events;
    world.clock += 1_000;
    const { body } = await ask('POST', `/events/${one?.id}/replay`);
    await world.settle();
    expect([body, came.length, came.at(-1)?.headers['webhook-id']]).toEqual([{ sent: 1 }, 3, one?.id]);
  });

  it('that there is not is not found, nor is one of another tenant', async () => {
    const { ask, world, tell, call, identities, endpoint } = await aShop();
    await tell('7');
    expect((await ask('POST', '/events/nothing/replay')).status).toBe(404);
    const [id] = [...world.outbox.events.values()].map((event) => event.id);
    world.memberRows.set('other/eve', 'owner');
    const token = identities.add('eve');
    for (const [tenant, own] of [
      ['own', endpoint.id],
      ['other', endpoint.id],
    ]) {
      const path = `/v1/tenants/${tenant}/event-endpoints/${own}/events/${id}/replay`;
      expect((await call({ method: 'POST', path, token })).status).toBe(404);
    }
    expect(world.tasks).toHaveLength(1);
  });

  it('is not sent where it is not wanted, nor where nobody listens any more', async () => {
    const { ask, world, own, tell, call, token } = await aShop();
    const body = { url: 'https://hooks.shop.com/other', types: ['order.failed'] };
    const made = await call({ method: 'POST', path: BASE, token, body });
    const { endpoint } = made.body as { endpoint: { id: string } };
    own.answer = 410;
    await tell('7');
    await world.settle();
    const [id] = [...world.outbox.events.values()].map((event) => event.id);
    const path = `${BASE}/${endpoint.id}/events/${id}/replay`;
    expect((await call({ method: 'POST', path, token })).status).toBe(409);
    expect((await ask('POST', `/events/${id}/replay`)).status).toBe(409);
  });
});

describe('a receiver on this very machine', () => {
  const LOCAL = { FUNCTIONS_EMULATOR: 'true', FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080' };
  const wanted = 'http://127.0.0.1:4000/hook, https://localhost:4001,http://[::1]:9';

  it('is taken in a local run that names it', () =>
    expect(localReceivers({ ...LOCAL, TILLBRIDGE_LOCAL_RECEIVERS: wanted })).toEqual([
      'http://127.0.0.1:4000',
      'https://localhost:4001',
      'http://[::1]:9',
    ]));

  it.each([
    ['a deployed function', {}],
    ['one that somebody told it is an emulator', { FUNCTIONS_EMULATOR: 'true' }],
    ['one with an emulator for a database', { FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080' }],
    ['one that says so otherwise', { ...LOCAL, FUNCTIONS_EMULATOR: '1' }],
  ])('is never one of %s', (_, env) =>
    expect(localReceivers({ ...env, TILLBRIDGE_LOCAL_RECEIVERS: wanted })).toEqual([]),
  );

  it.each([
    'http://10.0.0.1',
    'http://169.254.169.254',
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
    'http://evil.com#127.0.0.1',
    'http://127.0.0.2',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'nonsense',
    '',
  ])('is not %s, even then', (origin) =>
    expect(localReceivers({ ...LOCAL, TILLBRIDGE_LOCAL_RECEIVERS: origin })).toEqual([]),
  );

  it('takes events at its own origin and port, and at no other', async () => {
    const { world, url, call, token } = await aShop();
    world.localReceivers = [url];
    const add = (address: string) =>
      call({ method: 'POST', path: BASE, token, body: { url: address, types: [] } });
    expect((await add(`${url}/hook`)).status).toBe(200);
    const { port } = new URL(url);
    for (const address of [`http://localhost:${port}`, 'http://127.0.0.1:1', `https://127.0.0.1:${port}`])
      expect((await add(address)).status).toBe(400);
  });
});
