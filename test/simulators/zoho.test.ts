import { type RunningSimulator, serve } from './core/simulator';
import { createZoho } from './zoho';
import * as seed from './zoho/seed';
import { sale, START, till } from './zoho/till';

describe('the door', () => {
  it('wants its own scheme, a live token, a scope and the right organization', async () => {
    const { send, get, model, clock, simulator } = till();
    const url = `/inventory/v1/items?organization_id=${seed.ORGANIZATION_ID}`;
    expect(await send('GET', url)).toMatchObject({ status: 401, json: { code: 14 } });
    const bearer = { authorization: `Bearer ${seed.ACCESS_TOKEN}` };
    expect((await send('GET', url, bearer)).json.code).toBe(14);
    expect((await get('/items', { token: 'wrong' })).json.code).toBe(57);
    expect(await get('/items', { organization: seed.OTHER_ORGANIZATION_ID })).toMatchObject({
      ...{ status: 400, json: { code: 6041 } },
    });
    const good = { authorization: `Zoho-oauthtoken ${seed.ACCESS_TOKEN}` };
    expect(await send('GET', '/inventory/v1/items', good)).toMatchObject({ status: 400, json: { code: 6 } });
    model.access.restrict(seed.ACCESS_TOKEN, ['ZohoInventory.items.READ', 'ZohoInventory.settings.ALL']);
    const codes = async (path: string) => (await get(path)).json.code;
    expect([await codes('/items'), await codes('/contacts'), await codes('/locations')]).toEqual([0, 57, 57]);
    clock.now += 3_600_000;
    expect(await codes('/items')).toBe(57);
    simulator.reset();
    expect(await codes('/contacts')).toBe(0);
  });

  it('takes JSON or a JSONString, and counts anything else as a violation', async () => {
    const { send, model, post } = till();
    const url = `/inventory/v1/contacts?organization_id=${seed.ORGANIZATION_ID}`;
    const sent = (type: string, body: string) => {
      const authorization = `Zoho-oauthtoken ${seed.ACCESS_TOKEN}`;
      return send('POST', url, { authorization, 'content-type': type }, body);
    };
    const form = 'application/x-www-form-urlencoded';
    const body = new URLSearchParams({ JSONString: JSON.stringify({ contact_name: 'Cy & Co' }) });
    expect((await sent(form, body.toString())).json.contact.contact_name).toBe('Cy & Co');
    expect((await sent('application/json', '{')).json.code).toBe(2);
    expect(model.state().violations).toBe(0);
    await sent(form, 'contact_name=Cy');
    await sent('text/plain', '{}');
    await post(`/items/${seed.WATER_ID}/active`, {});
    await post('/packages', {});
    expect(model.state().violations).toBe(4);
  });
});

describe('limits', () => {
  it('block an organization for half an hour after the hundredth call of a minute', async () => {
    const { get, clock, model } = till({ callsPerMinute: 2 });
    await get('/items');
    clock.now += 59_000;
    await get('/items');
    const refused = await get('/items');
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1800' }, json: { code: 44 } });
    clock.now += 600_000;
    expect((await get('/items')).headers['retry-after']).toBe('1200');
    const second = { organization: seed.SECOND_ORGANIZATION_ID };
    expect((await get('/items', second)).status).toBe(200);
    clock.now += 1_200_000;
    expect((await get('/items')).status).toBe(200);
    expect(model.state().windows).toMatchObject({ [seed.ORGANIZATION_ID]: { refused: 2, peak: 2, used: 1 } });
  });

  it("end the plan's day at midnight of the organization, and tell how far that is", async () => {
    const { get, clock, simulator } = till({ callsPerDay: 1 });
    // 23:59:30 in Kolkata, with fresh tokens.
    clock.now = Date.parse('2026-01-05T18:29:30Z');
    simulator.reset();
    expect((await get('/items')).headers).toMatchObject({
      ...{ 'x-rate-limit-limit': '1', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '30' },
    });
    const refused = await get('/items');
    expect(refused).toMatchObject({ status: 429, json: { code: 45 } });
    expect(refused.headers).not.toHaveProperty('retry-after');
    clock.now += 30_000;
    expect((await get('/items')).status).toBe(200);
  });

  it('let only so many calls in at the same time', async () => {
    const { get, model } = till({ callsInFlight: 2 });
    const codes = (await Promise.all([1, 2, 3].map(() => get('/items')))).map(({ json }) => json.code);
    expect(codes).toEqual([0, 0, 1070]);
    expect((await get('/items')).json.code).toBe(0);
    expect(model.state().windows).toMatchObject({ [seed.ORGANIZATION_ID]: { inFlight: 0, peakInFlight: 2 } });
  });
});

describe('faults', () => {
  it('spoil replies in ways that a gateway does', async () => {
    const { simulator, get, order, model } = till();
    simulator.faults.add({ kind: 'bad-gateway', match: 'POST' });
    expect(await order(sale())).toMatchObject({
      status: 502,
      text: expect.stringContaining('<html>') as string,
    });
    expect(model.orders()).toHaveLength(1);
    simulator.faults.add({ kind: 'truncated' });
    const { text = '' } = await get('/items');
    expect(() => JSON.parse(text) as unknown).toThrow();
    simulator.faults.add({ kind: 'error-in-200' });
    expect(await get('/items')).toMatchObject({ status: 200, json: { code: 1000 } });
    simulator.faults.add({ kind: 'expire-token' });
    expect((await get('/items')).json.code).toBe(57);
  });
});

describe('over HTTP', () => {
  let running: RunningSimulator;
  beforeAll(async () => {
    running = await serve(createZoho({ now: () => START }));
  });
  afterAll(() => running.close());

  it('commits an order whose reply is lost', async () => {
    running.simulator.faults.add({ kind: 'lose-reply', match: 'POST /inventory/v1/salesorders' });
    const headers = {
      authorization: `Zoho-oauthtoken ${seed.ACCESS_TOKEN}`,
      'content-type': 'application/json;charset=UTF-8',
    };
    const query = `organization_id=${seed.ORGANIZATION_ID}`;
    const url = `${running.url}/inventory/v1/salesorders?${query}`;
    const request = { method: 'POST', headers, body: JSON.stringify(sale()) };
    await expect(fetch(`${url}&ignore_auto_number_generation=true`, request)).rejects.toThrow();
    const found = await fetch(`${url}&reference_number=ord-1`, { headers });
    expect(await found.json()).toMatchObject({ salesorders: [{ reference_number: 'ord-1', total: 7 }] });
  });
});
