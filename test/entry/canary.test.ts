import { productKey } from '../../functions/src/model/link';
import { everyDocument, type StoredDocument } from '../../scripts/demo/everyDocument';
import * as orders from '../../scripts/demo/orders';
import { until } from '../local/until';
import type { Fault } from '../simulators/core/types';
import * as loyverse from '../simulators/loyverse/seed';
import * as square from '../simulators/square/seed';
import { openBridge, PROVIDERS, WEBHOOK_KEY, type Bridge, type Provider } from './bridge';
import { causeHttpTrouble, MEMBER, type Said } from './canaryHttp';
import { openTenant, type Document, type Tenant } from './tenant';

jest.setTimeout(90_000);

/** Nobody else has these: where they turn up, they have leaked. */
const SHOPPER = {
  name: 'Ada Canary',
  phone: '+12025550177',
  email: 'canary.shopper@example.test',
  consent: true,
};
const MAIL_PASSWORD = 'canary-of-the-mail-password-0008';
/** Nobody listens there. */
const MAIL = { host: '127.0.0.1', port: 1, user: 'bridge', pass: MAIL_PASSWORD, from: 'pos@example.com' };
const CREATE = 'POST /(v1.0/receipts|v2/orders)$';
const IDS = { loyverse: 'receipt_number', square: 'order.id' };
const SPOILED: readonly Fault['kind'][] = ['html', 'empty', 'truncated', 'wrong-type', 'lose-reply'];

let bridge: Bridge;
let shop: Tenant;
let stored: StoredDocument[];
let secrets: string[];
let said: Said;

const buy = (number: string, fields: Document = {}) =>
  shop.order(number).set({ ...orders.plain(number), customer: SHOPPER, ...fields });
const spoil = (provider: Provider, fault: Fault) => bridge.simulators[provider].faults.add(fault);

/** The POS refuses the next order, and quotes what it was sent: the shopper, and the token. */
function quoteNext(provider: Provider, token: string): void {
  const simulator = bridge.simulators[provider];
  const { handle } = simulator;
  const words = `${SHOPPER.email} (${SHOPPER.phone}) cannot be reached; called with Bearer ${token}`;
  const error = { code: 'INVALID_VALUE', detail: words, details: words, field: 'note', category: 'INVALID' };
  simulator.handle = async (request) => {
    if (!new RegExp(CREATE).test(`${request.method} ${request.path}`)) return handle.call(simulator, request);
    simulator.handle = handle;
    return { status: 400, json: { errors: [error] } };
  };
}

/** Everything that may be said about orders and prices, said. */
async function causeTrouble(): Promise<void> {
  await buy('1');
  await shop.reaches('1', 'synced');
  for (const kind of SPOILED) {
    for (const provider of PROVIDERS) spoil(provider, { kind, match: CREATE, value: IDS[provider] });
    await buy(kind);
    await shop.reaches(kind, 'pending');
  }
  await shop.order('unlinked').set({ ...orders.unmapped('u'), customer: SHOPPER });
  await shop.reaches('unlinked', 'needs_mapping');
  await buy('wrong', { total: 1, note: SHOPPER.phone });
  await shop.reaches('wrong', 'failed');
  await buy('misplaced', { customer: { phone: 12025550177, email: [SHOPPER.email] } });
  await shop.reaches('misplaced', 'failed');
  for (const kind of SPOILED) await shop.reaches(kind, 'synced');
  quoteNext('loyverse', loyverse.ACCESS_TOKEN);
  quoteNext('square', square.ACCESS_TOKEN);
  await buy('quoted');
  await shop.reaches('quoted', 'failed');
  spoil('square', { kind: 'expire-token', match: CREATE });
  await buy('renewed');
  await shop.reaches('renewed', 'synced');
  await shop.order('renewed').update({ status: 'cancelled' });
  await shop.reaches('renewed', 'cancelled');
  const soup = shop.doc('products/lentil-soup');
  await soup.set({ name: 'Lentil soup', price: 700 });
  await shop.doc('products/extras').set({ name: 'Extras', price: 5 });
  const left = async () => (await bridge.db.collection(`tenants/${shop.id}/priceEdits`).get()).docs;
  const refused = async () => {
    const rows = await left();
    return rows.length > 0 && rows.every((row) => row.get('state') === 'refused');
  };
  await until('one refused price at each POS', refused, 30_000);
  await shop.doc('connections/loyverse').update({ status: 'paused' });
  await bridge.world.vault.save(await connectionOf('loyverse'), { accessToken: 'revoked-canary-token' });
  await shop.doc('connections/loyverse').update({ status: 'active' });
  await buy('revoked');
  const failed = async () => (await shop.badges('revoked')).loyverse?.status === 'failed';
  await until('the refused sign-in', failed, 20_000);
  await bridge.caughtUp();
}

async function connectionOf(provider: Provider) {
  const connection = await bridge.world.connections.read(shop.id, provider);
  if (!connection) throw new Error(`${provider} is not connected.`);
  return connection;
}

/** Every text in what is in the vault now: tokens that came by renewal too. */
async function textsInVault(): Promise<string[]> {
  const entries = await Promise.all(
    PROVIDERS.map(async (provider) => bridge.world.vault.read(await connectionOf(provider), true)),
  );
  return entries
    .flatMap((entry) => Object.entries(entry?.credentials as object))
    .flatMap(([name, value]) => (/token/i.test(name) ? [String(value)] : []));
}

/** A text as it is, and as it looks in other writings. */
const writings = (text: string) => [
  text,
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(text).toString('hex'),
];
const found = (text: string, words: readonly string[]) =>
  words.filter((word) => writings(word).some((writing) => text.includes(writing)));
const leaksIn = (documents: readonly StoredDocument[], words: readonly string[]) =>
  documents.map(({ path, text }) => [path, found(text, words)]).filter(([, leaks]) => leaks?.length);

beforeAll(async () => {
  bridge = await openBridge('canary', {
    duplicateEvents: true,
    env: { TILLBRIDGE_SMTP: JSON.stringify(MAIL), TILLBRIDGE_WHATSAPP: '{}' },
  });
  const settings = {
    syncCustomers: true,
    prices: { enabled: true },
    retry: { delaysMs: [8_000], giveUpAfterMs: 60_000, notifyAfter: 1 },
  };
  shop = await openTenant(bridge, 'canary', { settings });
  for (const provider of PROVIDERS) {
    const open = { loyverse: loyverse.EXTRAS_ID, square: square.ITEMS.cake.variationId }[provider];
    await bridge.world.linkTables.save(await connectionOf(provider), {
      [productKey('extras')]: { variationId: open },
    });
  }
  said = await causeHttpTrouble(bridge, shop);
  await causeTrouble();
  stored = await everyDocument(bridge.db);
  secrets = [
    ...[loyverse.ACCESS_TOKEN, square.ACCESS_TOKEN, square.REFRESH_TOKEN, square.APPLICATION_SECRET],
    ...(await textsInVault()),
    ...said.secrets,
    MAIL_PASSWORD,
    ...[bridge.secrets.CRON_SECRET, WEBHOOK_KEY, bridge.secrets.TILLBRIDGE_MASTER_KEY],
    Buffer.from(bridge.secrets.TILLBRIDGE_MASTER_KEY, 'base64').toString('latin1'),
  ];
}, 90_000);
afterAll(() => bridge.close());

describe('after a day full of trouble', () => {
  it('there is something to look at: badges, attempts, notices, sealed sign-ins, and logs', () => {
    const kinds = new Set(stored.map(({ path }) => path.split('/').at(-2)));
    const wanted = ['orders', 'products', 'connections', 'vault', 'linkTables', 'jobs', 'attempts'];
    expect([...kinds]).toEqual(
      expect.arrayContaining([...wanted, 'notifications', 'priceEdits', 'accounts']),
    );
    expect(bridge.logs.length).toBeGreaterThan(20);
    expect(bridge.logs.some((line) => line.includes('[POS_SYNC]'))).toBe(true);
    // The token was renewed on the way: the new one is looked for as well.
    expect(new Set(secrets).size).toBeGreaterThan(6);
  });

  it('the look would find what it looks for', () => {
    const hidden = Buffer.from(square.ACCESS_TOKEN).toString('base64');
    expect(leaksIn([{ path: 'a/b', text: `{"x":"${hidden}"}` }], secrets)).toHaveLength(1);
  });

  it('a POS that quotes the shopper and the token is quoted without them', async () => {
    for (const badge of Object.values(await shop.badges('quoted')))
      expect(badge?.error?.message).toMatch(/\*\*\* \(\*\*\*\) cannot be reached; called with Bearer \*\*\*/);
  });

  it('connecting, OAuth, webhooks, events and settings went well and badly, as they were meant to', () => {
    expect(said.statuses).toMatchObject({
      ...{ 'connect, wrongly': 422, 'connect, with more': 400, 'connect, cut off': 400, connect: 200 },
      ...{
        guess: 401,
        session: 200,
        preferences: 200,
        'oauth start': 200,
        webhook: 200,
        'webhook, asked': 200,
      },
      ...{ 'webhook, forged': 404, 'webhook, read': 405, 'webhook, large': 413, endpoint: 200 },
      ...{ 'setting, unknown': 400, 'setting, of a wrong kind': 400, disconnect: 200 },
    });
    for (const what of ['connect, quoted', 'callback, quoted', 'callback, html', 'callback, denied'])
      expect(said.statuses[what]).toBeGreaterThanOrEqual(400);
    expect(said.secrets.every((secret) => secret.length > 15)).toBe(true);
  });

  it('no secret stands in any reply, but for those that hand one out', () =>
    expect(
      leaksIn(
        said.replies.map((text) => ({ path: text.split('\n')[0] ?? '', text })),
        secrets,
      ),
    ).toEqual([]));

  it('no secret stands in any document', () => expect(leaksIn(stored, secrets)).toEqual([]));

  it('no secret and nothing of the shopper stands in any log line', () =>
    expect(
      [...bridge.logs, ...bridge.complaints]
        .map((line) => [
          line,
          found(line, [...secrets, ...Object.values(MEMBER), SHOPPER.phone, SHOPPER.email, SHOPPER.name]),
        ])
        .filter(([, leaks]) => leaks?.length),
    ).toEqual([]));

  it('where a member is told of notices stands in their preferences, and nowhere else', () => {
    const own = (path: string) => path === 'tenants/canary/preferences/ben';
    expect(
      leaksIn(
        stored.filter(({ path }) => own(path)),
        Object.values(MEMBER),
      ),
    ).toHaveLength(1);
    expect(
      leaksIn(
        stored.filter(({ path }) => !own(path)),
        Object.values(MEMBER),
      ),
    ).toEqual([]);
    expect(found(said.replies.join('\n'), Object.values(MEMBER))).toEqual([]);
    expect(stored.some(({ path }) => path.startsWith('tenants/canary/deliveries/'))).toBe(true);
  });

  it('the shopper’s phone and e-mail stand in the storefront’s own fields of orders, and nowhere else', async () => {
    const personal = [SHOPPER.phone, SHOPPER.email, SHOPPER.phone.slice(2)];
    const elsewhere = stored.filter(({ path }) => !/\/orders\/[^/]+$/.test(path));
    expect(leaksIn(elsewhere, personal)).toEqual([]);
    const ids = stored.flatMap(({ path }) => /\/canary\/orders\/([^/]+)$/.exec(path)?.[1] ?? []);
    const badges = await Promise.all(
      ids.map(async (id) => ({ path: id, text: JSON.stringify(await shop.badges(id)) })),
    );
    expect(badges.length).toBeGreaterThan(SPOILED.length);
    expect(leaksIn(badges, personal)).toEqual([]);
  });

  it('every order that was taken stands once, though every event came twice', () => {
    for (const number of ['1', ...SPOILED, 'renewed'])
      for (const provider of PROVIDERS) {
        const held = bridge.held(provider, number);
        expect([number, provider, held.length]).toEqual([number, provider, 1]);
      }
  });
});
