import type { World } from '../../functions/src/deliver/world';
import { noticeIdOf, type Notice, type NoticeRecord } from '../../functions/src/model/notice';

export type NoticeRow = Notice &
  Pick<NoticeRecord, 'tenantId' | 'count' | 'createdAt' | 'lastAt' | 'settledAt' | 'toldAt'> & {
    open: boolean;
  };

/** As it stands in the database. */
export const recordOf = ({ open, ...row }: NoticeRow): NoticeRecord => ({
  ...row,
  id: noticeIdOf(row.cause),
  status: open ? 'open' : 'settled',
});

export interface NoticeWrite {
  before?: NoticeRecord;
  after: NoticeRecord;
}

/** `heard`: of every write, as a trigger hears of it. */
export function memoryNotices(
  rows: Map<string, NoticeRow>,
  heard: (write: NoticeWrite) => void = () => {},
): World['notices'] {
  const keyOf = (tenantId: string, cause: string) => `${tenantId} ${cause}`;
  const write = (row: NoticeRow) => {
    const key = keyOf(row.tenantId, row.cause);
    const before = rows.get(key);
    rows.set(key, row);
    heard({ ...(before && { before: recordOf(before) }), after: recordOf(row) });
    return recordOf(row);
  };
  const of = (tenantId: string) => [...rows.values()].filter((row) => row.tenantId === tenantId);
  const byId = (tenantId: string, id: string) => of(tenantId).find(({ cause }) => noticeIdOf(cause) === id);
  return {
    tell: async (tenantId, notice, now) => {
      const before = rows.get(keyOf(tenantId, notice.cause));
      const { createdAt = now, settledAt, toldAt, count = 0 } = before ?? {};
      write({ ...notice, tenantId, open: true, count: count + 1, createdAt, settledAt, toldAt, lastAt: now });
    },
    settle: async (tenantId, cause, now) => {
      const row = rows.get(keyOf(tenantId, cause));
      if (row) write({ ...row, open: false, settledAt: now });
    },
    settleOne: async (tenantId, id, now) => {
      const row = byId(tenantId, id);
      if (!row?.open) return row && recordOf(row);
      return write({ ...row, open: false, settledAt: now });
    },
    read: async (tenantId, ids) =>
      of(tenantId)
        .map(recordOf)
        .filter(({ id }) => ids.includes(id)),
    told: async (tenantId, id, now) => {
      const row = byId(tenantId, id);
      if (row) write({ ...row, toldAt: now });
    },
    list: async (tenantId, status, after, limit) =>
      of(tenantId)
        .map(recordOf)
        .filter((row) => row.status === status)
        .sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? 1 : -1))
        .filter(
          (row) => !after || row.lastAt < after.lastAt || (row.lastAt === after.lastAt && row.id < after.id),
        )
        .slice(0, limit),
    openWith: async (cause, limit) =>
      [...rows.values()]
        .filter((row) => row.cause === cause && row.open)
        .slice(0, limit)
        .map(({ tenantId }) => tenantId),
  };
}
