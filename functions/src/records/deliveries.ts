import { randomUUID } from 'node:crypto';
import { FieldValue, type DocumentSnapshot, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { deliverySchema, noticesOf, type Delivery } from '../model/delivery';
import { isGone, isStale, isTaken } from './codes';
import { documentOf, fromFirestore, toPatch } from './instants';
import { paths } from './paths';
import { timeOf, versionOf } from './version';

const DAY_MS = 24 * 3_600_000;
const KEPT_MS = 90 * DAY_MS;

/** Each a moment and a random word. */
const turnsSchema = z.object({ recent: z.array(z.string()) });
const momentOf = (turn: string) => Number(turn.split('-')[0]);

interface Stamped {
  value: Delivery;
  version: string;
}

function readDelivery(snapshot: DocumentSnapshot): Delivery | undefined {
  if (!snapshot.exists) return undefined;
  const fields = { ...snapshot.data(), id: snapshot.id, tenantId: snapshot.ref.parent.parent?.id };
  return deliverySchema.safeParse(fromFirestore(fields)).data;
}

const rowOf = ({ id: _id, tenantId: _tenantId, ...fields }: Delivery) =>
  documentOf({ ...fields, expireAt: fields.dueAt + KEPT_MS });

type Turn = (recent: readonly number[], now: number) => { ok: boolean };

/** Messages to people, before and after they are sent. `decide` is the planner's. A TTL policy clears them away. */
export function deliveriesIn(db: Firestore, decide: Turn) {
  const rowAt = (tenantId: string, id: string) => db.doc(paths.delivery(tenantId, id));

  async function create(delivery: Delivery): Promise<boolean> {
    try {
      await rowAt(delivery.tenantId, delivery.id).create(rowOf(delivery));
      return true;
    } catch (thrown) {
      if (isTaken(thrown)) return false;
      throw thrown;
    }
  }

  return {
    async read(tenantId: string, id: string): Promise<Stamped | undefined> {
      const snapshot = await rowAt(tenantId, id).get();
      const value = readDelivery(snapshot);
      return value && snapshot.updateTime && { value, version: versionOf(snapshot.updateTime) };
    },

    create,

    /** Without a transaction: many notices may open at once, and none of them waits for another. */
    async collect(digest: Delivery, noticeId: string): Promise<boolean> {
      const row = rowAt(digest.tenantId, digest.id);
      if (await create({ ...digest, noticeIds: [noticeId] })) return true;
      await row.update({ noticeIds: FieldValue.arrayUnion(noticeId) });
      // It may have been taken up meanwhile; whoever did that has noted how far.
      const known = readDelivery(await row.get());
      return known !== undefined && noticesOf(known).includes(noticeId);
    },

    async update({ value, version }: Stamped, patch: Partial<Delivery>): Promise<Stamped | undefined> {
      const row = rowAt(value.tenantId, value.id);
      try {
        const { writeTime } = await row.update(toPatch(patch), { lastUpdateTime: timeOf(version) });
        return { value: { ...value, ...patch }, version: versionOf(writeTime) };
      } catch (thrown) {
        if (isStale(thrown) || isGone(thrown)) return undefined;
        throw thrown;
      }
    },

    /** As with digests nobody waits for another: whose turn it is follows from the order of the list. */
    async takeTurn(tenantId: string, uid: string, now: number): Promise<boolean> {
      const row = db.doc(paths.turns(tenantId, uid));
      const read = async () => turnsSchema.safeParse((await row.get()).data()).data?.recent ?? [];
      if (!decide((await read()).map(momentOf), now).ok) return false;
      const own = `${now}-${randomUUID()}`;
      const fields = documentOf({ expireAt: now + DAY_MS });
      await row.set({ recent: FieldValue.arrayUnion(own), ...fields }, { merge: true });
      const recent = await read();
      const { ok } = decide(recent.slice(0, recent.indexOf(own)).map(momentOf), now);
      const over = ok ? recent.filter((turn) => momentOf(turn) < now - DAY_MS) : [own];
      if (over.length > 0) await row.update({ recent: FieldValue.arrayRemove(...over) });
      return ok;
    },
  };
}
