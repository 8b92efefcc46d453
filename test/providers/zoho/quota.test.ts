import { failureOf, NOW, pagesOf, POS } from './fixtures';
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

  it('asks nothing more once none is left', async () => {
    const { calls, operations } = session(scripts(0));
    await pagesOf(operations.pullCustomers({}));
    const failure = await failureOf(operations.searchItems({ sku: 'A' }));
    expect([failure.kind, failure.detail.until]).toEqual(['throttled', NOW + 3_600_000]);
    expect(calls).toHaveLength(1);
  });
});
