import { createHmac } from 'node:crypto';
import { dine, dryRun, probe } from '../../../functions/src/providers/dine';
import { manifest } from '../../../functions/src/providers/dine/manifest';
import { failureOf, KEYS, MENU, NOW, open, order, ORDERS, push, row } from './fixtures';
import { asked, scripted } from './scripted';

const OUTLETS = 'GET /v1/outlets';
const outlet = { id: 'out-1', name: 'Main', currency: 'USD', timezone: 'Asia/Singapore', active: true };
const outlets = { [OUTLETS]: { json: { data: [outlet, { ...outlet, id: 'old', active: false }] } } };

/** As deployed: no stand-in for the POS. */
const deployed = (http: Parameters<typeof open>[0], hosts?: string[]) => ({
  tools: { http, baseUrl: manifest.hosts.production, now: () => NOW, hosts },
});

describe('the hosts of recipes', () => {
  it('are those that the operator allows', async () => {
    const { http, calls } = scripted(outlets);
    const session = open(http, { config: { host: 'POS.example' } }, deployed(http, ['pos.example']));
    expect(await session.locations()).toMatchObject([{ externalId: 'out-1', name: 'Main', currency: 'USD' }]);
    expect(calls).toHaveLength(1);
  });

  it.each([
    'pos.example',
    'evil.example',
    'pos.example.evil.example',
    'allowed.example:8443',
    'allowed.example.',
    'user@allowed.example',
    'allowed.example@evil.example',
    'evil.example#allowed.example',
    'evil.example/?allowed.example',
    'allowed.example\\@evil.example',
    '127.0.0.1',
    'localhost',
    '169.254.169.254',
    '0x7f.1',
    '2130706433',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'metadata.google.internal',
    '',
  ])('are not %j', async (host) => {
    const { http, calls } = scripted(outlets);
    const session = open(http, { config: { host } }, deployed(http, ['allowed.example']));
    const failure = await failureOf(session.locations());
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/operator/)]);
    expect(calls).toEqual([]);
  });

  it('are the vendor’s own for the presets that have one', async () => {
    const hosts: string[] = [];
    const { http } = scripted({
      'GET /v1/r-1/onlineorder/locations': { json: { data: [{ id: 1, name: 'Main' }] } },
    });
    const spy: typeof http = (request) => {
      hosts.push(new URL(request.url).host);
      return http(request);
    };
    const session = open(
      spy,
      { recipe: 'dinlr', config: { restaurantId: 'r-1' } },
      { ...deployed(spy), credentials: { accessToken: 'tok' } },
    );
    await session.locations();
    expect(new Set(hosts)).toEqual(new Set(['api.dinlr.com']));
  });
});

describe('the sign-in of recipes', () => {
  it('lists outlets that are active, each with the account', async () => {
    const [place] = await open(scripted(outlets).http).locations();
    expect(place).toMatchObject({ externalId: 'out-1', timezone: 'Asia/Singapore' });
    expect(place?.accountId).toMatch(/^[0-9a-f]{20}$/);
  });

  it.each([
    [{}],
    [{ apiKey: 'k' }],
    [{ apiKey: 'canary', apiSecret: 7 }],
    [{ apiKey: 'canary', apiSecret: '' }],
    [null],
    ['canary'],
  ])('that is stored as %j asks to connect again', (credentials) => {
    expect(() => open(scripted({}).http, {}, { credentials })).toThrow(/incomplete/);
    expect(() => open(scripted({}).http, {}, { credentials })).not.toThrow(/canary/);
  });

  it('gets a token once per session where the recipe signs in for one', async () => {
    const login = {
      type: 'login',
      request: { method: 'POST', path: '/login', body: { key: '{{secret.apiKey}}' } },
      tokenPath: 'data.token',
    };
    const { http, calls } = scripted({ ...outlets, 'POST /login': { json: { data: { token: 'tok' } } } });
    const session = open(http, { recipe: { preset: 'dine', auth: login } });
    await Promise.all([session.locations(), session.locations()]);
    expect(asked(calls, 'POST /login')).toMatchObject([{ body: { key: KEYS.apiKey }, effect: false }]);
    expect(asked(calls, OUTLETS).map(({ headers }) => headers.authorization)).toEqual([
      'Bearer tok',
      'Bearer tok',
    ]);
  });

  it('that brings no token is unauthorized', async () => {
    const login = { type: 'login', request: { method: 'POST', path: '/login' }, tokenPath: 'data.token' };
    const { http } = scripted({ 'POST /login': { json: { data: {} } } });
    expect((await failureOf(open(http, { recipe: { preset: 'dine', auth: login } }).locations())).kind).toBe(
      'unauthorized',
    );
  });

  it('signs requests over time, method, path, query and body', async () => {
    const signing = {
      secret: '{{secret.apiSecret}}',
      parts: ['timestamp', 'method', 'pathQuery', 'body'],
      join: '.',
      timestampHeader: 'X-Timestamp',
      signatureHeader: 'X-Signature',
    };
    let seen = '';
    const { http, calls } = scripted({ [`POST ${ORDERS}`]: { json: { data: row() } } });
    const spy: typeof http = (request) => {
      seen = request.body ?? '';
      return http(request);
    };
    await open(spy, { recipe: { preset: 'dine', signing } }).pushOrder(push());
    const content = `${NOW / 1000}.POST.${ORDERS}.${seen}`;
    expect(calls[0]?.headers['X-Timestamp']).toBe(String(NOW / 1000));
    expect(calls[0]?.headers['X-Signature']).toBe(
      createHmac('sha256', KEYS.apiSecret).update(content).digest('hex'),
    );
  });
});

describe('a dry run', () => {
  it('shows every call as it would be sent, with masks for secrets, and sends nothing', () => {
    const run = dryRun('dine', order({ note: 'Ring' }));
    const calls = run.ok ? run.calls : [];
    expect(calls.map(({ operation }) => operation).sort()).toEqual([
      'cancelOrder',
      'createOrder',
      'findOrder',
      'getOrder',
      'listDiscounts',
      'listItems',
      'listOrders',
      'listOutlets',
      'updatePrice',
    ]);
    const create = calls.find(({ operation }) => operation === 'createOrder');
    expect(create).toMatchObject({
      request: {
        method: 'POST',
        url: 'https://host/v1/outlets/outletId/orders',
        headers: { 'x-api-key': '***', 'idempotency-key': 'DRY-RUN' },
      },
    });
    expect(JSON.stringify(create)).toContain('Ring');
  });

  it('writes JSON into text where the vendor wants it', () => {
    const run = dryRun('dineplan', order(), { outletId: '7' });
    const create = run.ok ? run.calls.find(({ operation }) => operation === 'createOrder') : undefined;
    const text = create && 'request' in create ? create.request.body : undefined;
    const body = JSON.parse(text ?? '{}') as {
      locationId: string;
      deliveryContents: string;
      response: string;
    };
    expect(body.locationId).toBe('7');
    expect(JSON.parse(body.deliveryContents)).toMatchObject({
      TotalAmount: 7,
      Orders: [{ MenuItemName: 'Latte', Price: 3.5, Quantity: 2, OrderStatus: ['New'], OrderTagItems: [] }],
    });
    expect(JSON.parse(body.response)).toMatchObject({ ReferenceNo: 'pay_1' });
  });

  it('names what is wrong with the recipe', () => {
    expect(dryRun({ preset: 'dine', baseUrl: 'http://x' }, order())).toMatchObject({
      ok: false,
      issues: [{ path: 'baseUrl' }],
    });
  });
});

describe('a probe', () => {
  const tools = (http: Parameters<typeof open>[0]) => ({ http, baseUrl: 'https://pos.test', now: () => NOW });
  const connection = { credentials: KEYS, externalLocationId: 'out-1', currency: 'USD' };

  it('reads only, shows what it read in our fields and what was nowhere', async () => {
    const { http, calls } = scripted({
      ...outlets,
      [`GET ${MENU}`]: { json: { data: [{ id: 1, name: 'Latte', price: 350 }] } },
      'GET /v1/outlets/out-1/discounts': { status: 403, json: { error: { code: 'no', message: 'No' } } },
      [`GET ${ORDERS}`]: { json: { data: [] } },
    });
    const result = await probe('dine', tools(http), connection);
    const findings = result.ok ? result.findings : [];
    expect(findings).toMatchObject([
      { operation: 'listOutlets', ok: true, rows: 2, misses: ['accountId'] },
      { operation: 'listItems', ok: true, rows: 1, records: [{ id: '1', name: 'Latte', price: 350 }] },
      { operation: 'listDiscounts', ok: false, problem: expect.stringMatching(/sign-in/) as string },
      { operation: 'listOrders', ok: true, rows: 0, misses: [] },
    ]);
    expect(findings[1]).toMatchObject({ misses: expect.arrayContaining(['sku', 'stock']) as string[] });
    expect(calls.every(({ method, effect }) => method === 'GET' && !effect)).toBe(true);
    expect(JSON.stringify(result)).not.toContain(KEYS.apiKey);
  });
});

describe('the manifest', () => {
  it('promises exactly the operations of its sessions', () => {
    expect(Object.keys(open(scripted({}).http)).sort()).toEqual([...dine.manifest.can].sort());
  });
});
