import { FieldPath, type DocumentSnapshot, type Firestore } from 'firebase-admin/firestore';
import {
  endpointSchema,
  eventSchema,
  toldEventSchema,
  type EventDelivery,
  type EventEndpoint,
  type OutboxEvent,
  type ToldEvent,
} from '../model/event';
import { isGone, isTaken } from './codes';
import { documentOf, fromFirestore, toFirestore, toPatch } from './instants';
import { paths } from './paths';

const KEPT_MS = 30 * 24 * 3_600_000;
/** A new endpoint hears of everything so long after it was made at the latest. */
const CACHE_MS = 60_000;
const CACHED_AT_MOST = 2_000;

const tenantOf = (snapshot: DocumentSnapshot) => snapshot.ref.parent.parent?.id ?? '';
const readAs = <T>(schema: { safeParse(value: unknown): { data?: T } }, snapshot: DocumentSnapshot) => {
  if (!snapshot.exists) return undefined;
  const fields = { ...snapshot.data(), id: snapshot.id, tenantId: tenantOf(snapshot) };
  return schema.safeParse(fromFirestore(fields)).data;
};

/** The outbox, and who is told what is in it. A TTL policy clears events away. */
export function eventsIn(db: Firestore, now: () => number) {
  const cache = new Map<string, { active: EventEndpoint[]; until: number }>();

  async function endpoints(tenantId: string): Promise<EventEndpoint[]> {
    const found = await db.collection(paths.eventEndpoints(tenantId)).get();
    return found.docs.flatMap((snapshot) => readAs(endpointSchema, snapshot) ?? []);
  }

  return {
    endpoints,

    async listening(tenantId: string): Promise<readonly EventEndpoint[]> {
      const known = cache.get(tenantId);
      if (known && known.until > now()) return known.active;
      const active = (await endpoints(tenantId)).filter(({ status }) => status === 'active');
      if (cache.size >= CACHED_AT_MOST) cache.clear();
      cache.set(tenantId, { active, until: now() + CACHE_MS });
      return active;
    },

    async endpoint(tenantId: string, id: string): Promise<EventEndpoint | undefined> {
      return readAs(endpointSchema, await db.doc(paths.eventEndpoint(tenantId, id)).get());
    },

    async saveEndpoint({ id, tenantId, ...fields }: EventEndpoint): Promise<void> {
      cache.delete(tenantId);
      await db.doc(paths.eventEndpoint(tenantId, id)).set(documentOf(fields));
    },

    async patchEndpoint(tenantId: string, id: string, patch: object): Promise<void> {
      cache.delete(tenantId);
      try {
        await db.doc(paths.eventEndpoint(tenantId, id)).update(toPatch({ ...patch }));
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },

    async removeEndpoint(tenantId: string, id: string): Promise<void> {
      cache.delete(tenantId);
      await db.doc(paths.eventEndpoint(tenantId, id)).delete();
    },

    async record({ id, tenantId, ...fields }: OutboxEvent): Promise<void> {
      const expireAt = fields.recordedAt + KEPT_MS;
      try {
        await db.doc(paths.event(tenantId, id)).create(documentOf({ ...fields, expireAt }));
      } catch (thrown) {
        if (!isTaken(thrown)) throw thrown;
      }
    },

    async event(tenantId: string, id: string): Promise<OutboxEvent | undefined> {
      return readAs(eventSchema, await db.doc(paths.event(tenantId, id)).get());
    },

    async since(tenantId: string, from: number, limit: number): Promise<OutboxEvent[]> {
      const found = await db
        .collection(paths.events(tenantId))
        .where('recordedAt', '>=', new Date(from))
        .orderBy('recordedAt')
        .limit(limit)
        .get();
      return found.docs.flatMap((snapshot) => readAs(eventSchema, snapshot) ?? []);
    },

    async recent(
      tenantId: string,
      after: { recordedAt: number; id: string } | undefined,
      limit: number,
    ): Promise<ToldEvent[]> {
      const newest = db
        .collection(paths.events(tenantId))
        .orderBy('recordedAt', 'desc')
        .orderBy(FieldPath.documentId(), 'desc');
      const from = after ? newest.startAfter(new Date(after.recordedAt), after.id) : newest;
      const found = await from.limit(limit).get();
      return found.docs.flatMap((snapshot) => readAs(toldEventSchema, snapshot) ?? []);
    },

    async fared(tenantId: string, eventId: string, endpointId: string, delivery: EventDelivery) {
      const field = new FieldPath('deliveries', endpointId);
      try {
        await db.doc(paths.event(tenantId, eventId)).update(field, toFirestore(delivery));
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },
  };
}
