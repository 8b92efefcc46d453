import { pagesOf, recordsOf } from '../changed';
import { failureOf, NOW, open } from '../fixtures';
import { asked, refusedWith, scripted, type Answer, type Script, type Seen } from '../scripted';

const LIST = 'GET /v1.0/customers';
const START = new Date(NOW).toISOString();
const CHECKPOINT = new Date(NOW - 5 * 60_000).toISOString();
const SINCE = '2026-11-21T11:30:00.000Z';

const page = (ids: string[], cursor?: string): Answer => ({
  json: { customers: ids.map((id) => ({ id, updated_at: START, deleted_at: null })), cursor },
});
const THREE: Record<string, Answer> = { '': page(['a', 'b'], 'c1'), c1: page(['c'], 'c2'), c2: page(['d']) };
const threePages = ({ query }: Seen) => THREE[query.cursor ?? ''] ?? refusedWith(400, 'INVALID_CURSOR');

const pulling = (script: Script, now = NOW) => {
  const { http, calls } = scripted({ [LIST]: script });
  const tools = { http, baseUrl: 'https://loyverse.test', now: () => now };
  return { session: open(http, undefined, { tools }), calls };
};
const idsOf = (pages: { records: { id: string }[] }[]) =>
  pages.map(({ records }) => records.map(({ id }) => id).join(''));

describe('a pull of everything', () => {
  it('reads every page once, and only the last one is complete', async () => {
    const { session, calls } = pulling(threePages);
    const pages = await pagesOf(session.pullCustomers({}));
    expect(idsOf(pages)).toEqual(['ab', 'c', 'd']);
    expect(pages.map(({ complete, full }) => [complete, full])).toEqual([
      [false, true],
      [false, true],
      [true, true],
    ]);
    expect(pages.at(-1)?.checkpoint).toBe(CHECKPOINT);
    expect(pages.at(-1)?.next).toBeUndefined();
    expect(calls.map(({ query }) => query)).toEqual([
      { limit: '250' },
      { limit: '250', cursor: 'c1' },
      { limit: '250', cursor: 'c2' },
    ]);
  });

  it('yields one empty page where there is nothing', async () =>
    expect(await pagesOf(pulling(page([])).session.pullCustomers({}))).toMatchObject([
      { records: [], complete: true },
    ]));

  it('goes on behind the page that was recorded last', async () => {
    const [, second] = await pagesOf(pulling(threePages).session.pullCustomers({}));
    const { session, calls } = pulling(threePages, NOW + 3_600_000);
    const rest = await pagesOf(session.pullCustomers({ from: second?.next }));
    expect(idsOf(rest)).toEqual(['d']);
    expect(calls).toHaveLength(1);
    expect(rest[0]).toMatchObject({ complete: true, full: true, checkpoint: CHECKPOINT });
  });

  it.each(['', 'garbage', '{}', '[]', 'null', '{"list":0}'])('starts over from %j', async (from) =>
    expect(await recordsOf(pulling(threePages).session.pullCustomers({ from }))).toHaveLength(4),
  );

  it('starts over in the list when it stood behind its end', async () => {
    const from = JSON.stringify({ startedAt: NOW, list: 9 });
    expect(await recordsOf(pulling(threePages).session.pullCustomers({ from }))).toHaveLength(4);
  });

  it('begins the same window again when Loyverse has forgotten the cursor', async () => {
    const from = JSON.stringify({ startedAt: NOW - 1000, since: SINCE, list: 0, cursor: 'old' });
    const { session, calls } = pulling(threePages);
    const pages = await pagesOf(session.pullCustomers({ from }));
    expect(idsOf(pages)).toEqual(['ab', 'c', 'd']);
    expect(pages.at(-1)).toMatchObject({ complete: true, full: false });
    expect(calls.map(({ query }) => [query.cursor, query.updated_at_min, query.updated_at_max])).toEqual(
      ['old', undefined, 'c1', 'c2'].map((cursor) => [cursor, SINCE, new Date(NOW - 1000).toISOString()]),
    );
  });

  it('gives up when Loyverse forgets every cursor', async () => {
    const forgetful = ({ query }: Seen) =>
      query.cursor === undefined ? page(['a'], 'c1') : refusedWith(400, 'INVALID_CURSOR');
    const { session, calls } = pulling(forgetful);
    const failure = await failureOf(pagesOf(session.pullCustomers({})));
    expect([failure.kind, failure.detail.code]).toEqual(['rejected', 'INVALID_CURSOR']);
    expect(calls.length).toBeLessThan(10);
  });

  it.each([
    ['at once', {}],
    ['after a resumption', { from: JSON.stringify({ startedAt: NOW, list: 0, cursor: 'same' }) }],
  ])('ends incomplete when a cursor comes twice, %s', async (_when, request) => {
    const pages = await pagesOf(pulling(page(['a'], 'same')).session.pullCustomers(request));
    expect(pages.at(-1)).toMatchObject({ complete: false, note: expect.stringMatching(/twice/) as string });
    expect(pages.at(-1)?.next).toBeUndefined();
    expect(pages.at(-1)?.checkpoint).toBeUndefined();
    expect(pages.length).toBeLessThan(3);
  });

  it('stops at a failure; what was yielded stays good', async () => {
    const script = ({ query }: Seen) =>
      query.cursor === 'c1' ? { status: 503, json: {} } : threePages({ query } as Seen);
    const got: string[] = [];
    const failure = await failureOf(
      (async () => {
        for await (const { records } of pulling(script).session.pullCustomers({}))
          got.push(...records.map(({ id }) => id));
      })(),
    );
    expect(failure.kind).toBe('unavailable');
    expect(got).toEqual(['a', 'b']);
  });
});

describe('a pull of changes', () => {
  it('asks for one window that stays the same on every page', async () => {
    let now = NOW;
    const { http, calls } = scripted({ [LIST]: threePages });
    const tools = { http, baseUrl: 'https://loyverse.test', now: () => (now += 1000) };
    const pages = await pagesOf(open(http, undefined, { tools }).pullCustomers({ since: SINCE }));
    const windows = asked(calls, LIST).map(({ query }) => [query.updated_at_min, query.updated_at_max]);
    expect(new Set(windows.map(String)).size).toBe(1);
    expect(windows[0]?.[0]).toBe(SINCE);
    expect(pages.map(({ full }) => full)).toEqual([false, false, false]);
  });

  it('pulls everything when its checkpoint cannot be read', async () => {
    const { session, calls } = pulling(threePages);
    const pages = await pagesOf(session.pullCustomers({ since: 'yesterday' }));
    expect(pages.at(-1)?.full).toBe(true);
    expect(calls[0]?.query.updated_at_min).toBeUndefined();
  });

  it('reaches back five minutes before the beginning of the one before it', async () => {
    const [last] = (await pagesOf(pulling(threePages).session.pullCustomers({}))).slice(-1);
    const { session, calls } = pulling(threePages, NOW + 1_800_000);
    await pagesOf(session.pullCustomers({ since: last?.checkpoint }));
    expect(calls[0]?.query.updated_at_min).toBe(CHECKPOINT);
  });
});
