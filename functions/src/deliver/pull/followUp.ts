import type { Connection } from '../../model/connection';
import { CAPABILITIES, type Capability, type CapabilityState, type PullState } from '../../model/pullState';
import { hintTask } from '../../plan/pull/spread';
import { afterPull } from '../afterPull';
import type { World } from '../world';
import { tieOf, type Lease } from './lease';

const EVERYTHING = { ids: 'all', removed: [] } as const;

const begun = ({ capabilities }: PullState): Capability[] =>
  CAPABILITIES.filter((capability) => capabilities[capability]?.followFrom !== undefined);

/** Consequences that earlier tasks did not get through with, or somebody wants drawn anew. */
export const owes = (state: PullState): boolean => state.asked.menu !== undefined || begun(state).length > 0;

/** The state after consequences were drawn, or drawn up to `next`. */
export const followed = (next: string | undefined): Pick<CapabilityState, 'loose' | 'followFrom'> => ({
  loose: next !== undefined,
  followFrom: next,
});

/** The public menu is to be made anew, or taken away: the connection is another one. */
export async function askMenu(world: World, connection: Connection): Promise<void> {
  const tie = tieOf(connection);
  const now = world.now();
  await world.pulls.ask(tie, ['menu'], now);
  await world.queue.enqueue(hintTask(tie, now));
}

/** Goes on with what is owed, before anything new is pulled. True when it is through. Asks nothing of the POS. */
export async function followUp(world: World, lease: Lease, isTimeUp: () => boolean): Promise<boolean> {
  const { menu: wishedAt } = lease.state.asked;
  if (wishedAt !== undefined) {
    lease.update('catalog', { loose: true, followFrom: '' });
    lease.answer('menu', wishedAt);
  }
  for (const capability of begun(lease.state)) {
    const from = lease.of(capability).followFrom || undefined;
    const next = await afterPull(world, lease.connection, capability, EVERYTHING, { from, isTimeUp });
    lease.update(capability, followed(next));
    if (next !== undefined) return false;
  }
  return true;
}
