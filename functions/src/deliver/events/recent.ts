import type { ToldEvent } from '../../model/event';
import { Problem } from '../../model/problem';
import { cursorAt, positionOf } from '../../plan/cursor';
import type { EventPlace } from '../ports/events';
import type { World } from '../world';

function placeOf(list: readonly unknown[], cursor: string | undefined): EventPlace | undefined {
  if (cursor === undefined) return undefined;
  const [recordedAt, id] = positionOf(list, cursor) ?? [];
  if (typeof recordedAt === 'number' && typeof id === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(id))
    return { recordedAt, id };
  throw new Problem('invalid_request', 'The cursor is not of this list.', { advice: 'Begin without one.' });
}

/** A tenant's events of the last 30 days, the newest first, with how they fared. @throws Problem `invalid_request` */
export async function recentEvents(
  world: World,
  tenantId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ events: ToldEvent[]; next?: string }> {
  const list = ['events', tenantId];
  const found = await world.events.recent(tenantId, placeOf(list, cursor), limit + 1);
  const events = found.slice(0, limit);
  const last = events.at(-1);
  if (!last || found.length <= limit) return { events };
  return { events, next: cursorAt(list, [last.recordedAt, last.id]) };
}
