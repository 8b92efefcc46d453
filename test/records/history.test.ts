import { historyIn } from '../../functions/src/records/history';
import { jobsIn } from '../../functions/src/records/jobs';
import { noticesIn } from '../../functions/src/records/notices';
import type { Job } from '../../functions/src/model/job';
import { firestoreFor } from '../support/firestore';
import { aJob, anAttempt, NOW } from '../support/jobs';

const { db } = firestoreFor('history');
const jobs = jobsIn(db);
const history = historyIn(db, () => 'tenants/{tenantId}/orders/{orderId}');

/** Ten orders, a second apart: even ones are done, of the others every second lacks a link; one is another tenant's. */
async function tenOrders(): Promise<void> {
  for (let n = 0; n < 10; n += 1) {
    const stuck: Partial<Job> = { state: 'parked', reason: n % 4 === 1 ? 'needs_mapping' : 'rejected' };
    const over: Partial<Job> = n % 2 === 0 ? { state: 'done' } : stuck;
    const connectionId = n < 5 ? 'c1' : 'c2';
    await jobs.create(aJob({ ...over, id: `j${n}`, connectionId, createdAt: NOW + n * 1_000 }, `o${n}`));
  }
  await jobs.create(aJob({ id: 'theirs', tenantId: 'other' }));
  await db.doc('tenants/demo/jobs/rubbish').set({ createdAt: new Date(NOW), kind: 'pushOrder' });
}
const ids = (found: readonly Job[]) => found.map(({ id }) => id).join(' ');

describe('the history of jobs in Firestore', () => {
  beforeEach(tenOrders);

  it('comes from the newest on, and goes on behind any of them', async () => {
    const first = await history.jobs('demo', {}, undefined, 3);
    expect(ids(first)).toBe('j9 j8 j7');
    const last = first.at(-1);
    expect(ids(await history.jobs('demo', {}, last, 3))).toBe('j6 j5 j4');
    // Of one moment: the id decides.
    await jobs.create(aJob({ id: 'twin', createdAt: NOW + 8_000 }));
    expect(ids(await history.jobs('demo', {}, { createdAt: NOW + 8_000, id: 'twin' }, 2))).toBe('j8 j7');
  });

  it.each<[string, Parameters<typeof history.jobs>[1], string]>([
    ['one state', { states: ['done'] }, 'j8 j6 j4 j2 j0'],
    ['one of two states', { states: ['done', 'parked'], connectionId: 'c2' }, 'j9 j8 j7 j6 j5'],
    ['a reason', { states: ['parked'], reason: 'needs_mapping' }, 'j9 j5 j1'],
    ['a connection', { connectionId: 'c1', kind: 'pushOrder' }, 'j4 j3 j2 j1 j0'],
    ['a provider', { provider: 'loyverse' }, ''],
    ['a span of time', { from: NOW + 3_000, to: NOW + 6_000 }, 'j5 j4 j3'],
    [
      'all of it at once',
      { states: ['done'], connectionId: 'c1', provider: 'square', kind: 'pushOrder', from: NOW + 1 },
      'j4 j2',
    ],
  ])('is narrowed by %s, and counted alike', async (_what, filter, expected) => {
    expect(ids(await history.jobs('demo', filter, undefined, 20))).toBe(expected);
    // The row that is no job is counted by the database, where no filter of ours keeps it out.
    if (Object.keys(filter).length > 1 || filter.states)
      expect(await history.count('demo', filter)).toBe(expected === '' ? 0 : expected.split(' ').length);
  });
});

it('gives back the attempts of a job, the newest first, without what identifies a request', async () => {
  await jobs.create(aJob());
  for (let number = 1; number <= 4; number += 1) {
    const job = await jobs.read({ tenantId: 'demo', jobId: aJob().id });
    const call = { method: 'POST', path: '/x', status: 200, durationMs: 3, requestHash: 'abc' };
    if (job) await jobs.finish(job, { fence: number }, { ...anAttempt(number), calls: [call] });
  }
  const ref = { tenantId: 'demo', jobId: aJob().id };
  const [newest, next] = await history.attempts(ref, undefined, 2);
  expect([newest?.number, next?.number]).toEqual([4, 3]);
  expect(newest?.calls).toEqual([{ method: 'POST', path: '/x', status: 200, durationMs: 3 }]);
  expect((await history.attempts(ref, 3, 9)).map(({ number }) => number)).toEqual([2, 1]);
});

it('finds all that is about one order: jobs, notices, its path', async () => {
  const path = history.orderPath('demo', 'o1');
  expect(path).toBe('tenants/demo/orders/o1');
  await jobs.create(aJob({}, 'o1'));
  await jobs.create(aJob({ id: 'cancel', kind: 'cancelOrder' }, 'o1'));
  await jobs.create(aJob({}, 'o2'));
  expect((await history.ofSubject('demo', path)).map(({ kind }) => kind).sort()).toEqual([
    'cancelOrder',
    'pushOrder',
  ]);
  const notice = {
    cause: 'x',
    subject: path,
    severity: 'error',
    title: 'T',
    message: 'M',
    action: 'retry',
  } as const;
  await noticesIn(db).tell('demo', notice, NOW);
  await noticesIn(db).tell('demo', { ...notice, cause: 'y', subject: 'elsewhere' }, NOW);
  expect(await history.notices('demo', path)).toEqual([
    { severity: 'error', title: 'T', message: 'M', status: 'open', count: 1, lastAt: NOW },
  ]);
});
