import { announce } from '../../functions/src/deliver/events/announce';
import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { orderNews } from '../../functions/src/plan/events';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { MemoryWorld } from '../support/memoryWorld';
import { memorySite } from '../support/memorySite';
import { openReceiver } from '../support/receiver';

export const BASE = '/v1/tenants/own/event-endpoints';
export const URL_ = 'https://hooks.shop.com/tillbridge';

const closing: (() => Promise<unknown>)[] = [];
/** After each test. */
export const closeReceivers = () => Promise.all(closing.splice(0).map((close) => close()));

/** A tenant whose endpoint's name leads to the receiver. */
export async function aShop(types: string[] = []) {
  const shop = await openReceiver();
  closing.push(shop.close);
  const world = new MemoryWorld((request) =>
    axiosHttp({ ...request, url: request.url.replace('https://hooks.shop.com', shop.url) }),
  );
  const { call, identities } = memorySite('api', API_ROUTES, world);
  world.memberRows.set('own/ada', 'owner');
  const token = identities.add('ada');
  const made = await call({ method: 'POST', path: BASE, token, body: { url: URL_, types } });
  const { endpoint, secret } = made.body as { endpoint: { id: string }; secret: string };
  const ask = (method: string, path: string, body?: object) =>
    call({ method, path: `${BASE}/${endpoint.id}${path}`, token, body });
  const tell = (number: string, badge: object = { status: 'synced', updatedAt: 1 }) =>
    announce(world, orderNews(change(number, badge)));
  const row = () => world.outbox.endpoints.get(`own/${endpoint.id}`);
  return { ...shop, world, call, token, identities, endpoint, secret, ask, tell, row };
}

export const change = (number: string, badge: object, before?: object) => ({
  tenantId: 'own',
  path: `tenants/own/orders/${number}`,
  before: { pos: before ? { c1: before } : {} },
  after: { customer: { name: 'Ana', phone: '+1555' }, pos: { c1: badge } },
});
