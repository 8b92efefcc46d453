import type { NoticeRecord } from '../../model/notice';
import { Problem } from '../../model/problem';
import { cursorAt, positionOf } from '../../plan/cursor';
import type { World } from '../world';

interface Asked {
  status: NoticeRecord['status'];
  cursor?: string;
  limit: number;
}

function placeIn(
  list: readonly unknown[],
  cursor: string | undefined,
): { lastAt: number; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [lastAt, id] = positionOf(list, cursor) ?? [];
  if (typeof lastAt === 'number' && typeof id === 'string' && /^[0-9a-f]{32}$/.test(id))
    return { lastAt, id };
  throw new Problem('invalid_request', 'The cursor is not of this list.', {
    errors: [{ path: 'query.cursor', message: 'Not a cursor of this list' }],
  });
}

/** Notices, the last raised first. @throws Problem `invalid_request` for a cursor of another list */
export async function listNotices(
  world: World,
  tenantId: string,
  { status, cursor, limit }: Asked,
): Promise<{ notices: NoticeRecord[]; next?: string }> {
  const list = ['notices', tenantId, status];
  const found = await world.notices.list(tenantId, status, placeIn(list, cursor), limit + 1);
  const notices = found.slice(0, limit);
  const last = notices.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { notices, ...(isMore && { next: cursorAt(list, [last.lastAt, last.id]) }) };
}

/** A person says that it is done. @throws Problem `not_found` */
export async function settleNotice(world: World, tenantId: string, id: string): Promise<NoticeRecord> {
  const settled = await world.notices.settleOne(tenantId, id, world.now());
  if (settled) return settled;
  throw new Problem('not_found', 'There is no such notice.');
}
