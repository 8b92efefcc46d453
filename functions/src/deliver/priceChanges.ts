import type { Connection } from '../model/connection';
import { Problem } from '../model/problem';
import type { SeenMove } from './ports/priceMoves';
import type { World } from './world';

export const MOST_DAYS = 400;
const DAY_MS = 24 * 3_600_000;

/** How the prices of an item moved at the POS, oldest first, as pulls have seen it. @throws Problem `invalid_request` */
export async function priceChanges(
  world: World,
  { tenantId, id }: Connection,
  itemId: string,
  { from, to }: { from: number; to: number },
): Promise<Omit<SeenMove, 'connectionId'>[]> {
  if (from > to || to - from > MOST_DAYS * DAY_MS)
    throw new Problem('invalid_request', `From and to span ${MOST_DAYS} days at most, in this order.`, {
      errors: [{ path: 'query.from', message: `At most ${MOST_DAYS} days before to` }],
    });
  const moves = await world.priceMoves.of(tenantId, itemId, from, to);
  return moves.flatMap(({ connectionId, ...move }) => (connectionId === id ? [move] : []));
}
