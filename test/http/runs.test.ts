import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { CRON_ROUTES } from '../../functions/src/entry/http/cron/routes';
import { freshCapability } from '../../functions/src/model/pullState';
import { CRON_SECRET, memorySite } from '../support/memorySite';
import { aDiscount, anItem } from '../support/menu';
import { loyverseShop } from '../support/shop';

const TENANT = '/v1/tenants/demo';
const C1 = `${TENANT}/connections/c1`;
const MINUTE_MS = 60_000;

type Reply = Record<string, unknown>;
interface Result {
  state: string;
  capabilities: { capability: string; runId?: string }[];
}

function aSite() {
  const shop = loyverseShop();
  const { world } = shop;
  const site = memorySite('api', [...API_ROUTES, ...CRON_ROUTES], world);
  world.memberRows.set('demo/ada', 'owner').set('other/eve', 'owner');
  const token = site.identities.add('ada');
  const ask = async (method: string, path: string, body?: object, as = token): Promise<Reply> => {
    const got = await site.call({ method, path, body, token: as });
    return { ...got.body, status: got.status };
  };
  const get = (path: string) => ask('GET', path);
  const sync = async (...capabilities: string[]) => {
    const reply = await ask('POST', `${TENANT}/sync`, { capabilities });
    const [result] = reply.results as Result[];
    return result?.capabilities.map(({ runId }) => runId ?? '') ?? [];
  };
  return { ...shop, ...site, ask, get, sync };
}

describe('a sync that takes longer than its answer', () => {
  it('names runs that can be followed from before they begin to their end', async () => {
    const { get, sync, world } = aSite();
    const [catalog = '', metadata = ''] = (await sync('catalog', 'metadata')).reverse();
    expect(await get(`${TENANT}/runs/${catalog}`)).toMatchObject({ status: 200, state: 'waiting' });
    await world.settle(world.clock + 2 * MINUTE_MS);
    const ended = await get(`${TENANT}/runs/${catalog}`);
    expect(ended).toMatchObject({ state: 'complete', capability: 'catalog', connectionId: 'c1' });
    expect(ended.records).toBeGreaterThan(0);
    expect(await get(`${TENANT}/runs/${metadata}`)).toMatchObject({ state: 'complete' });
  });

  it('is over when it finds nothing new, without a row', async () => {
    const { get, sync, world } = aSite();
    await sync('catalog');
    await world.settle(world.clock + 2 * MINUTE_MS);
    const rows = world.pulled.runs.size;
    world.clock += 10 * MINUTE_MS;
    const [runId = ''] = await sync('catalog');
    await world.settle(world.clock + 2 * MINUTE_MS);
    expect(world.pulled.runs.size).toBe(rows);
    expect(await get(`${TENANT}/runs/${runId}`)).toMatchObject({ id: runId, state: 'complete' });
  });

  it('says that it failed, and why', async () => {
    const { get, sync, world, loyverse } = aSite();
    loyverse.faults.add({ kind: 'error-500', match: 'GET /v1.0/items', times: 50 });
    const [runId = ''] = await sync('catalog');
    await world.settle(world.clock + 2 * MINUTE_MS);
    expect(await get(`${TENANT}/runs/${runId}`)).toMatchObject({
      ...{ state: 'failed', failureKind: 'unavailable' },
    });
  });

  it('is what the scheduler outside is told, too', async () => {
    const { call } = aSite();
    const { body } = await call({ method: 'POST', path: '/cron/pos-sync?tenantId=demo', token: CRON_SECRET });
    const [result] = body.results as Result[];
    expect(result?.state).toBe('started');
    expect(result?.capabilities.every(({ runId }) => runId !== undefined)).toBe(true);
  });
});

describe('the list of runs', () => {
  it('comes in pages, the newest first, and of one kind where that is asked for', async () => {
    const { get, sync, world } = aSite();
    await sync('catalog', 'metadata', 'customers');
    await world.settle(world.clock + 5 * MINUTE_MS);
    const all = (await get(`${TENANT}/runs`)).runs as { id: string; startedAt: number }[];
    expect(all.length).toBeGreaterThan(1);
    expect(all.map(({ startedAt }) => startedAt)).toEqual(
      all.map(({ startedAt }) => startedAt).sort((a, b) => b - a),
    );
    const ids: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: Reply = await get(`${TENANT}/runs?limit=1${next && `&cursor=${next}`}`);
      ids.push(...(page.runs as { id: string }[]).map(({ id }) => id));
      next = page.next as string | undefined;
    }
    expect(ids).toEqual(all.map(({ id }) => id));
    const one = (await get(`${TENANT}/runs?capability=catalog&connectionId=c1`)).runs as { id: string }[];
    expect(one.map(({ id }) => id)).toEqual(ids.filter((id) => id.includes('_catalog_')));
    expect(await get(`${TENANT}/runs?cursor=x`)).toMatchObject({ status: 400 });
  });

  it('is of its tenant alone', async () => {
    const { ask, identities, sync } = aSite();
    const [runId = ''] = await sync('catalog');
    const eve = identities.add('eve');
    const theirs = await ask('GET', `/v1/tenants/other/runs/${runId}`, undefined, eve);
    expect([theirs.status, (await ask('GET', `${TENANT}/runs/none`)).status]).toEqual([404, 404]);
  });
});

describe('removals that are held', () => {
  it('go ahead when a person says so, and only where there are some', async () => {
    const { ask, world, sync } = aSite();
    await sync('catalog');
    const release = () => ask('POST', `${C1}/pulls/release`, { capability: 'catalog' });
    expect(await release()).toMatchObject({ status: 409 });
    world.pulled.states.get('c1')!.state.capabilities.catalog = { ...freshCapability(), braked: 40 };
    expect(await release()).toEqual({ released: 40, status: 200 });
    expect(world.pulled.states.get('c1')?.state.released).toEqual({ catalog: world.clock });
  });
});

describe('the menu before it is published', () => {
  it('shows sales as they will be', async () => {
    const { get, world } = aSite();
    world.pulled.records.set('c1/catalog/latte', { ...anItem() });
    world.pulled.records.set('c1/discounts/d', { ...aDiscount({ startsOn: '2026-01-17' }) });
    const shown = async (query: string) => {
      const { items } = await get(`${C1}/menu/preview${query}`);
      return (items as { isOnSale: boolean }[]).map(({ isOnSale }) => isOnSale);
    };
    expect(await shown('')).toEqual([false]);
    expect(await shown('?at=2026-01-17T12:00:00Z')).toEqual([true]);
    expect(await get(`${C1}/menu/preview?cursor=x`)).toMatchObject({ status: 400 });
  });
});

describe('how the prices of an item moved', () => {
  it('is told by date, of one connection', async () => {
    const { get, world } = aSite();
    const DAY_MS = 24 * 60 * MINUTE_MS;
    const move = { tenantId: 'demo', connectionId: 'c1', itemId: 'i', variationId: 'v', from: 1, to: 2 };
    for (const days of [200, 20, 2])
      world.pulled.priceMoves.push({ ...move, changedAt: world.clock - days * DAY_MS });
    world.pulled.priceMoves.push({ ...move, connectionId: 'c2', changedAt: world.clock });
    const count = async (query: string) => {
      const { changes } = await get(`${C1}/prices/changes?itemId=i${query}`);
      return (changes as unknown[] | undefined)?.length;
    };
    const tenDaysAgo = new Date(world.clock - 10 * DAY_MS).toISOString();
    expect([await count(''), await count(`&from=${tenDaysAgo}`), await count(`&to=${tenDaysAgo}`)]).toEqual([
      ...[2, 1, 1],
    ]);
    expect(await count('&from=2020-01-01T00:00:00Z')).toBeUndefined();
  });
});
