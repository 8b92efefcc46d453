import { routes as jobs } from '../../functions/src/entry/http/api/jobs';
import { routes as mapping } from '../../functions/src/entry/http/api/mapping';
import { routes as orders } from '../../functions/src/entry/http/api/orders';
import { routes as prices } from '../../functions/src/entry/http/api/prices';
import { freshCapability, freshState } from '../../functions/src/model/pullState';
import { ROLES, type Role } from '../../functions/src/model/role';
import { anItem } from '../plan/mapping/shelves';
import { memorySite, type Sent } from '../support/memorySite';
import { anOrder } from '../support/orders';
import { loyverseShop, ORDER } from '../support/shop';

const ROUTES = [...mapping, ...orders, ...jobs, ...prices];
const TENANT = '/v1/tenants/demo';
const C1 = `${TENANT}/connections/c1`;

/** A shop with an order in the POS and one that lacks a link, and a person of every role. */
async function aSite() {
  const shop = loyverseShop({ prices: { enabled: true, frequency: 'manual' } });
  const { world } = shop;
  world.put(ORDER, anOrder());
  await world.settle();
  world.linkRows.set('c1', {});
  world.put('tenants/demo/orders/o2', anOrder({ number: '1043' }));
  world.putProduct('demo', 'soup', { name: 'Lentil soup', sku: 'SOUP', price: 650 });
  world.pulled.records.set('c1/catalog/i', { ...anItem('i', { name: '=Soup', sku: 'soup', price: 650 }) });
  const state = freshState();
  state.capabilities.catalog = { ...freshCapability(), lastCompleteAt: world.clock };
  world.pulled.states.set('c1', { state, version: 1 });
  await world.settle();
  const { call, identities } = memorySite('api', ROUTES, world);
  const tokens = Object.fromEntries(ROLES.map((role) => [role, identities.add(role)]));
  for (const role of ROLES) world.memberRows.set(`demo/${role}`, role);
  const as = (role: Role, method: string, path: string, body?: unknown, extra: Partial<Sent> = {}) =>
    call({ method, path, body, token: tokens[role], ...extra });
  return { ...shop, as, stuck: world.job('tenants/demo/orders/o2')?.id ?? '' };
}

const csv = (query = '') =>
  [`${C1}/mapping/links.csv${query}`, { headers: { 'content-type': 'text/csv' } }] as const;

describe('the mapping by HTTP', () => {
  it('shows, links, exports, imports and unlinks', async () => {
    const { as, world } = await aSite();
    const list = await as('viewer', 'GET', `${C1}/mapping?status=unmapped&limit=1`);
    expect(list.body).toMatchObject({
      counts: { mapped: 0, unmapped: 1, suspicious: 0 },
      rows: [{ productId: 'soup', suggestions: [{ score: 0.925, evidence: ['sku', 'price'] }] }],
      complete: true,
    });
    const dry = await as('staff', 'POST', `${C1}/mapping/link-suggested`, { dryRun: true });
    expect(dry.body).toMatchObject({ linked: [{ productId: 'soup' }] });
    expect(world.linkRows.get('c1')).toEqual({});
    const link = { productId: 'soup', posVariationId: 'i-1' };
    const linked = await as('staff', 'PUT', `${C1}/mapping/links`, link);
    expect(linked.body).toEqual({
      link: { posItemId: 'i', posVariationId: 'i-1', name: '=Soup' },
      elsewhere: [],
    });
    const file = await as('viewer', 'GET', csv()[0]);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.text).toContain(
      "soup,,,i,i-1,Lentil soup,suspicious,'=Soup\r\n".replace('suspicious', 'mapped'),
    );
    const gone = await as('staff', 'POST', `${C1}/mapping/unlink`, { productId: 'soup' });
    expect(gone.body).toEqual({ elsewhere: [] });
    const [path, extra] = csv('?dryRun=false');
    const back = await as('staff', 'POST', path, `${file.text}dal,,,,x,,,\r\n`, extra);
    expect(back.body).toMatchObject({
      linked: 1,
      errors: [{ line: 3, message: 'the menu has no such product' }],
    });
    expect(world.linkRows.get('c1')).toMatchObject({ 'p:soup': { variationId: 'i-1' } });
  });

  it('searches the POS by words or by SKU, by one of them', async () => {
    const { as } = await aSite();
    const bySku = await as('staff', 'GET', `${C1}/mapping/search?sku=Soup`);
    expect(bySku.body).toMatchObject({ from: 'pulled', offers: [{ posVariationId: 'i-1' }] });
    expect((await as('staff', 'GET', `${C1}/mapping/search`)).status).toBe(400);
    expect((await as('staff', 'GET', `${C1}/mapping/search?q=a&sku=b`)).status).toBe(400);
  });

  it.each<[string, unknown, number]>([
    ['neither product nor modifier', { posVariationId: 'i-1' }, 400],
    ['both', { productId: 'a', modifierId: 'b', posVariationId: 'i-1' }, 400],
    ['an unknown field', { productId: 'soup', posVariationId: 'i-1', price: 1 }, 400],
    ['an unknown product', { productId: 'nothing', posVariationId: 'i-1' }, 422],
  ])('refuses a link with %s', async (_what, body, status) => {
    const { as } = await aSite();
    expect((await as('staff', 'PUT', `${C1}/mapping/links`, body)).status).toBe(status);
  });
});

describe('orders and jobs by HTTP', () => {
  it('sends, retries, stops, and tells what happened', async () => {
    const { as, stuck } = await aSite();
    const sent = await as('staff', 'POST', `${TENANT}/orders/o1/sync`, {});
    expect(sent.body).toMatchObject({ connections: [{ connectionId: 'c1', outcome: 'already' }] });
    const history = await as('viewer', 'GET', `${TENANT}/jobs?status=needs_mapping`);
    expect(history.body).toMatchObject({ jobs: [{ jobId: stuck, orderId: 'o2', status: 'needs_mapping' }] });
    const retried = await as('staff', 'POST', `${TENANT}/jobs/${stuck}/retry`, {});
    expect(retried.body).toEqual({ outcome: 'sent' });
    const many = await as('staff', 'POST', `${TENANT}/jobs/retry`, { jobIds: [stuck] });
    expect(many.body).toMatchObject({ results: [{ jobId: stuck, outcome: 'on_its_way' }], left: 0 });
    expect((await as('staff', 'POST', `${TENANT}/jobs/${stuck}/cancel`)).body).toEqual({ cancelled: true });
    expect((await as('staff', 'POST', `${TENANT}/jobs/${stuck}/cancel`)).status).toBe(409);
    const timeline = await as('staff', 'GET', `${TENANT}/orders/o2/timeline`);
    const events = timeline.body.events as { what: string; outcome?: string }[];
    expect(events.filter(({ what }) => what === 'attempt').map(({ outcome }) => outcome)).toEqual([
      'parked',
      'cancelled',
    ]);
    expect((await as('staff', 'GET', `${TENANT}/orders/none/timeline`)).status).toBe(404);
  });

  it('shows the words of a POS to staff and not to viewers', async () => {
    const { as } = await aSite();
    const words = 'No POS item for';
    expect((await as('staff', 'GET', `${TENANT}/orders/o2/timeline`)).text).toContain(words);
    expect((await as('viewer', 'GET', `${TENANT}/orders/o2/timeline`)).text).not.toContain(words);
    expect((await as('viewer', 'GET', `${TENANT}/jobs`)).text).not.toContain(words);
  });

  it('adds up', async () => {
    const { as, world } = await aSite();
    const stats = await as('viewer', 'GET', `${TENANT}/jobs/stats`);
    expect(stats.body).toMatchObject({ total: 2, counts: { synced: 1, needs_mapping: 1 }, successRate: 0.5 });
    const before = new Date(world.clock - 3_600_000).toISOString();
    const none = await as('viewer', 'GET', `${TENANT}/jobs/stats?to=${before}`);
    expect(none.body).toMatchObject({ total: 0 });
  });

  it.each(['status=lost', 'limit=0', 'limit=9999', 'from=yesterday', 'cursor=x', 'other=1'])(
    'refuses a history with %s',
    async (query) => {
      const { as } = await aSite();
      expect((await as('viewer', 'GET', `${TENANT}/jobs?${query}`)).status).toBe(400);
    },
  );
});

describe('prices by HTTP', () => {
  it('show what waits, push it, and change how', async () => {
    const { as, world } = await aSite();
    expect((await as('viewer', 'GET', `${C1}/prices`)).body).toMatchObject({
      active: true,
      queue: { due: 0, manual: 1, unlinked: 0, refused: 0 },
    });
    const pushed = await as('staff', 'POST', `${C1}/prices/push`, { productIds: ['soup'] });
    expect(pushed.body).toEqual({ released: 1 });
    await world.settle(world.clock + 10_000);
    const history = await as('staff', 'GET', `${C1}/prices/history`);
    expect(history.body).toMatchObject({ attempts: [{ number: 1, outcome: 'done' }], refused: [] });
    const settings = await as('admin', 'PATCH', `${C1}/prices/settings`, { frequency: 'hourly' });
    expect(settings.body).toMatchObject({ frequency: 'hourly', enabled: true });
    expect((await as('viewer', 'GET', `${C1}/prices/settings`)).body).toEqual(settings.body);
    expect((await as('staff', 'POST', `${C1}/prices/retry`, {})).body).toEqual({ released: 0 });
  });
});

describe('who may do what', () => {
  const READS = [
    `${C1}/mapping`,
    `${C1}/mapping/links.csv`,
    `${TENANT}/jobs`,
    `${TENANT}/jobs/stats`,
    `${TENANT}/orders/o1/timeline`,
    `${C1}/prices`,
    `${C1}/prices/changes?itemId=i`,
    `${C1}/prices/settings`,
  ];
  const WRITES: [string, string][] = [
    ['PUT', `${C1}/mapping/links`],
    ['POST', `${C1}/mapping/unlink`],
    ['POST', `${C1}/mapping/link-suggested`],
    ['POST', `${C1}/mapping/links.csv`],
    ['POST', `${TENANT}/orders/o1/sync`],
    ['POST', `${TENANT}/jobs/retry`],
    ['POST', `${TENANT}/jobs/j/retry`],
    ['POST', `${TENANT}/jobs/j/cancel`],
    ['POST', `${C1}/prices/push`],
    ['POST', `${C1}/prices/retry`],
    ['PATCH', `${C1}/prices/settings`],
    ['GET', `${C1}/mapping/search?q=a`],
    ['GET', `${C1}/prices/history`],
  ];

  it('names every route there is', () => {
    expect(READS.length + WRITES.length).toBe(ROUTES.length);
  });

  it.each(READS)('a viewer reads %s', async (path) => {
    const { as } = await aSite();
    expect((await as('viewer', 'GET', path)).status).toBe(200);
  });

  it.each(WRITES)('a viewer may not %s %s', async (method, path) => {
    const { as } = await aSite();
    expect((await as('viewer', method, path, method === 'GET' ? undefined : {})).status).toBe(403);
  });

  it('settings take an admin', async () => {
    const { as } = await aSite();
    expect((await as('staff', 'PATCH', `${C1}/prices/settings`, {})).status).toBe(403);
  });

  it.each([...READS, ...WRITES.map(([, path]) => path)])('of another tenant there is no %s', async (path) => {
    const { as } = await aSite();
    const [method] = WRITES.find(([, one]) => one === path) ?? ['GET'];
    const foreign = path.replace('/demo/', '/other/');
    const body = method === 'GET' ? undefined : {};
    expect((await as('owner', method, foreign, body)).status).toBe(404);
  });

  it('of a connection that is not there, there is nothing either', async () => {
    const { as } = await aSite();
    const statuses = await Promise.all(
      ['mapping', 'prices', 'prices/settings'].map(async (path) => {
        return (await as('owner', 'GET', `${TENANT}/connections/none/${path}`)).status;
      }),
    );
    expect(statuses).toEqual([404, 404, 404]);
  });
});
