import { type RunningSimulator, serve } from './core/simulator';
import { ALL_SERIES, createOdoo } from './odoo';
import * as seed from './odoo/seed';
import { START, synced, till } from './odoo/till';

const wrongKey = { secret: 'f'.repeat(40) };

describe('the door of /jsonrpc', () => {
  it.each(ALL_SERIES)('tells its version and who is who: %i', async (series) => {
    const { rpc } = till({ series });
    const version = await rpc('common', 'version', []);
    expect(version.json.result).toMatchObject({
      server_version: `${series}.0`,
      server_version_info: [series, 0, 0, 'final', 0, ''],
    });
    const authenticate = (...args: unknown[]) => rpc('common', 'authenticate', [...args, {}]);
    expect((await authenticate(seed.DATABASE, seed.LOGIN, seed.API_KEY)).json.result).toBe(seed.UID);
    expect((await authenticate(seed.DATABASE, seed.LOGIN, seed.PASSWORD)).json.result).toBe(seed.UID);
    expect((await authenticate(seed.DATABASE, seed.LOGIN, 'wrong')).json.result).toBe(false);
    expect((await authenticate(seed.DATABASE, 'nobody', seed.API_KEY)).json.result).toBe(false);
    expect((await authenticate(seed.OTHER_DATABASE, seed.LOGIN, seed.API_KEY)).json.result).toBe(false);
    const nowhere = await authenticate('nodb', seed.LOGIN, seed.API_KEY);
    expect([nowhere.status, nowhere.json.error?.data.name]).toEqual([200, 'psycopg2.OperationalError']);
    expect(nowhere.json.error?.data.message).toContain('database "nodb" does not exist');
  });

  it('answers 200 to every error of the application; code and order of fields change with 19', async () => {
    for (const series of ALL_SERIES) {
      const { execute } = till({ series });
      const reply = await execute('res.partner', 'read', [[1]], {}, wrongKey);
      expect(reply.status).toBe(200);
      expect(reply.json.error).toMatchObject({
        code: series === 19 ? 0 : 200,
        message: 'Odoo Server Error',
        data: {
          name: 'odoo.exceptions.AccessDenied',
          message: 'Access Denied',
          arguments: ['Access Denied'],
        },
      });
      expect(Object.keys(reply.json.error?.data ?? {}).at(-1)).toBe(series === 19 ? 'debug' : 'context');
      expect(reply.json.error?.data.debug).toContain(seed.TRACEBACK_SECRET);
    }
  });

  it('calls an unknown uid a missing user', async () => {
    const { refused } = till();
    expect(await refused('res.partner', 'read', [[1]], {}, { uid: 999 })).toMatchObject({
      name: 'odoo.exceptions.MissingError',
      message: 'Record does not exist or has been deleted.\n(Record: res.users(999,), User: 999)',
    });
  });

  it('leaves the result of None out, and refuses what is no call', async () => {
    const { execute, post, simulator, model } = till({ series: 18 });
    model.closeTill();
    await execute('pos.config', 'open_ui', [[seed.CONFIG_ID]]);
    const session = model.records('pos.session').at(-1)?.id;
    const opened = await execute('pos.session', 'set_opening_control', [[session], 0, '']);
    expect(opened.json).toEqual({ jsonrpc: '2.0', id: 1 });
    expect(await post('/jsonrpc', '{', {})).toMatchObject({ status: 400, text: 'Invalid JSON data' });
    expect((await post('/jsonrpc', {}, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await till({ series: 19 }).post('/jsonrpc', {}, { 'content-type': 'text/plain' })).status).toBe(
      415,
    );
    const get = { method: 'GET', path: '/jsonrpc', query: {}, headers: {}, body: '' };
    expect(await simulator.handle(get)).toMatchObject({ status: 400 });
    expect(model.state().violations).toBe(0);
    await post('/xmlrpc/2/object', {});
    expect(model.state().violations).toBe(1);
  });

  it('knows a call by what it calls, and conceals its key', async () => {
    const { call, simulator } = till();
    await call('res.partner', 'read', [[1], ['name']]);
    const [seen] = simulator.calls;
    expect(seen?.path).toBe('/jsonrpc/res.partner/read');
    expect(JSON.stringify(seen)).not.toContain(seed.API_KEY);
    simulator.faults.add({ kind: 'error-in-200', match: 'res.partner/read' });
    await call('res.partner', 'search', [[]]);
    await expect(call('res.partner', 'read', [[1]])).rejects.toThrow('SerializationFailure');
  });
});

describe('the door of /json/2', () => {
  it('opens with 19', async () => {
    expect((await till({ series: 18 }).json2('res.users/context_get', {})).status).toBe(404);
    const { json2 } = till({ series: 19 });
    const reply = await json2('res.users/context_get', {});
    expect([reply.status, reply.json]).toEqual([
      200,
      { lang: 'en_US', tz: 'America/Port_of_Spain', uid: seed.UID },
    ]);
  });

  it('has a status for every error, and the error is the body', async () => {
    const { json2 } = till({ series: 19 });
    const outcome = async (path: string, body: unknown, headers?: Record<string, string>) => {
      const { status, json } = await json2(path, body, headers);
      return [status, json?.name?.replace('odoo.exceptions.', '')];
    };
    const partners = 'res.partner/search';
    const unauthorized = [401, 'werkzeug.exceptions.Unauthorized'];
    expect(await outcome(partners, { domain: [] }, { authorization: 'bearer nope' })).toEqual(unauthorized);
    expect(await outcome(partners, { domain: [] }, { authorization: '' })).toEqual(unauthorized);
    expect(await outcome(partners, {})).toEqual([422, 'werkzeug.exceptions.UnprocessableEntity']);
    expect((await json2(partners, {})).json.message).toBe("missing a required argument: 'domain'");
    expect((await json2(partners, { domain: [], ids: [1] })).json.message).toBe(
      'cannot call res.partner.search with ids',
    );
    expect(await outcome('foo.bar/search', { domain: [] })).toEqual([404, 'werkzeug.exceptions.NotFound']);
    expect(await outcome('res.partner/search/x', {})).toEqual([404, 'werkzeug.exceptions.NotFound']);
    expect(await outcome('res.partner/write', { ids: [999], vals: { name: 'x' } })).toEqual([
      404,
      'MissingError',
    ]);
    expect(await outcome('res.partner/_merge', {})).toEqual([403, 'AccessError']);
    expect(await outcome(partners, { domain: [['nope', '=', 1]] })).toEqual([500, 'builtins.ValueError']);
    expect((await json2(partners, { domain: [] }, { 'x-odoo-database': 'nodb' })).text).toContain(
      '<!doctype',
    );
    expect((await json2(partners, '{')).status).toBe(400);
  });

  it('shows records bare, None as null, and one created record as a list', async () => {
    const { json2, model } = till({ series: 19 });
    const read = await json2('res.partner/read', { ids: [seed.CUSTOMER_ID], fields: ['name'] });
    expect(read.json).toEqual([{ id: seed.CUSTOMER_ID, name: 'Ada Sample' }]);
    const created = await json2('res.partner/create', { vals_list: { name: 'Bo' } });
    expect(created.json).toEqual([expect.any(Number)]);
    const context = { inventory_mode: true };
    const ids = [seed.ROTI_QUANT_ID];
    await json2('stock.quant/write', { ids, vals: { inventory_quantity: 7 }, context });
    expect(await json2('stock.quant/action_apply_inventory', { ids })).toMatchObject({ json: null });
    expect((await json2('pos.order/sync_from_ui', { orders: [synced()] })).status).toBe(200);
    expect(model.orders()).toMatchObject([{ total: 700, state: 'paid' }]);
  });

  it('needs to be told the database, unless there is only one', async () => {
    const { post, model } = till({ series: 19 });
    const ask = () => post('/json/2/res.users/context_get', {}, { authorization: `bearer ${seed.API_KEY}` });
    expect((await ask()).status).toBe(404);
    model.setOption('singleDatabase', true);
    expect((await ask()).status).toBe(200);
  });
});

describe('a spoiled reply', () => {
  it('loses a field whose path has dots of its own', async () => {
    const { execute, simulator } = till({ series: 19 });
    simulator.faults.add({ kind: 'drop-field', value: 'result.pos.order.0.id' });
    const { json } = await execute('pos.order', 'sync_from_ui', [[synced()]]);
    const { 'pos.order': orders } = json.result as { 'pos.order': Record<string, unknown>[] };
    expect(orders).toMatchObject([{ state: 'paid' }]);
    expect(orders[0]).not.toHaveProperty('id');
  });

  it('stays a list where it was one', async () => {
    const { json2, simulator } = till({ series: 19 });
    const ids = () => json2('pos.category/search_read', { domain: [], fields: ['name'], order: 'id' });
    simulator.faults.add({ kind: 'shuffle-pages' });
    expect((await ids()).json).toMatchObject([{ id: 2 }, { id: 1 }]);
    simulator.faults.add({ kind: 'extra-field' });
    expect((await ids()).json).toMatchObject([{ id: 1, a_field_from_the_future: {} }, { id: 2 }]);
  });
});

describe('limits and probes', () => {
  it('answers probes to anybody', async () => {
    const { post, simulator } = till({ series: 19, saas: true });
    const probe = (path: string) =>
      simulator.handle({ method: 'GET', path, query: {}, headers: {}, body: '' });
    expect(await probe('/web/version')).toMatchObject({ status: 200, json: { version: '19.0' } });
    expect(await probe('/web/health')).toMatchObject({ status: 200 });
    expect((await post('/web/webclient/version_info', {})).json.result).toMatchObject({
      server_version_info: ['saas~19', 2, 0, 'final', 0, ''],
    });
  });

  it('lets a proxy refuse with HTML, each database for itself', async () => {
    const { call, execute, clock, model } = till({ callsPerSecond: 1 });
    await call('res.partner', 'search', [[]]);
    expect(await execute('res.partner', 'search', [[]])).toMatchObject({ status: 429 });
    const who = { database: seed.OTHER_DATABASE, uid: seed.OTHER_UID, secret: seed.OTHER_API_KEY };
    await call('res.partner', 'search', [[]], {}, who);
    clock.now += 1000;
    await call('res.partner', 'search', [[]]);
    expect(model.state().pace).toEqual({ peakPerSecond: 1, refused: 1 });
  });

  it('forgets a key for good', async () => {
    const { execute, simulator } = till();
    simulator.faults.add({ kind: 'expire-token' });
    const refused = await execute('res.partner', 'search', [[]]);
    expect(refused.json.error?.data.name).toBe('odoo.exceptions.AccessDenied');
    simulator.reset();
    expect((await execute('res.partner', 'search', [[]])).json.error).toBeUndefined();
  });
});

describe('over HTTP', () => {
  let running: RunningSimulator;
  beforeAll(async () => {
    running = await serve(createOdoo({ now: () => START }));
  });
  afterAll(() => running.close());

  it('commits an order whose reply is lost', async () => {
    running.simulator.faults.add({ kind: 'lose-reply', match: 'sync_from_ui' });
    const execute = (model: string, method: string, args: unknown[]) => {
      const params = {
        ...{ service: 'object', method: 'execute_kw' },
        args: [seed.DATABASE, seed.UID, seed.API_KEY, model, method, args],
      };
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params });
      return fetch(`${running.url}/jsonrpc`, { method: 'POST', headers, body });
    };
    await expect(execute('pos.order', 'sync_from_ui', [[synced()]])).rejects.toThrow();
    const found = await execute('pos.order', 'search_read', [[], ['amount_total', 'state']]);
    expect(await found.json()).toMatchObject({ result: [{ amount_total: 7, state: 'paid' }] });
  });
});
