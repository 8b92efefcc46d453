import { type RunningSimulator, serve } from './core/simulator';
import { createLoyverse } from './loyverse';
import * as seed from './loyverse/seed';
import { sale, START, till } from './loyverse/till';

describe('the door', () => {
  it('knows tokens, scopes, lapsed subscriptions and media types', async () => {
    const { get, model, send, simulator } = till();
    expect((await get('/merchant/')).json).toMatchObject({
      id: seed.MERCHANT_ID,
      currency: { code: 'USD', decimal_places: 2 },
    });
    expect((await get('/merchant', 'wrong')).json.errors[0].code).toBe('UNAUTHORIZED');
    expect((await send('POST', '/v1.0/receipts', new URLSearchParams())).status).toBe(415);
    model.access.restrict(seed.ACCESS_TOKEN, ['STORES_READ']);
    expect([(await get('/stores')).status, (await get('/merchant')).status]).toEqual([200, 403]);
    model.setOption('subscriptionLapsed', true);
    expect((await get('/stores')).status).toBe(402);
    simulator.reset();
    expect((await get('/merchant')).status).toBe(200);
  });

  it('counts 300 calls in a sliding 300 s for each account', async () => {
    const { get, clock, model } = till({ callLimit: 2, emitRetryAfter: true });
    await get('/stores');
    clock.now += 100_000;
    await get('/stores');
    const refused = await get('/stores');
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '200' },
      json: { errors: [{ code: 'RATE_LIMITED' }] },
    });
    expect((await get('/stores', seed.OTHER_ACCESS_TOKEN)).status).toBe(200);
    clock.now += 200_000;
    expect((await get('/stores')).status).toBe(200);
    expect(model.state().windows).toMatchObject({ [seed.MERCHANT_ID]: { used: 2, refused: 1, peak: 2 } });
  });
});

describe('over HTTP', () => {
  let running: RunningSimulator;
  beforeAll(async () => {
    running = await serve(createLoyverse({ now: () => START }));
  });
  afterAll(() => running.close());

  it('commits a sale whose reply is lost', async () => {
    running.simulator.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts' });
    const headers = { authorization: `Bearer ${seed.ACCESS_TOKEN}`, 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(sale(7)) };
    await expect(fetch(`${running.url}/v1.0/receipts`, request)).rejects.toThrow();
    const found = await fetch(`${running.url}/v1.0/receipts?order=WEB-1`, { headers });
    expect(await found.json()).toMatchObject({ receipts: [{ order: 'WEB-1', total_money: 7 }] });
  });
});
