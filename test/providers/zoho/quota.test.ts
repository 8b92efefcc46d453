import { failureOf, LIST, NOW, pagesOf, POS, push, rows } from './fixtures';
import { page, session } from './pulls';

describe('a pull while the calls of the day run out', () => {
  const left = (remaining: number): Record<string, string> => ({
    'x-rate-limit-limit': '1000',
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': '3600',
  });
  const scripts = (remaining: number) => ({
    'GET /contacts': {
      ...page({ contacts: [{ contact_id: '1', contact_name: 'Ana' }] }, true),
      headers: left(remaining),
    },
  });

  it('leaves a fifth of them to orders, says so, and knows where to go on', async () => {
    const { calls, operations } = session(scripts(200));
    const { pages, last } = await pagesOf(operations.pullCustomers({}));
    expect([pages.length, calls.length, last?.complete]).toEqual([1, 1, false]);
    expect(last?.note).toMatch(/kept for orders/);
    expect(JSON.parse(last?.next ?? '{}')).toMatchObject({ page: 2 });
  });

  it('counts the merchant’s own cap instead of the plan’s', async () => {
    // 1000 of the plan, 500 for all: 650 left of the plan are 150 left of those, and a fifth of 500 is 100.
    const many = session(
      {
        'GET /contacts': [
          { ...scripts(650)['GET /contacts'] },
          { ...page({ contacts: [] }), headers: left(649) },
        ],
      },
      {},
      { ...POS, dailyCalls: 500 },
    );
    expect((await pagesOf(many.operations.pullCustomers({}))).last?.complete).toBe(true);
    const few = session(scripts(600), {}, { ...POS, dailyCalls: 500 });
    expect((await pagesOf(few.operations.pullCustomers({}))).last?.note).toMatch(/kept for orders/);
  });

  it.each([
    ['the plan’s', 10, 11, POS],
    ['the merchant’s own', 510, 511, { ...POS, dailyCalls: 500 }],
  ])('asks nothing more once all but ten calls are used, of %s', async (_whose, kept, enough, pos) => {
    const few = session(scripts(kept), {}, pos);
    await pagesOf(few.operations.pullCustomers({}));
    const failure = await failureOf(few.operations.searchItems({ sku: 'A' }));
    expect([failure.kind, failure.detail]).toMatchObject([
      'throttled',
      { until: NOW + 3_600_000, sent: false },
    ]);
    expect(few.calls).toHaveLength(1);
    const more = session({ ...scripts(enough), 'GET /items': page({ items: [] }) }, {}, pos);
    await pagesOf(more.operations.pullCustomers({}));
    expect(await more.operations.searchItems({ sku: 'A' })).toEqual([]);
  });

  it('begins no order that it could not finish', async () => {
    const { calls, operations } = session({ [LIST]: { ...rows([]), headers: left(10) } });
    const repeated = push({ mayExistSince: NOW - 60_000 });
    expect((await failureOf(operations.pushOrder(repeated))).detail).toMatchObject({ sent: false });
    expect(calls.map(({ method }) => method)).toEqual(['GET']);
  });
});
