import { FieldPath, type DocumentSnapshot, type Firestore } from 'firebase-admin/firestore';
import type { Attempt } from '../model/attempt';
import type { BadgePatch } from '../model/badge';
import { jobSchema, type Job, type JobReason, type JobRef } from '../model/job';
import type { Notice } from '../model/notice';
import { isGone, isStale, isTaken } from './codes';
import { documentOf, fromFirestore, toFirestore, toPatch } from './instants';
import { noticeWrite } from './notices';
import { groups, paths } from './paths';
import { timeOf, versionOf } from './version';
import { tieField } from './watch';

interface StampedJob {
  value: Job;
  version: string;
}
type JobPatch = Partial<Omit<Job, 'id' | 'tenantId'>>;

/** History is kept for 90 days after the last move; a TTL policy on `expireAt` deletes it. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** A job's row with its version; undefined for what is none of ours. */
export function readJob(snapshot: DocumentSnapshot): StampedJob | undefined {
  if (!snapshot.exists || !snapshot.updateTime) return undefined;
  const tenantId = snapshot.ref.parent.parent?.id ?? '';
  const row = jobSchema.safeParse(fromFirestore(snapshot.data()));
  // A storefront may have a collection of its own called jobs: what is none of ours is not there.
  if (!row.success) return undefined;
  const value = { ...row.data, id: snapshot.id, tenantId };
  return { value, version: versionOf(snapshot.updateTime) };
}

function rowOf({ id: _id, tenantId: _tenantId, ...fields }: Job): Record<string, unknown> {
  return { ...fields, expireAt: fields.updatedAt + KEPT_MS };
}

/** The badge's fields as single updates, so that two writers of one order never overwrite each other's fields. */
function badgeUpdates(connectionId: string, badge: BadgePatch): [FieldPath, unknown][] {
  return Object.entries(toPatch(badge)).map(([key, value]) => [
    new FieldPath('pos', connectionId, key),
    value,
  ]);
}

/** The ledger in Firestore: `tenants/{t}/jobs/{id}` and its attempts. */
export function jobsIn(db: Firestore) {
  const at = ({ tenantId, jobId }: JobRef) => db.doc(paths.job(tenantId, jobId));
  const refOf = (job: Job) => at({ tenantId: job.tenantId, jobId: job.id });

  async function commit(
    job: StampedJob,
    patch: JobPatch,
    attempt: Attempt,
    badge?: BadgePatch,
    notice?: Notice,
  ): Promise<boolean> {
    const { tenantId, id, connectionId, subject } = job.value;
    const expireAt = (patch.updatedAt ?? job.value.updatedAt) + KEPT_MS;
    const tie = tieField({ tenantId, connectionId });
    const batch = db.batch();
    batch.update(refOf(job.value), toPatch({ ...patch, expireAt }), { lastUpdateTime: timeOf(job.version) });
    batch.create(
      db.doc(paths.attempt(tenantId, id, attempt.number)),
      documentOf({ ...attempt, tie, expireAt }),
    );
    if (notice) {
      const { row, data } = noticeWrite(db, tenantId, notice, patch.updatedAt ?? job.value.updatedAt);
      batch.set(row, data, { merge: true });
    }
    if (badge) {
      const [[field, value], ...rest] = nonEmpty(badgeUpdates(connectionId, badge));
      batch.update(db.doc(subject), field, value, ...rest.flat());
    }
    try {
      await batch.commit();
      return true;
    } catch (thrown) {
      if (isStale(thrown) || isTaken(thrown)) return false;
      // The order was deleted meanwhile: what happened to the job is recorded all the same.
      if (isGone(thrown) && badge) return commit(job, patch, attempt, undefined, notice);
      throw thrown;
    }
  }

  return {
    async read(ref: JobRef): Promise<StampedJob | undefined> {
      return readJob(await at(ref).get());
    },

    async create(job: Job): Promise<boolean> {
      try {
        await refOf(job).create(documentOf(rowOf(job)));
        return true;
      } catch (thrown) {
        if (isTaken(thrown)) return false;
        throw thrown;
      }
    },

    async update(job: StampedJob, patch: JobPatch): Promise<StampedJob | undefined> {
      try {
        const written = await refOf(job.value).update(toPatch(patch), {
          lastUpdateTime: timeOf(job.version),
        });
        return { value: { ...job.value, ...patch }, version: versionOf(written.writeTime) };
      } catch (thrown) {
        if (isStale(thrown) || isGone(thrown)) return undefined;
        throw thrown;
      }
    },

    finish: commit,

    async overdue(now: number, limit: number): Promise<Job[]> {
      const before = toFirestore(now, 'wakeAt');
      const found = await db
        .collectionGroup(groups.jobs)
        .where('wakeAt', '<=', before)
        .orderBy('wakeAt')
        .limit(limit)
        .get();
      return found.docs.flatMap((snapshot) => readJob(snapshot)?.value ?? []);
    },

    async stuck(
      tenantId: string,
      connectionId: string,
      reasons: readonly JobReason[],
    ): Promise<StampedJob[]> {
      const found = await db
        .collection(paths.jobs(tenantId))
        .where('connectionId', '==', connectionId)
        .where('reason', 'in', reasons)
        .where('state', 'in', ['waiting', 'parked'])
        .get();
      return found.docs.flatMap((snapshot) => readJob(snapshot) ?? []);
    },
  };
}

function nonEmpty<T>(list: T[]): [T, ...T[]] {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error('A badge without fields');
  return [first, ...rest];
}
