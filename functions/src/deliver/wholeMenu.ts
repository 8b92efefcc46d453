import type { Connection } from '../model/connection';
import { publishesMenu } from '../plan/publicView';
import type { RowRange } from './ports/publish';
import { AT_ONCE, put, shelfOf } from './publish';
import type { World } from './world';

/** How far long work has come, and whether it should stop for another task to go on. */
export interface Stretch {
  /** What an earlier task returned as `next`; absent: from the beginning. */
  from?: string;
  isTimeUp: () => boolean;
}

export const ALL_THE_TIME: Stretch = { isTimeUp: () => false };

/** Views that changed. `next`: the time was up, another task goes on here. */
export interface Published {
  changed: number;
  next?: string;
}

/** Takes away the views of a range that nothing keeps. */
async function withdrawOthers(
  world: World,
  connection: Connection,
  kept: ReadonlySet<string>,
  range: RowRange,
  { isTimeUp }: Stretch,
): Promise<Published> {
  const { views } = world.publishing;
  let { after } = range;
  let changed = 0;
  for (;;) {
    const { ids, next } = await views.standing(connection, { ...range, after }, AT_ONCE);
    const drops = ids.filter((id) => !kept.has(id));
    if (drops.length > 0) await views.write(connection, [], drops, world.now());
    changed += drops.length;
    if (next === undefined) return { changed };
    if (isTimeUp()) return { changed, next };
    after = next;
  }
}

/** Publishes everything anew, page by page; views without an item go. Where nothing is published all of them go. */
export async function publishAll(
  world: World,
  connection: Connection,
  stretch = ALL_THE_TIME,
): Promise<Published> {
  let { from: after } = stretch;
  if (!publishesMenu(connection)) return withdrawOthers(world, connection, new Set(), { after }, stretch);
  const shelf = await shelfOf(world, connection);
  let changed = 0;
  for (;;) {
    const { items, next } = await world.publishing.catalog.page(connection, after, AT_ONCE);
    const ids = items.map(({ id }) => id);
    if (ids.length > 0) changed += await put(shelf, ids, items);
    const range = { after, until: next };
    const withdrawn = await withdrawOthers(world, connection, new Set(ids), range, stretch);
    changed += withdrawn.changed;
    const reached = withdrawn.next ?? next;
    if (reached === undefined || stretch.isTimeUp()) return { changed, next: reached };
    after = reached;
  }
}
