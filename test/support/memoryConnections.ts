import type { Connection } from '../../functions/src/model/connection';
import type { Links } from '../../functions/src/model/link';
import type { World } from '../../functions/src/deliver/world';

const clone = <T>(value: T): T => structuredClone(value);
const without = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));

/** Connections in memory, by id. */
export function memoryConnections(rows: Map<string, Connection>): World['connections'] {
  return {
    read: async (tenantId, id) => {
      const row = rows.get(id);
      return row?.tenantId === tenantId ? clone(row) : undefined;
    },
    ofTenant: async (tenantId) => clone([...rows.values()].filter((c) => c.tenantId === tenantId)),
    save: async (connection) => void rows.set(connection.id, clone(connection)),
    setStatus: async (_tenantId, id, status) => {
      const row = rows.get(id);
      if (row) row.status = status;
    },
    changeSettings: async (_tenantId, id, change) => {
      const row = rows.get(id);
      if (row) row.settings = clone(change(clone(row.settings)));
      return clone(row);
    },
    confirm: async ({ connectionId, accountId }, at) => {
      const row = rows.get(connectionId);
      if (row?.accountId !== accountId || row.status === 'disconnected') return undefined;
      if (row.confirmedAt !== undefined) return { at: row.confirmedAt, isNew: false };
      row.confirmedAt = at;
      return { at, isNew: true };
    },
    noteAccount: async ({ tenantId, provider, accountId }, state) => {
      for (const [id, row] of rows)
        if (row.tenantId === tenantId && row.provider === provider && row.accountId === accountId)
          rows.set(id, without({ ...row, ...clone(state) }) as Connection);
    },
  };
}

/** Links in memory, by connection. */
export function memoryLinkTables(
  rows: Map<string, Links>,
  connections: ReadonlyMap<string, Connection>,
): World['linkTables'] {
  return {
    read: async ({ id }) => clone(rows.get(id) ?? {}),
    save: async ({ id }, links) => void rows.set(id, { ...rows.get(id), ...links }),
    remove: async ({ id }, keys) => {
      const left = Object.entries(rows.get(id) ?? {}).filter(([key]) => !keys.includes(key));
      rows.set(id, Object.fromEntries(left));
    },
    divide: async (connection) => {
      const linkShards = connection.linkShards * 2;
      const row = connections.get(connection.id);
      if (row) row.linkShards = linkShards;
      return { ...connection, linkShards };
    },
    pushed: async ({ id }, prices) => {
      const links = { ...rows.get(id) };
      for (const [key, pushedPrice] of prices) {
        const link = links[key];
        if (link) links[key] = { ...link, pushedPrice, pulledPrice: undefined };
      }
      rows.set(id, links);
    },
  };
}
