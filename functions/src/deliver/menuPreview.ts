import type { Connection } from '../model/connection';
import { Problem } from '../model/problem';
import type { PublicView } from '../model/publicView';
import { cursorAt, positionOf } from '../plan/cursor';
import { publicViewOf, publishesMenu } from '../plan/publicView';
import { offersOf } from '../plan/sale/sale';
import { stockOf } from './publish';
import type { World } from './world';

export interface MenuPreview {
  /** False: this connection publishes no menu; it would look like this. */
  published: boolean;
  items: PublicView[];
  next?: string;
}

/**
 * What a public menu would show at a moment, from what was pulled: sales as they are then, stock as it is now.
 * @throws Problem for a foreign cursor
 */
export async function menuPreview(
  world: World,
  connection: Connection,
  { at, cursor, limit }: { at: number; cursor?: string; limit: number },
): Promise<MenuPreview> {
  const { catalog } = world.publishing;
  const list = ['menu', connection.tenantId, connection.id, at];
  const [after] = cursor === undefined ? [] : (positionOf(list, cursor) ?? [0]);
  if (typeof after === 'number')
    throw new Problem('invalid_request', 'The cursor is not of this list.', { advice: 'Begin without one.' });
  const [page, discounts, names, stock] = await Promise.all([
    catalog.page(connection, after, limit),
    catalog.discounts(connection),
    catalog.categoryNames(connection),
    stockOf(world, connection),
  ]);
  const offers = offersOf(discounts, names, connection, at);
  return {
    published: publishesMenu(connection),
    items: page.items.flatMap((item) => publicViewOf(item, connection, offers, stock) ?? []),
    ...(page.next !== undefined && { next: cursorAt(list, [page.next]) }),
  };
}
