import { Timestamp } from 'firebase-admin/firestore';
import { jobsIn } from '../../functions/src/records/jobs';
import { firestoreFor } from '../support/firestore';
import { NOW, aJob, anAttempt } from '../support/jobs';
import { anOrder } from '../support/orders';

const { db } = firestoreFor('jobs');
const jobs = jobsIn(db);
const job = aJob();
const ref = { tenantId: 'demo', jobId: job.id };
const order = db.doc(job.subject);

async function stored() {
  await jobs.create(job);
  const found = await jobs.read(ref);
  if (!found) throw new Error('not stored');
  return found;
}

describe('the ledger', () => {
  it('gives back what was put in', async () => expect((await stored()).value).toEqual(job));

  it('has no job that nobody made', async () => expect(await jobs.read(ref)).toBeUndefined());

  it('takes one of two twins', async () =>
    expect(await Promise.all([jobs.create(job), jobs.create(job)]).then((made) => made.sort())).toEqual([
      false,
      true,
    ]));

  it('keeps times as timestamps that people and TTL policies can read', async () => {
    await jobs.create(job);
    const row = (await db.doc(`tenants/demo/jobs/${job.id}`).get()).data();
    expect([row?.createdAt, row?.expireAt].every((time) => time instanceof Timestamp)).toBe(true);
  });

  it('lets one of two claims through', async () => {
    const found = await stored();
    const claims = await Promise.all([
      jobs.update(found, { state: 'sending', fence: 1 }),
      jobs.update(found, { state: 'sending', fence: 1 }),
    ]);
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('clears a field that a patch sets to undefined', async () => {
    await jobs.update(await stored(), { wakeAt: undefined, reason: 'paused' });
    expect((await jobs.read(ref))?.value).toMatchObject({ reason: 'paused' });
    expect((await jobs.read(ref))?.value.wakeAt).toBeUndefined();
  });

  it('records job, attempt and badge in one commit', async () => {
    await order.set(anOrder());
    const badge = { status: 'synced', externalId: 'X', updatedAt: NOW } as const;
    expect(await jobs.finish(await stored(), { state: 'done', updatedAt: NOW }, anAttempt(1), badge)).toBe(
      true,
    );
    expect((await jobs.read(ref))?.value.state).toBe('done');
    expect((await order.get()).get('pos.c1')).toMatchObject({ status: 'synced', externalId: 'X' });
    expect((await db.collection(`tenants/demo/jobs/${job.id}/attempts`).get()).size).toBe(1);
  });

  it('changes only the named fields of a badge, and nothing else of the order', async () => {
    await order.set({
      ...anOrder(),
      pos: { c1: { status: 'synced', externalId: 'X', error: { code: 'a' } }, c2: { status: 'failed' } },
    });
    const badge = { status: 'cancelled', error: undefined, updatedAt: NOW } as const;
    await jobs.finish(await stored(), { state: 'done' }, anAttempt(1), badge);
    const { pos, ...own } = (await order.get()).data() ?? {};
    expect(own).toEqual(anOrder());
    expect(pos).toMatchObject({ c1: { status: 'cancelled', externalId: 'X' }, c2: { status: 'failed' } });
    expect((pos as { c1: object }).c1).not.toHaveProperty('error');
  });

  it('records nothing for a worker that has lost its job', async () => {
    await order.set(anOrder());
    const found = await stored();
    await jobs.update(found, { fence: 7 });
    const badge = { status: 'synced', updatedAt: NOW } as const;
    expect(await jobs.finish(found, { state: 'done' }, anAttempt(1), badge)).toBe(false);
    expect((await order.get()).get('pos')).toBeUndefined();
    expect((await jobs.read(ref))?.value).toMatchObject({ state: 'queued', fence: 7 });
  });

  it('records the end of a job whose order was deleted, and does not bring the order back', async () => {
    const badge = { status: 'synced', updatedAt: NOW } as const;
    expect(await jobs.finish(await stored(), { state: 'done' }, anAttempt(1), badge)).toBe(true);
    expect((await order.get()).exists).toBe(false);
  });

  it('finds what is overdue in all tenants, the longest overdue first, and no stranger’s rows', async () => {
    await jobs.create(aJob({ wakeAt: NOW - 1_000 }));
    await jobs.create({ ...aJob({ wakeAt: NOW - 5_000 }, 'o2'), id: 'older', tenantId: 'other' });
    await jobs.create(aJob({ id: 'later', wakeAt: NOW + 1 }, 'o3'));
    await jobs.create(aJob({ id: 'resting', wakeAt: undefined, state: 'done' }, 'o4'));
    await db.doc('shops/s/jobs/j').set({ wakeAt: Timestamp.fromMillis(NOW - 9_000), title: 'Cook wanted' });
    const found = await jobs.overdue(NOW, 10);
    expect(found.map(({ tenantId, id }) => [tenantId, id])).toEqual([
      ['other', 'older'],
      ['demo', job.id],
    ]);
  });

  it('finds what is stuck on one connection for a reason', async () => {
    await jobs.create(aJob({ state: 'parked', reason: 'needs_mapping' }));
    await jobs.create(aJob({ id: 'paused', state: 'waiting', reason: 'paused' }));
    await jobs.create(
      aJob({ id: 'elsewhere', connectionId: 'c2', state: 'parked', reason: 'needs_mapping' }),
    );
    const found = await jobs.stuck('demo', 'c1', ['needs_mapping']);
    expect(found.map(({ value }) => value.id)).toEqual([job.id]);
  });
});
