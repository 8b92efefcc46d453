import type { Deliveries, PreferenceStore } from '../../functions/src/deliver/ports/messaging';
import { noticesOf, type Delivery } from '../../functions/src/model/delivery';
import type { Preferences, Wishes } from '../../functions/src/model/preferences';
import { takeTurn } from '../../functions/src/plan/messaging/dispatch';

const clone = <T>(value: T): T => structuredClone(value);

/** Preferences by `tenant/uid`; defaults by tenant. */
function memoryPreferences(own: Map<string, Preferences>, defaults: Map<string, Wishes>): PreferenceStore {
  return {
    read: async (tenantId, uid) => clone(own.get(`${tenantId}/${uid}`)),
    people: async (tenantId) =>
      [...own]
        .filter(([key]) => key.startsWith(`${tenantId}/`))
        .map(([key, value]) => ({ uid: key.slice(tenantId.length + 1), own: clone(value) })),
    save: async (tenantId, uid, value) => void own.set(`${tenantId}/${uid}`, clone(value)),
    remove: async (tenantId, uid) => void own.delete(`${tenantId}/${uid}`),
    defaults: async (tenantId) => clone(defaults.get(tenantId) ?? {}),
    saveDefaults: async (tenantId, wishes) => void defaults.set(tenantId, clone(wishes)),
  };
}

interface Row {
  value: Delivery;
  version: number;
}

function memoryDeliveries(rows: Map<string, Row>, turns: Map<string, number[]>): Deliveries {
  const stamp = ({ value, version }: Row) => ({ value: clone(value), version: String(version) });
  return {
    read: async (_tenantId, id) => {
      const row = rows.get(id);
      return row && stamp(row);
    },
    create: async (delivery) => {
      if (rows.has(delivery.id)) return false;
      rows.set(delivery.id, { value: clone(delivery), version: 1 });
      return true;
    },
    collect: async (digest, noticeId) => {
      const row = rows.get(digest.id) ?? { value: clone(digest), version: 0 };
      rows.set(digest.id, row);
      row.version += 1;
      if (!row.value.noticeIds.includes(noticeId)) row.value.noticeIds.push(noticeId);
      return noticesOf(row.value).includes(noticeId);
    },
    update: async ({ value, version }, patch) => {
      const row = rows.get(value.id);
      if (!row || String(row.version) !== version) return undefined;
      row.value = { ...row.value, ...patch };
      row.version += 1;
      return stamp(row);
    },
    takeTurn: async (tenantId, uid, now) => {
      const key = `${tenantId}/${uid}`;
      const { ok, recent } = takeTurn(turns.get(key) ?? [], now);
      if (ok) turns.set(key, recent);
      return ok;
    },
  };
}

/** How people want to be told, and what they were. */
export class MemoryMessaging {
  readonly own = new Map<string, Preferences>();
  readonly defaults = new Map<string, Wishes>();
  readonly rows = new Map<string, Row>();
  readonly preferences = memoryPreferences(this.own, this.defaults);
  readonly deliveries = memoryDeliveries(this.rows, new Map());

  /** All messages, the oldest first. */
  get all(): Delivery[] {
    return [...this.rows.values()].map(({ value }) => value).sort((a, b) => a.createdAt - b.createdAt);
  }
}
