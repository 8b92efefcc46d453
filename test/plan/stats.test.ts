import { statusOf } from '../../functions/src/plan/history';
import { cursorAt, positionOf } from '../../functions/src/plan/cursor';
import { statsOf } from '../../functions/src/plan/stats';
import type { Job } from '../../functions/src/model/job';
import { aJob, NOW } from '../support/jobs';

const done = (ms: number, over: Partial<Job> = {}) =>
  aJob({ state: 'done', attempts: 1, createdAt: NOW, updatedAt: NOW + ms, ...over });
const parked = (reason: Job['reason']) => aJob({ state: 'parked', reason, attempts: 3 });

describe('statistics of orders', () => {
  it('count by what people are told', () => {
    const jobs = [done(1), parked('rejected'), parked('needs_mapping'), aJob({ state: 'waiting' }), aJob()];
    const { counts, total, successRate } = statsOf([...jobs, aJob({ state: 'cancelled' })]);
    expect(counts).toEqual({ pending: 2, synced: 1, needs_mapping: 1, failed: 1, cancelled: 1 });
    expect([total, successRate]).toEqual([6, 1 / 3]);
  });

  it('name the middle and the slowest twentieth', () => {
    const jobs = Array.from({ length: 100 }, (_, n) => done((n + 1) * 10));
    expect(statsOf(jobs).latency).toEqual({ p50Ms: 500, p95Ms: 950, of: 100 });
    expect(statsOf([done(7)]).latency).toEqual({ p50Ms: 7, p95Ms: 7, of: 1 });
  });

  it('say what went wrong on the way, also with what got through', () => {
    const jobs = [
      done(1, { attempts: 3, errors: { unavailable: 2 } }),
      done(1, { attempts: 4, errors: { unavailable: 3 }, noticed: true }),
      { ...parked('rejected'), errors: { rejected: 1 } },
    ];
    expect(statsOf(jobs)).toMatchObject({
      errors: { unavailable: 5, rejected: 1 },
      reasons: { rejected: 1 },
      retries: 7,
      recovered: { count: 1, of: 3, share: 1 / 3 },
    });
  });

  it('of nothing are nothing, not a success of 0 %', () => {
    const stats = statsOf([]);
    expect([stats.total, stats.successRate, stats.latency, stats.recovered]).toEqual([
      0,
      undefined,
      undefined,
      { count: 0, of: 0 },
    ]);
  });

  it('take totals from elsewhere where the sample is not all', () => {
    const counts = { pending: 0, synced: 990, needs_mapping: 0, failed: 10, cancelled: 0 };
    expect(statsOf([done(5)], counts)).toMatchObject({ total: 1000, successRate: 0.99, sampled: 1 });
  });
});

it('a job that is parked for a link is not one that failed', () => {
  expect(statusOf(parked('needs_mapping'))).toBe('needs_mapping');
  expect(statusOf(parked('gave_up'))).toBe('failed');
});

describe('a cursor', () => {
  const list = ['jobs', 'demo', { status: 'failed' }];

  it('leads back to its place', () => {
    expect(positionOf(list, cursorAt(list, [12, 'id']))).toEqual([12, 'id']);
  });

  it.each([
    ['of another tenant', cursorAt(['jobs', 'other', { status: 'failed' }], [12, 'id'])],
    ['of other filters', cursorAt(['jobs', 'demo', {}], [12, 'id'])],
    ['made up', Buffer.from('[1,2]').toString('base64url')],
    ['of rubbish', '%%%'],
    ['of nothing', ''],
  ])('%s leads nowhere', (_what, cursor) => expect(positionOf(list, cursor)).toBeUndefined());
});
