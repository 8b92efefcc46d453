import type { Clock, WatchState } from '../../model/watch';
import { clockCause, clockNotice, judgeClocks } from '../../plan/watch/clocks';
import type { ConnectionTie } from '../ports/pull';
import type { World } from '../world';

const PAGE = 500;
/** Writes that are under way at once. */
const AT_ONCE = 50;
/** Pages that are settled at most; what is left keeps its notice, which is settled with the next one. */
const MOST_PAGES = 200;

async function each<T>(list: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < list.length; start += AT_ONCE)
    await Promise.all(list.slice(start, start + AT_ONCE).map(run));
}

/** Tells every tenant that has an active connection, once. */
async function tellTenants(world: World, clock: Clock): Promise<void> {
  const notice = clockNotice(clock);
  let told = '';
  let after: ConnectionTie | undefined;
  for (;;) {
    const ties = await world.pulls.active(after, PAGE);
    // In the order of paths the connections of a tenant stand together.
    const tenants = [...new Set(ties.map(({ tenantId }) => tenantId))].filter((id) => id !== told);
    await each(tenants, (tenantId) => world.notices.tell(tenantId, notice, world.now()));
    told = tenants.at(-1) ?? told;
    after = ties.at(-1);
    if (ties.length < PAGE) return;
  }
}

async function settleTenants(world: World, clock: Clock): Promise<void> {
  const cause = clockCause(clock);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const tenants = await world.notices.openWith(cause, PAGE);
    await each(tenants, (tenantId) => world.notices.settle(tenantId, cause, world.now()));
    if (tenants.length < PAGE) return;
  }
}

/**
 * A clock has got through: writes that down and looks after the other. The mark that people were told is set when all of
 * them are: whoever dies half-way is followed by one who tells them all again, which opens no second notice.
 */
export async function watchClocks(world: World, mine: Clock): Promise<WatchState> {
  const now = world.now();
  const before = await world.watch.read();
  const { patch, tell, settle } = judgeClocks(before, mine, now);
  for (const clock of tell) {
    world.log('error', 'A clock stands still', { clock });
    await tellTenants(world, clock);
  }
  for (const clock of settle) {
    world.log('info', 'A clock runs again', { clock });
    await settleTenants(world, clock);
  }
  await world.watch.write(patch);
  return { sinceAt: now, spikes: {}, ...before, ...patch };
}
