import type { Connection } from '../model/connection';
import type { EventType, OutboxEvent } from '../model/event';
import type { FailureKind } from '../model/failure';
import { hashOf } from '../model/hash';
import type { PriceEdit } from '../model/priceEdit';
import type { Capability } from '../model/pullState';

type Document = Readonly<Record<string, unknown>>;
export type News = Omit<OutboxEvent, 'recordedAt'>;

const OF_BADGE: Readonly<Partial<Record<string, EventType>>> = {
  synced: 'order.synced',
  failed: 'order.failed',
  needs_mapping: 'order.needs_mapping',
  cancelled: 'order.cancelled',
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const textAt = (value: unknown, name: string) => {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? { [name]: field } : {};
};

/** The types of news in a badge, each with what tells one such piece of news from the next. */
function newsIn(before: unknown, badge: unknown): [EventType, unknown][] {
  const status = fieldOf(badge, 'status');
  const type = typeof status === 'string' && Object.hasOwn(OF_BADGE, status) && OF_BADGE[status];
  // A backup that was not needed is cancelled, and nothing of the order is.
  const isSpared = fieldOf(badge, 'standby') === 'not_needed';
  const isNew = type && fieldOf(before, 'status') !== status && !isSpared;
  const acknowledgedAt = fieldOf(badge, 'acknowledgedAt');
  const isTaken = acknowledgedAt !== undefined && fieldOf(before, 'acknowledgedAt') === undefined;
  return [
    ...(isNew ? [[type, fieldOf(badge, 'updatedAt')] satisfies [EventType, unknown]] : []),
    ...(isTaken ? [['order.acknowledged', acknowledgedAt] satisfies [EventType, unknown]] : []),
  ];
}

/**
 * What a change of an order document tells: badges that have a new status, or that a person has acknowledged. The badge is
 * written in the same commit as the end of its job, and Firestore reports every write at least once: so nothing is lost,
 * and nothing is written for it.
 */
export function orderNews(change: {
  tenantId: string;
  path: string;
  before?: Document;
  after?: Document;
}): News[] {
  const { tenantId, path, before, after } = change;
  const badges = fieldOf(after, 'pos');
  if (!isRecord(badges)) return [];
  return Object.entries(badges).flatMap(([connectionId, badge]) => {
    const orderId = path.split('/').at(-1) ?? '';
    const data = {
      ...{ orderId, orderPath: path, connectionId },
      ...textAt(badge, 'externalId'),
      ...textAt(badge, 'externalNumber'),
      ...textAt(fieldOf(badge, 'error'), 'code'),
    };
    return newsIn(fieldOf(fieldOf(before, 'pos'), connectionId), badge).map(([type, of]) => {
      const id = hashOf(['event', path, connectionId, type, of], 40);
      return { id, tenantId, type, data };
    });
  });
}

/** What a change of a connection tells. `eventId`: of the write, the same however often it is reported. */
export function connectionNews(before: Connection | undefined, after: Connection, eventId: string): News[] {
  if (!before || before.status === after.status) return [];
  const { id: connectionId, tenantId, provider, status } = after;
  const isOut = (one: Connection) => one.status === 'auth_failed' || one.status === 'disconnected';
  const restored = status === 'active' && isOut(before);
  const type =
    status === 'auth_failed' || status === 'disconnected'
      ? (`connection.${status}` as const)
      : restored && ('connection.restored' as const);
  if (!type) return [];
  const id = hashOf(['event', tenantId, connectionId, type, eventId], 40);
  return [{ id, tenantId, type, data: { connectionId, provider } }];
}

const aboutConnection = ({ id, provider }: Connection) => ({ connectionId: id, provider });
const newsOf = (
  connection: Connection,
  type: EventType,
  what: readonly unknown[],
  data: News['data'],
): News => {
  const { tenantId, id: connectionId } = connection;
  const id = hashOf(['event', tenantId, connectionId, type, ...what], 40);
  return { id, tenantId, type, data: { ...aboutConnection(connection), ...data } };
};

/** The POS's items as we hold them, or the public menu made of them, are others than before. */
export const catalogNews = (connection: Connection, capability: Capability, at: number): News =>
  newsOf(connection, 'catalog.updated', [capability, at], { capability });

/** A pull has failed so often in a row that a person is told. */
export const syncNews = (
  connection: Connection,
  capability: Capability,
  code: FailureKind,
  at: number,
): News => newsOf(connection, 'sync.failed', [capability, at], { capability, code });

/** The POS will not have the price of a product; `version`: of the edit. */
export const refusalNews = (
  connection: Connection,
  { productId, product }: Pick<PriceEdit, 'productId' | 'product'>,
  version: string,
): News => newsOf(connection, 'price.refused', [product, version], { productId, productPath: product });

const MINUTE = 60_000;
/** Waits after each failure; the last repeats. */
const DELAYS_MS = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 180 * MINUTE, 360 * MINUTE];
/** Two days of tries, about. */
const MOST_TRIES = 13;
/** An endpoint that has taken nothing for so long is switched off. */
const DISABLE_AFTER_MS = 5 * 24 * 60 * MINUTE;

/** What follows when an endpoint did not take an event. */
export function afterRefusal(
  { tried, status, failingSinceAt }: { tried: number; status?: number; failingSinceAt: number },
  now: number,
): { retryAt?: number; disable: boolean } {
  // 410: the receiver says that it is no more.
  const disable = status === 410 || now - failingSinceAt >= DISABLE_AFTER_MS;
  if (disable || tried + 1 >= MOST_TRIES) return { disable };
  return { retryAt: now + (DELAYS_MS[Math.min(tried, DELAYS_MS.length - 1)] ?? 0), disable };
}
