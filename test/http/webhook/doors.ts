import { createHmac } from 'node:crypto';
import { API_ROUTES } from '../../../functions/src/entry/http/api/routes';
import { WEBHOOK_ROUTES } from '../../../functions/src/entry/http/webhook/routes';
import { signedHint } from '../../simulators/alleaves/hint';
import { webhook as dineHook } from '../../simulators/dine/webhook';
import { signatureOf as squareSignature } from '../../simulators/square/emitter';
import { delivery as zohoHook } from '../../simulators/zoho/webhook';
import { MemoryWorld } from '../../support/memoryWorld';
import { memorySite, type Got } from '../../support/memorySite';
import { aConnection } from '../../support/orders';

export const PUBLIC_URL = 'https://pos.example.com';
export const APP_SECRETS = {
  square: 'square-signature-key-of-the-subscription',
  loyverse: 'loyverse-client-secret-of-the-application',
};

/** A request of a vendor. */
export interface Post {
  path: string;
  headers: Record<string, string>;
  body: string;
}
interface News {
  secret: string;
  url: string;
  account: string;
  /** Distinguishes one event from another. */
  event: string;
  at: number;
}
type Sender = (news: News) => Omit<Post, 'path'>;

const json = { 'content-type': 'application/json' };

function square({ url, account, event, secret }: News) {
  const event_ = { merchant_id: account, type: 'order.updated', event_id: event, data: { object: {} } };
  const body = JSON.stringify(event_);
  return { headers: { ...json, 'x-square-hmacsha256-signature': squareSignature(url, body, secret) }, body };
}

const receipts = ({ account, event }: News) =>
  JSON.stringify({
    ...{ merchant_id: account, type: 'receipts.update', created_at: '2026-01-15T12:00:00.000Z' },
    receipts: [{ receipt_number: event, updated_at: '2026-01-15T12:00:00.000Z' }],
  });
function loyverse(news: News) {
  const body = receipts(news);
  const signature = createHmac('sha1', news.secret).update(body).digest('hex');
  return { headers: { ...json, 'x-loyverse-signature': signature }, body };
}

const salesOrder = ({ event, account }: News) => ({
  ...{ salesorder_id: event, organization_id: account, last_modified_time: '2026-01-15T10:15:30+0000' },
});
const zoho =
  (body: 'json' | 'JSONString'): Sender =>
  (news) => {
    const { headers, body: text } = zohoHook('salesorder', salesOrder(news), { body, secret: news.secret });
    return { headers, body: text };
  };
const unsignedZoho: Sender = (news) => {
  const { headers, body } = zohoHook('salesorder', salesOrder(news), { body: 'json' });
  return { headers, body };
};

/** A way in: at the application's address, or at one of the connection's own; with a signature, or with the token alone. */
export interface Door {
  provider: string;
  at: 'application' | 'connection';
  /** Brought by the vendor; absent: as the bridge says. */
  secret?: string;
  signed: boolean;
  /** What the event makes due. */
  due: string[];
  send: Sender;
}

const orders = ['orders'];
export const DOORS: Readonly<Record<string, Door>> = {
  'Square, application': {
    ...{ provider: 'square', at: 'application', signed: true, due: orders, send: square },
    secret: APP_SECRETS.square,
  },
  'Square, connection': {
    ...{ provider: 'square', at: 'connection', signed: true, due: orders, send: square },
    secret: 'square-key-of-a-subscription-of-ones-own',
  },
  'Loyverse, application': {
    ...{ provider: 'loyverse', at: 'application', signed: true, due: orders, send: loyverse },
    secret: APP_SECRETS.loyverse,
  },
  'Loyverse, access token': {
    ...{ provider: 'loyverse', at: 'connection', signed: false, due: orders },
    send: (news) => ({ headers: { ...json }, body: receipts(news) }),
  },
  'Zoho, signed': {
    ...{ provider: 'zoho', at: 'connection', signed: true, due: orders, send: zoho('json') },
    secret: 'secretOfTheMerchant0123456789',
  },
  'Zoho, signed form': {
    ...{ provider: 'zoho', at: 'connection', signed: true, due: orders, send: zoho('JSONString') },
    secret: 'secretOfTheMerchant0123456789',
  },
  'Zoho, unsigned': { provider: 'zoho', at: 'connection', signed: false, due: orders, send: unsignedZoho },
  Odoo: {
    ...{ provider: 'odoo', at: 'connection', signed: false, due: orders },
    send: ({ event }) => ({
      headers: { ...json },
      body: JSON.stringify({ _action: 'Send', _id: 7, _model: 'pos.order', id: 7, name: event }),
    }),
  },
  Alleaves: {
    ...{ provider: 'alleaves', at: 'connection', signed: true, due: ['orders', 'stock'] },
    send: ({ event, at, secret }) => signedHint('order.updated', { id: event }, { at, secret }),
  },
  Dine: {
    ...{ provider: 'dine', at: 'connection', signed: true, due: orders },
    send: ({ event, at, secret }) =>
      dineHook('order.updated', '1', { at, secret, delivery: event, outletId: 'L1' }),
  },
};

export const TIE = { tenantId: 'own', connectionId: 'own-till' };
export const OTHER = { tenantId: 'other', connectionId: 'other-till' };
const ACCOUNTS = { 'own-till': 'M1', 'other-till': 'M2' };

/** A bridge with two tenants at one vendor, both with a door of this kind. */
export async function opened({ provider, at, secret: given, send }: Door) {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }), {
    square: { clientId: 'id', clientSecret: 'of no use here', webhookSecrets: ['', APP_SECRETS.square] },
    loyverse: { clientId: 'id', clientSecret: 'of no use here', webhookSecrets: [APP_SECRETS.loyverse] },
  });
  const api = memorySite('api', API_ROUTES, world);
  const site = memorySite('webhook', WEBHOOK_ROUTES, world);
  const paths = new Map<string, { path: string; secret: string }>();
  for (const { tenantId, connectionId: id } of [TIE, OTHER]) {
    const accountId = id === 'own-till' ? ACCOUNTS['own-till'] : ACCOUNTS['other-till'];
    world.connectionRows.set(id, aConnection({ id, tenantId, provider, accountId }));
    world.memberRows.set(`${tenantId}/${tenantId}`, 'owner');
    if (at === 'application') {
      paths.set(id, { path: `/webhook/${provider}`, secret: given ?? '' });
      continue;
    }
    const made = await api.call({
      method: 'POST',
      path: `/v1/tenants/${tenantId}/connections/${id}/webhook`,
      token: api.identities.add(tenantId),
      body: given === undefined ? {} : { signingSecret: `${given}${id === 'own-till' ? '' : 'x'}` },
    });
    const path = new URL(String(made.body.url)).pathname;
    const own = made.body.signingSecret;
    paths.set(id, {
      path,
      secret: typeof own === 'string' ? own : `${given}${id === 'own-till' ? '' : 'x'}`,
    });
  }
  const genuine = (event = 'E1', id: keyof typeof ACCOUNTS = 'own-till', account = ACCOUNTS[id]): Post => {
    const { path, secret } = paths.get(id) ?? { path: '', secret: '' };
    return { path, ...send({ url: PUBLIC_URL + path, secret, account, event, at: world.clock }) };
  };
  const post = (one: Post, method = 'POST'): Promise<Got> =>
    site.call({ method, path: one.path, headers: one.headers, body: one.body });
  const asked = async (tie = TIE) => Object.keys((await world.pulls.read(tie))?.value.asked ?? {}).sort();
  const pulls = () => world.tasks.filter(({ queue }) => queue === 'pull').map(({ ref }) => ref);
  return { world, api, site, genuine, post, asked, pulls };
}
