import { guardedHttp } from '../../../functions/src/providers/hostGuard';
import { odoo } from '../../../functions/src/providers/odoo';
import { connectTo } from '../../../functions/src/providers/odoo/client';
import { credentials } from '../../../functions/src/providers/odoo/credentials';
import { manifest } from '../../../functions/src/providers/odoo/manifest';
import { tills } from '../../../functions/src/providers/odoo/wire';
import { z } from 'zod';
import { CREDENTIALS, failureOf, NOW, open, push, till } from './fixtures';
import { scripted, type Scripts } from './scripted';

const version = (info: unknown) => ({ result: { server_version_info: [info, 0, 0, 'final', 0, ''] } });
const tools = (http: ReturnType<typeof scripted>['http'], baseUrl = 'http://odoo.sim') => ({
  http,
  baseUrl,
  now: () => NOW,
});
const renew = (scripts: Scripts, given: unknown = CREDENTIALS) => {
  const wire = scripted(scripts);
  return { ...wire, renewed: odoo.renewal!.renew(given, tools(wire.http)) };
};

describe('the series', () => {
  it.each([
    [16, 16],
    [18, 18],
    ['saas~18', 18],
    ['saas~17.4', 17],
  ])('is read of %p', async (info, series) => {
    const { renewed } = renew({ 'common.version': version(info), 'common.authenticate': { result: 8 } });
    expect(await renewed).toEqual({ ...CREDENTIALS, series, uid: 8, foundAt: NOW });
  });

  it('from 19 on needs no user id, since the key says who it is', async () => {
    const { renewed, lines } = renew({ 'common.version': version(19) });
    expect(await renewed).toMatchObject({ series: 19, uid: undefined });
    expect(lines()).toEqual(['common.version']);
  });

  it('is asked elsewhere where /jsonrpc is gone', async () => {
    const { renewed } = renew({
      'common.version': { status: 404, text: '<html>' },
      '/web/version': { result: { version_info: [22, 0, 0], version: '22.0' } },
    });
    expect(await renewed).toMatchObject({ series: 22 });
  });

  it('that is too old is refused, with advice', async () => {
    const failure = await failureOf(renew({ 'common.version': version(15) }).renewed);
    expect(failure).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/15/) as string });
    expect(failure.detail.advice).toMatch(/update/i);
  });

  it('that nobody tells is a defect, not a guess', async () => {
    expect((await failureOf(renew({ 'common.version': version('x') }).renewed)).kind).toBe('unexpected');
  });

  it('is found out again once a day, and when it was never found', () => {
    const due = (more: object) => odoo.renewal!.due({ ...CREDENTIALS, ...more }, NOW);
    expect(due({})).toBe(true);
    expect(due({ series: 18 })).toBe(true);
    expect(due({ series: 18, uid: 8 })).toBe(false);
    expect(due({ series: 19 })).toBe(false);
    expect(due({ series: 18, uid: 8, foundAt: NOW - 23 * 3_600_000 })).toBe(false);
    expect(due({ series: 18, uid: 8, foundAt: NOW - 25 * 3_600_000 })).toBe(true);
  });
});

describe('a sign-in', () => {
  it('that Odoo answers with false is no error to it, and none we may overlook', async () => {
    const { renewed } = renew({ 'common.version': version(18), 'common.authenticate': { result: false } });
    const failure = await failureOf(renewed);
    expect(failure.kind).toBe('unauthorized');
    expect(failure.detail.advice).toMatch(/API key/);
    expect(`${failure.message} ${JSON.stringify(failure.detail)}`).not.toContain(CREDENTIALS.apiKey);
  });

  it('while connecting is tried by listing the tills, and series and user are found out once', async () => {
    const wire = scripted({
      'common.version': version(17),
      'common.authenticate': { result: 8 },
      'pos.config.search_read': {
        result: [till(), till({ id: 2, name: 'Bakery', currency_id: [1, 'EUR'] })],
      },
    });
    const session = open(wire.http, { credentials: CREDENTIALS, externalLocationId: undefined, pos: {} });
    const places = await session.locations();
    await session.locations();
    const accountId = `${CREDENTIALS.host}/shop`;
    expect(places).toEqual([
      { externalId: '1', name: 'Coffee bar', currency: 'USD', accountId },
      { externalId: '2', name: 'Bakery', currency: 'EUR', accountId },
    ]);
    expect(wire.lines()).toEqual([
      'common.version',
      'common.authenticate',
      'pos.config.search_read',
      'pos.config.search_read',
    ]);
    expect(wire.calls.some(({ effect }) => effect)).toBe(false);
  });

  it('lists warehouses where there is no till, and a warehouse makes the target a sales order', async () => {
    const wire = scripted({
      'pos.config.search_read': {
        fault: { name: 'odoo.exceptions.UserError', message: "Object pos.config doesn't exist" },
      },
      'stock.warehouse.search_read': { result: [{ id: 3, name: 'Main', company_id: [1, 'Mine'] }] },
      'res.company.search_read': { result: [{ id: 1, currency_id: [2, 'USD'] }] },
    });
    expect(await open(wire.http).locations()).toMatchObject([
      { externalId: 'warehouse-3', name: 'Main', currency: 'USD' },
    ]);
  });

  it('is not kept from listing the tills by wrong settings, which an order then names', async () => {
    const wire = scripted({ 'pos.config.search_read': { result: [till()] } });
    const session = open(wire.http, { pos: { paymentMethodId: 'x', taxes: [{ id: 1, rate: -5 }] } });
    expect(await session.locations()).toHaveLength(1);
    const failure = await failureOf(session.pushOrder(push()));
    expect(failure).toMatchObject({ kind: 'rejected' });
    expect(failure.message).toMatch(/pos\.paymentMethodId.*pos\.taxes/);
    expect(wire.calls.some(({ effect }) => effect)).toBe(false);
  });

  it('with a field missing says which, and nothing of the others', () => {
    expect(() =>
      odoo.open({ credentials: { ...CREDENTIALS, database: '' }, pos: {}, tools: tools(scripted({}).http) }),
    ).toThrow(/database/);
  });
});

describe('the host that a merchant typed in', () => {
  const production = manifest.hosts.production;
  const call = { model: 'pos.config', method: 'search_read', effect: false, reply: z.unknown() } as const;
  const clientOf = (host: string, wire: ReturnType<typeof scripted>, addresses: string[]) =>
    connectTo({
      // As the bridge guards it: see deliver/tools.ts.
      tools: tools(
        guardedHttp(wire.http, async () => addresses.map((address) => ({ address, family: 4 }))),
        production,
      ),
      credentials: credentials.parse({ ...CREDENTIALS, host, series: 19 }),
      context: {},
    });

  it.each([
    'https://shop.odoo.com',
    'shop.odoo.com',
    'shop.odoo.com/',
    'https://shop.odoo.com/web/login',
    'https://shop.odoo.com/odoo?debug=1',
  ])('is called at its root, pinned to its address: %s', async (host) => {
    const wire = scripted({ 'pos.config.search_read': { result: [till()] } });
    const found = await clientOf(host, wire, ['34.76.10.20']).call({ ...call, reply: tills });
    expect(found).toHaveLength(1);
    expect(wire.calls).toMatchObject([
      {
        url: 'https://shop.odoo.com/json/2/pos.config/search_read',
        pin: { address: '34.76.10.20', family: 4 },
      },
    ]);
  });

  it.each([
    ['http://shop.odoo.com', '34.76.10.20'],
    ['https://localhost', '34.76.10.20'],
    ['localhost:8069', '34.76.10.20'],
    ['10.0.0.1', '34.76.10.20'],
    ['https://user:pass@shop.odoo.com', '34.76.10.20'],
    ['https://shop.odoo.com:8069', '34.76.10.20'],
    ['https://shop.odoo.com', '10.0.0.7'],
    ['file:///etc/passwd', '34.76.10.20'],
  ])('is not called at all: %s at %s', async (host, address) => {
    const wire = scripted({});
    expect((await failureOf(clientOf(host, wire, [address]).call(call))).kind).toBe('rejected');
    expect(wire.calls).toEqual([]);
  });

  it('is not asked where a stand-in is configured', async () => {
    const wire = scripted({ 'pos.config.search_read': { result: [till()] } });
    await open(wire.http, {
      series: 19,
      credentials: { ...CREDENTIALS, host: 'localhost', series: 19 },
    }).locations();
    expect(wire.calls[0]?.url).toBe('http://odoo.sim/json/2/pos.config/search_read');
  });
});
