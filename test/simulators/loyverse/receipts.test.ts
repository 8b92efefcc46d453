import * as seed from './seed';
import { sale, till } from './till';

const DAY_MS = 86_400_000;

describe('the list of receipts', () => {
  it('finds by order reference, per account', async () => {
    const { post, get } = till();
    await post('/receipts', sale(7));
    await post('/receipts', sale(7, undefined, { order: 'WEB-2' }));
    expect((await get(`/receipts?order=WEB-2&store_id=${seed.STORE_ID}`)).json.receipts).toMatchObject([
      { order: 'WEB-2' },
    ]);
    expect((await get('/receipts?order=WEB-2', seed.OTHER_ACCESS_TOKEN)).json).toEqual({ receipts: [] });
    expect((await get('/receipts/1001', seed.OTHER_ACCESS_TOKEN)).status).toBe(404);
  });

  it('pages newest first with a cursor that belongs to its filters and is absent at the end', async () => {
    const { post, get, clock } = till();
    for (let made = 0; made < 5; made += 1) {
      await post('/receipts', sale(7));
      clock.now += made % 2 ? 1000 : 0;
    }
    const seen: string[] = [];
    let url = '/receipts?limit=2';
    for (let page = 0; page < 3; page += 1) {
      const { json } = await get(url);
      seen.push(...json.receipts.map((receipt) => receipt.receipt_number));
      if (page === 2) expect('cursor' in json).toBe(false);
      else url = `/receipts?limit=2&cursor=${json.cursor}`;
    }
    expect(seen).toEqual(['1005', '1004', '1003', '1002', '1001']);
    expect((await get(url.replace('limit=2', 'limit=3'))).json.errors[0].code).toBe('INVALID_CURSOR');
    expect((await get('/receipts?limit=251')).json.errors[0].code).toBe('INVALID_VALUE');
  });

  it('shows cancellations to who asks by updated_at, and holds back what is older than 31 days', async () => {
    const { post, get, clock, model } = till();
    await post('/receipts', sale(7));
    clock.now += DAY_MS;
    model.cancelReceipt('1001');
    const since = new Date(clock.now - 1000).toISOString();
    expect((await get(`/receipts?updated_at_min=${since}`)).json.receipts).toHaveLength(1);
    expect((await get(`/receipts?created_at_min=${since}`)).json.receipts).toHaveLength(0);
    expect(
      (await get(`/receipts?created_at_min=${since}&created_at_max=2025-03-01T00:00:00.000Z`)).json.errors[0]
        .code,
    ).toBe('INVALID_RANGE');
    clock.now += 31 * DAY_MS;
    expect((await get('/receipts')).json.receipts).toHaveLength(0);
    expect((await get(`/receipts?updated_at_min=${since}`)).status).toBe(402);
    model.setOption('unlimitedHistory', true);
    expect((await get(`/receipts?updated_at_min=${since}`)).json.receipts).toHaveLength(1);
  });
});
