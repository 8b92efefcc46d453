import { failureOf, NOW, open } from './fixtures';
import { paging, SEARCH } from './paging';
import { asked, scripted } from './scripted';
import { row } from './till';

describe('expiring stock', () => {
  it('is what ends within the days, with so much left, and asks for what rows do not tell', async () => {
    const rows = [
      row({ id_batch: 1, date_expire: '2026-11-30', available: 4 }),
      row({ id_batch: 2, date_expire: '2026-11-30', available: 1 }),
      row({ id_batch: 3, date_expire: '2026-11-20' }),
      row({ id_batch: 4, date_expire: '2027-03-01' }),
      row({ id_batch: 5, date_expire: null, metrc_package_label: null, available: 2 }),
    ];
    const batch = { json: { id_batch: 5, date_expire: '2026-12-01', metrc_package_label: 'TAG' } };
    const { http, calls } = scripted({ [SEARCH]: paging(rows), 'GET /inventory/batch/#': batch });
    const credentials = { username: 'one', password: 'p', token: 't' };
    const session = open(http, {}, { credentials });
    const found = await session.expiringStock({ days: 30, minQuantity: 2 });
    expect(found).toEqual([
      {
        id: '1',
        variationId: '1000',
        itemName: 'Blue Dream 3.5g',
        quantity: 4,
        expiresOn: '2026-11-30',
        metrcTag: '1A4000000000000000000001',
      },
      {
        id: '5',
        variationId: '1000',
        itemName: 'Blue Dream 3.5g',
        quantity: 2,
        expiresOn: '2026-12-01',
        metrcTag: 'TAG',
      },
    ]);
    await open(http, {}, { credentials }).expiringStock({ days: 30, minQuantity: 2 });
    expect(asked(calls, 'GET /inventory/batch/#')).toHaveLength(1);
    const tomorrow = { http, baseUrl: 'https://alleaves.test', now: () => NOW + 86_400_000 };
    await open(http, {}, { credentials, tools: tomorrow }).expiringStock({ days: 30, minQuantity: 2 });
    expect(asked(calls, 'GET /inventory/batch/#')).toHaveLength(2);
  });

  it('asks for a hundred batches in a run, for the others in the next, two at a time', async () => {
    const rows = Array.from({ length: 130 }, (_, n) => row({ id_batch: n, date_expire: null }));
    let [now, most] = [0, 0];
    const { http, calls } = scripted({
      [SEARCH]: paging(rows),
      'GET /inventory/batch/#': { json: { date_expire: '2026-12-01' } },
    });
    const counting: typeof http = async (request) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      const reply = await http(request);
      now -= 1;
      return reply;
    };
    const session = open(counting, {}, { credentials: { username: 'two', password: 'p', token: 't' } });
    expect(await session.expiringStock({ days: 30, minQuantity: 1 })).toHaveLength(100);
    expect(asked(calls, 'GET /inventory/batch/#')).toHaveLength(100);
    expect(await session.expiringStock({ days: 30, minQuantity: 1 })).toHaveLength(130);
    expect(asked(calls, 'GET /inventory/batch/#')).toHaveLength(130);
    expect(most).toBe(2);
  });

  it('does without look-ups while the endpoint is down', async () => {
    const rows = Array.from({ length: 20 }, (_, n) =>
      row({ id_batch: n, date_expire: n === 7 ? '2026-12-01' : null }),
    );
    const { http, calls } = scripted({
      [SEARCH]: paging(rows),
      'GET /inventory/batch/#': { status: 503, json: {} },
    });
    const session = open(http, {}, { credentials: { username: 'three', password: 'p', token: 't' } });
    expect(await session.expiringStock({ days: 30, minQuantity: 1 })).toHaveLength(1);
    expect(asked(calls, 'GET /inventory/batch/#').length).toBeLessThanOrEqual(2);
  });

  it.each([
    [{ status: 429, json: {}, headers: { 'retry-after': '30' } }, 'throttled'],
    [{ status: 401, json: { error: 'jwt expired' } }, 'unauthorized'],
  ])('is not taken for known when a look-up is answered with %j', async (answer, kind) => {
    const rows = Array.from({ length: 20 }, (_, n) => row({ id_batch: n, date_expire: null }));
    const { http, calls } = scripted({ [SEARCH]: paging(rows), 'GET /inventory/batch/#': answer });
    const session = open(http, {}, { credentials: { username: kind, password: 'p', token: 't' } });
    expect((await failureOf(session.expiringStock({ days: 30, minQuantity: 1 }))).kind).toBe(kind);
    expect(asked(calls, 'GET /inventory/batch/#').length).toBeLessThanOrEqual(2);
  });
});
