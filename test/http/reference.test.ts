import { announce } from '../../functions/src/deliver/events/announce';
import { orderNews } from '../../functions/src/plan/events';
import { freshCapability, freshState } from '../../functions/src/model/pullState';
import { anItem } from '../plan/mapping/shelves';
import { createAlleaves } from '../simulators/alleaves';
import * as alleaves from '../simulators/alleaves/seed';
import { createSquare } from '../simulators/square';
import { signatureOf } from '../simulators/square/emitter';
import * as loyverse from '../simulators/loyverse/seed';
import * as square from '../simulators/square/seed';
import { linkIn } from '../support/kitchen';
import { MemoryMessages } from '../support/memoryMessages';
import { CRON_SECRET, memorySite, ORIGIN, type Sent } from '../support/memorySite';
import { aConnection, anOrder } from '../support/orders';
import { ALL_ROUTES, referenceCheck, ReferenceCheck, type Reference } from '../support/reference';
import { loyverseShop, ORDER } from '../support/shop';
import { agree, Browser } from './browser';

const PUBLIC_URL = 'https://pos.example.com';
const WEBHOOK_KEY = 'square-signature-key-of-the-subscription';
const SIGN_IN = {
  provider: 'loyverse',
  locationId: 'main',
  credentials: { accessToken: loyverse.ACCESS_TOKEN },
};

/** A shop with something of everything in it, and its owner in front of a browser. */
async function aShop() {
  const kitchen = createSquare();
  const shop = loyverseShop(
    { prices: { enabled: true, frequency: 'manual' } },
    {
      simulators: { square: kitchen, alleaves: createAlleaves() },
      apps: {
        square: {
          ...{ clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET },
          webhookSecrets: [WEBHOOK_KEY],
        },
      },
    },
  );
  const { world } = shop;
  const messages = new MemoryMessages();
  world.messages = messages;
  world.put(ORDER, anOrder());
  await world.settle();
  world.linkRows.set('c1', {});
  world.put('tenants/demo/orders/o2', anOrder({ number: '1043' }));
  world.putProduct('demo', 'soup', { name: 'Lentil soup', sku: 'SOUP', price: 650 });
  world.pulled.records.set('c1/catalog/i', { ...anItem('i', { name: 'Soup', sku: 'soup', price: 650 }) });
  const state = freshState();
  state.capabilities.catalog = { ...freshCapability(), lastCompleteAt: world.clock };
  world.pulled.states.set('c1', { state, version: 1 });
  await world.settle();
  const site = memorySite('api', ALL_ROUTES, world, { publicUrl: PUBLIC_URL });
  world.memberRows.set('demo/ada', 'owner');
  const token = site.identities.add('ada', { signedInAt: world.clock });
  return { ...shop, ...site, kitchen, messages, token, browser: new Browser(site.call) };
}
type Shop = Awaited<ReturnType<typeof aShop>>;

/** Ids by the name that they have in paths; steps add what they have made. */
type Ids = Record<string, string>;
type Ask = Partial<Sent> & { query?: string };
type Step = [
  operation: string,
  sent?: (shop: Shop, ids: Ids) => Ask | Promise<Ask>,
  learn?: (body: Record<string, unknown>, ids: Ids) => void,
];

const body = (value: object) => () => ({ body: value });
const NEW_BADGE = { pos: { c1: { status: 'synced', updatedAt: 1 } } };
const query = (text: string) => () => ({ query: text });
const TENANT = '/v1/tenants/{tenantId}';
const ONE = `${TENANT}/connections/{connectionId}`;

const PEOPLE: Step[] = [
  ['GET /v1/openapi.json'],
  ['POST /v1/session'],
  ['GET /v1/session'],
  ['GET /v1/providers'],
  [`GET ${TENANT}/me`],
  [`GET ${TENANT}/members`],
  [`PUT ${TENANT}/members/{uid}`, body({ role: 'staff' })],
  [`DELETE ${TENANT}/members/{uid}`],
];

const MENU: Step[] = [
  [`GET ${ONE}/mapping`],
  [`GET ${ONE}/mapping/search`, query('?sku=soup')],
  [`POST ${ONE}/mapping/link-suggested`, body({ dryRun: true })],
  [`PUT ${ONE}/mapping/links`, body({ productId: 'soup', posVariationId: 'i-1' })],
  [`GET ${ONE}/mapping/links.csv`],
  [`POST ${ONE}/mapping/unlink`, body({ productId: 'soup' })],
  [
    `POST ${ONE}/mapping/links.csv`,
    () => ({ body: 'product_id,pos_variation_id\r\nsoup,i-1\r\n', headers: { 'content-type': 'text/csv' } }),
  ],
  [`GET ${ONE}/prices`],
  [`POST ${ONE}/prices/push`, body({})],
  [`POST ${ONE}/prices/retry`, body({})],
  [`GET ${ONE}/prices/history`],
  [`GET ${ONE}/prices/changes`, query('?itemId=i')],
  [`GET ${ONE}/prices/settings`],
  [`PATCH ${ONE}/prices/settings`, body({ frequency: 'hourly' })],
];

const ORDERS: Step[] = [
  [`POST ${TENANT}/orders/{orderId}/sync`, body({})],
  [`GET ${TENANT}/orders/{orderId}/timeline`],
  [
    `GET ${TENANT}/jobs`,
    query('?status=pending'),
    (page, ids) => (ids.jobId = (page.jobs as { jobId: string }[])[0]?.jobId ?? ''),
  ],
  [`GET ${TENANT}/jobs/stats`],
  [`POST ${TENANT}/jobs/{jobId}/retry`, body({})],
  [`POST ${TENANT}/jobs/retry`, (_, { jobId = '' }) => ({ body: { jobIds: [jobId] } })],
  [`POST ${TENANT}/jobs/{jobId}/cancel`],
];

const CONNECTIONS: Step[] = [
  [`GET ${TENANT}/connections`],
  [`GET ${ONE}`],
  [
    `POST ${TENANT}/connections/locations`,
    body({ provider: SIGN_IN.provider, credentials: SIGN_IN.credentials }),
  ],
  [`PUT ${ONE}`, body({ ...SIGN_IN, externalLocationId: loyverse.STORE_ID })],
  [`PATCH ${ONE}/settings`, body({ autoSync: true })],
  [`POST ${ONE}/pause`],
  [`POST ${ONE}/resume`],
  [`POST ${ONE}/test`],
  [`POST ${ONE}/go-live-check`, body({ productId: 'soup', unitPrice: 650 })],
  [`POST ${TENANT}/sync`, body({ capabilities: ['metadata'] })],
  [`GET ${TENANT}/sync`],
  [
    `GET ${TENANT}/runs`,
    async ({ world }) => {
      await world.settle(world.clock + 60_000);
      return {};
    },
    ({ runs }, ids) => (ids.runId = (runs as { id: string }[])[0]?.id ?? ''),
  ],
  [`GET ${TENANT}/runs/{runId}`],
  [
    `POST ${ONE}/pulls/release`,
    ({ world }) => {
      const row = world.pulled.states.get('c1');
      if (row) row.state.capabilities.catalog = { ...freshCapability(), braked: 40 };
      return { body: { capability: 'catalog' } };
    },
  ],
  [`GET ${ONE}/menu/preview`],
  [`GET ${ONE}/stock/low`],
  [`GET ${ONE}/stock/low/batches`],
];

const STORE_USER = {
  ...{ username: alleaves.USERNAME, password: alleaves.PASSWORD, companyId: String(alleaves.COMPANY_ID) },
};
const STORE = aConnection({
  ...{ id: 'store', provider: 'alleaves', accountId: String(alleaves.COMPANY_ID) },
  externalLocationId: String(alleaves.LOCATION_ID),
});

/** A POS that knows when batches end, and that answers nothing else here. */
const STOCK: Step[] = [
  [
    `GET ${ONE}/stock/expiring`,
    ({ world }, ids) => {
      world.connectionRows.set('store', STORE);
      world.vaultRows.set('store', {
        credentials: { token: alleaves.ACCESS_TOKEN, ...STORE_USER },
        version: '1',
        renewingUntil: 0,
      });
      ids.connectionId = 'store';
      return {};
    },
    (_, ids) => (ids.connectionId = 'c1'),
  ],
];

const OUTSIDE: Step[] = [
  [
    'POST /oauth/tenants/{tenantId}/connections/{connectionId}/start',
    (_, ids) => (
      (ids.connectionId = 'sq'),
      { body: { provider: 'square', locationId: 'main', returnTo: ORIGIN } }
    ),
    ({ url }, ids) => (ids.url = String(url)),
  ],
  [
    'GET /oauth/{provider}/callback',
    async ({ kitchen }, { url = '' }) => ({ path: await agree(kitchen, url) }),
  ],
  [`POST ${ONE}/location`, body({ provider: 'square', externalLocationId: square.MAIN_LOCATION })],
  [
    `POST ${ONE}/webhook`,
    (_, ids) => ((ids.connectionId = 'c1'), { body: {} }),
    ({ url }, ids) => {
      ids.token = new URL(String(url)).pathname.split('/').at(-1) ?? '';
    },
  ],
  [`GET ${ONE}/webhook`],
  [
    'POST /webhook/{provider}/{token}',
    (_, ids) => (
      (ids.provider = 'loyverse'),
      {
        body: {
          merchant_id: loyverse.MERCHANT_ID,
          type: 'receipts.update',
          created_at: '2026-01-15T12:00:00.000Z',
          receipts: [],
        },
      }
    ),
  ],
  [
    'POST /webhook/{provider}',
    (_, ids) => {
      ids.provider = 'square';
      const event = {
        merchant_id: square.MERCHANT_ID,
        type: 'order.updated',
        event_id: 'E1',
        data: { object: {} },
      };
      const text = JSON.stringify(event);
      const signature = signatureOf(`${PUBLIC_URL}/webhook/square`, text, WEBHOOK_KEY);
      return { body: text, headers: { 'x-square-hmacsha256-signature': signature } };
    },
  ],
  [`DELETE ${ONE}/webhook`],
  ['POST /cron/pos-sync', () => ({ token: CRON_SECRET, query: '?tenantId=demo' })],
];

const EVENTS = `${TENANT}/event-endpoints`;
const NEWS: Step[] = [
  [
    `POST ${EVENTS}`,
    body({ url: 'https://hooks.shop.com/tillbridge' }),
    ({ endpoint }, ids) => (ids.endpointId = (endpoint as { id: string }).id),
  ],
  [`GET ${EVENTS}`],
  [
    `GET ${TENANT}/events`,
    async ({ world }, ids) => {
      await announce(
        world,
        orderNews({ tenantId: 'demo', path: ORDER, before: undefined, after: NEW_BADGE }),
      );
      ids.eventId = [...world.outbox.events.keys()][0]?.split('/').at(-1) ?? '';
      return {};
    },
  ],
  [`POST ${EVENTS}/{endpointId}/events/{eventId}/replay`],
  [`POST ${EVENTS}/{endpointId}/replay`, body({ from: 0 })],
  [`POST ${EVENTS}/{endpointId}/enable`],
  [`DELETE ${EVENTS}/{endpointId}`],
];

const TOLD: Step[] = [
  [
    `GET ${TENANT}/notifications`,
    undefined,
    ({ notices }, ids) => (ids.noticeId = (notices as { id: string }[])[0]?.id ?? ''),
  ],
  [`POST ${TENANT}/notifications/{noticeId}/settle`],
  [`PUT ${TENANT}/preferences`, body({ email: 'ada@example.com', quiet: 'none' })],
  [`GET ${TENANT}/preferences`],
  [`POST ${TENANT}/preferences/test`],
  [`GET ${TENANT}/preferences/people`],
  [`PUT ${TENANT}/preferences/defaults`, body({ timeZone: 'Europe/Berlin' })],
  [`GET ${TENANT}/preferences/defaults`],
];

const RECIPIENT = { address: 'kitchen@example.com', currency: 'USD', timezone: 'America/New_York' };
const KITCHEN: Step[] = [
  [
    `PUT ${ONE}`,
    (_, ids) => {
      ids.connectionId = 'k1';
      return { body: { provider: 'email', locationId: 'main', credentials: RECIPIENT } };
    },
  ],
  [`POST ${ONE}/invite`],
  [
    'GET /tickets/{token}',
    async ({ world, messages }, ids) => {
      await world.settle();
      ids.token = linkIn(messages.mails.at(-1)?.text ?? '').replace('/tickets/', '');
      return {};
    },
  ],
  ['POST /tickets/{token}', undefined, (_, ids) => (ids.connectionId = 'c1')],
];

const LAST: Step[] = [[`DELETE ${ONE}`], ['DELETE /v1/session']];

const STEPS = [
  ...PEOPLE,
  ...MENU,
  ...ORDERS,
  ...CONNECTIONS,
  ...STOCK,
  ...OUTSIDE,
  ...NEWS,
  ...TOLD,
  ...KITCHEN,
  ...LAST,
];
const OPERATIONS = ALL_ROUTES.map(({ method, path }) => `${method} ${path}`);

describe('the reference', () => {
  it('is what every operation takes and answers', async () => {
    const shop = await aShop();
    const { world, browser, token } = shop;
    const ids: Ids = { tenantId: 'demo', connectionId: 'c1', orderId: 'o2', uid: 'bob', provider: 'square' };
    const answers: [operation: string, status: number, ...text: string[]][] = [];
    for (const [operation, sent, learn] of STEPS) {
      const [method = '', path = ''] = operation.split(' ');
      const { query: search = '', ...own } = (await sent?.(shop, ids)) ?? {};
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '') + search;
      // Replies are held against the reference as they come.
      const got = await browser.send({ method, path: filled, token, ...own });
      answers.push([operation, got.status, ...(got.status >= 400 ? [got.text] : [])]);
      learn?.(got.body, ids);
      // Nobody asks so much in so short a time.
      world.clock += 10_000;
    }
    expect(answers.filter(([, status]) => status >= 400)).toEqual([]);
    expect(OPERATIONS.filter((one) => !answers.some(([operation]) => operation === one))).toEqual([]);
  });

  it('is served as it is held against replies, and has an id of its own for every operation', async () => {
    const { body: served } = await (await aShop()).call({ path: '/v1/openapi.json' });
    const { paths } = served as unknown as Reference;
    expect(paths).toEqual(referenceCheck().reference.paths);
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(OPERATIONS.length);
    const ids = new Set(operations.map((one) => (one as { operationId?: string }).operationId));
    expect(ids.size).toBe(OPERATIONS.length);
  });

  it.each([
    ['a field that it does not know', 200, { uid: 'a', superUser: true, passwordHash: 'x' }],
    ['a field that is missing', 200, { uid: 'a' }],
    ['a field of another kind', 200, { uid: 1, superUser: true }],
    ['a status that it does not know', 202, { uid: 'a', superUser: true }],
    ['a refusal that is no problem', 500, { error: 'stumbled' }],
  ])('complains of %s', (_, status, answered) => {
    const check = new ReferenceCheck(referenceCheck().reference);
    const contentType = status === 500 ? 'application/problem+json' : 'application/json';
    const got = { status, contentType, text: JSON.stringify(answered) };
    expect(() => check.check('GET', '/v1/session', { sent: { body: '' }, got })).toThrow();
  });
});
