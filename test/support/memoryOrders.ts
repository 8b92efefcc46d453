import type { World } from '../../functions/src/deliver/world';
import type { Badge, ChangedAfterExport } from '../../functions/src/model/badge';

type Document = Record<string, unknown>;

const clone = <T>(value: T): T => structuredClone(value);
const present = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));

/** Order documents by path; `put` writes one as the storefront does. */
export function memoryOrders(
  docs: Map<string, Document>,
  put: (path: string, order: Document) => void,
): World['orders'] {
  return {
    read: async (path) => clone(docs.get(path)),
    badge: async (path, badges) => {
      const order = docs.get(path);
      if (!order) return false;
      const pos = present({ ...(order.pos as object), ...clone(badges) });
      put(path, { ...order, pos });
      return true;
    },
    acknowledge: async (path, connectionId, at) => {
      const order = docs.get(path);
      const pos = (order?.pos ?? {}) as Record<string, Badge>;
      const badge = pos[connectionId] ?? { status: 'pending', updatedAt: at };
      if (!order) return undefined;
      if (badge.acknowledgedAt !== undefined) return { at: badge.acknowledgedAt, isNew: false };
      put(path, { ...order, pos: { ...pos, [connectionId]: { ...badge, acknowledgedAt: at } } });
      return { at, isNew: true };
    },
    keepTest: async (tenantId, id, order) => {
      const path = `tenants/${tenantId}/testOrders/${id}`;
      docs.set(path, clone(order));
      return path;
    },
    flag: async (path, flags) => {
      const order = docs.get(path);
      const pos = (order?.pos ?? {}) as Record<string, Badge>;
      const marked = Object.entries(flags).map(([id, flag]: [string, ChangedAfterExport | undefined]) => [
        id,
        present({ ...pos[id], changedAfterExport: flag }),
      ]);
      if (order) put(path, { ...order, pos: { ...pos, ...Object.fromEntries(marked) } });
      return order !== undefined;
    },
  };
}
