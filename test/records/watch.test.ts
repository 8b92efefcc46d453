import { Timestamp } from 'firebase-admin/firestore';
import { freshState } from '../../functions/src/model/pullState';
import { eventsIn } from '../../functions/src/records/events';
import { jobsIn } from '../../functions/src/records/jobs';
import { noticesIn } from '../../functions/src/records/notices';
import { pullsIn } from '../../functions/src/records/pulls';
import { watchIn } from '../../functions/src/records/watch';
import { firestoreFor } from '../support/firestore';
import { aJob, anAttempt, NOW } from '../support/jobs';
import { aConnection } from '../support/orders';

const { db } = firestoreFor('watch');
const MINUTE = 60_000;

describe('what the bridge knows of itself', () => {
  const watch = watchIn(db);

  it('is kept field by field, and what is over goes', async () => {
    expect(await watch.read()).toBeUndefined();
    await watch.write({ sinceAt: NOW, sweepAt: NOW });
    const spikes = { 'anna/c1': { sinceAt: NOW }, 'ben/c2': { sinceAt: NOW } };
    await watch.write({ tickAt: NOW, tickMissedAt: NOW, spikes });
    await watch.write({ tickMissedAt: undefined, spikes: { 'ben/c2': { sinceAt: NOW } } });
    expect(await watch.read()).toEqual({
      ...{ sinceAt: NOW, sweepAt: NOW, tickAt: NOW },
      spikes: { 'ben/c2': { sinceAt: NOW } },
    });
    expect((await db.doc('bridge/watch').get()).get('tickAt')).toBeInstanceOf(Timestamp);
  });
});

describe('tries', () => {
  const jobs = jobsIn(db);
  const watch = watchIn(db);
  const tie = { tenantId: 'demo', connectionId: 'c1' };

  it('that failed are found across tenants, and counted by connection', async () => {
    for (const [tenantId, minutes, outcome] of [
      ['demo', 1, 'failed'],
      ['demo', 2, 'done'],
      ['demo', 30, 'failed'],
      ['other', 3, 'failed'],
      ['other', 3, 'deferred'],
    ] as const) {
      const job = aJob({ tenantId, id: `job-${tenantId}-${minutes}-${outcome}` });
      await jobs.create(job);
      const found = await jobs.read({ tenantId, jobId: job.id });
      if (!found) throw new Error('not stored');
      const attempt = { ...anAttempt(1), startedAt: NOW - minutes * MINUTE, outcome };
      expect(await jobs.finish(found, { updatedAt: NOW }, attempt)).toBe(true);
    }
    const since = NOW - 15 * MINUTE;
    expect(await watch.failures(since, 10)).toEqual([tie, { ...tie, tenantId: 'other' }]);
    expect(await watch.failures(since, 1)).toEqual([tie]);
    const counts = [
      watch.tries(tie, 'failed', since),
      watch.tries(tie, 'failed', 0),
      watch.tries(tie, 'done', 0),
    ];
    expect(await Promise.all(counts)).toEqual([1, 2, 1]);
  });
});

describe('a pull that is expected', () => {
  const pulls = pullsIn(db, () => NOW);
  const connection = aConnection();
  const tie = { tenantId: 'demo', connectionId: 'c1' };

  it('is late when its time has passed, and no more when nothing is expected', async () => {
    await pulls.expect(tie, NOW);
    await pulls.expect({ ...tie, tenantId: 'other' }, NOW - MINUTE);
    await pulls.expect({ ...tie, connectionId: 'c2' }, NOW + 1);
    expect(await pulls.late(NOW, 10)).toEqual([{ ...tie, tenantId: 'other' }, tie]);
    expect(await pulls.late(NOW, 1)).toHaveLength(1);
    await pulls.expect(tie, undefined);
    expect((await pulls.late(NOW, 10)).map(({ tenantId }) => tenantId)).toEqual(['other']);
  });

  it('is written with the state and cleared with it', async () => {
    const signIn = 'week' as const;
    const held = await pulls.commit(connection, undefined, { ...freshState(), lateAt: NOW, signIn }, {});
    expect((await pulls.read(tie))?.value).toMatchObject({ lateAt: NOW, signIn });
    expect(await pulls.commit(connection, held, freshState(), {})).toBeDefined();
    const row = (await pulls.read(tie))?.value;
    expect([row?.lateAt, row?.signIn]).toEqual([undefined, undefined]);
  });
});

describe('notices of one cause', () => {
  it('are found in all tenants as long as they are open', async () => {
    const notices = noticesIn(db);
    const notice = { cause: 'clock_missed:tick', severity: 'warning', title: '', message: '' } as const;
    for (const tenantId of ['anna', 'ben']) await notices.tell(tenantId, { ...notice, action: 'none' }, NOW);
    await notices.tell('anna', { ...notice, cause: 'another', action: 'none' }, NOW);
    expect((await notices.openWith(notice.cause, 10)).sort()).toEqual(['anna', 'ben']);
    await notices.settle('anna', notice.cause, NOW);
    expect(await notices.openWith(notice.cause, 10)).toEqual(['ben']);
  });
});

describe('events', () => {
  const events = eventsIn(db, () => NOW);
  const event = (id: string, recordedAt: number) =>
    events.record({ id, tenantId: 'demo', type: 'order.synced', recordedAt, data: {} });

  it('come the newest first, page by page, with how they fared', async () => {
    for (const [id, at] of [
      ['a', NOW],
      ['b', NOW],
      ['c', NOW + 1],
    ] as const)
      await event(id, at);
    const fare = { state: 'retrying', tries: 2, status: 500, triedAt: NOW, retryAt: NOW + 5 } as const;
    await events.fared('demo', 'a', 'e.1', fare);
    await events.fared('demo', 'gone', 'e.1', fare);
    const first = await events.recent('demo', undefined, 2);
    expect(first.map(({ id }) => id)).toEqual(['c', 'b']);
    const [last] = await events.recent('demo', { recordedAt: NOW, id: 'b' }, 2);
    expect(last).toMatchObject({ id: 'a', deliveries: { 'e.1': fare } });
  });
});
