import type { Connection } from '../../model/connection';
import type { Capability } from '../../model/pullState';
import { hintTask, windowTask } from '../../plan/pull/spread';
import { isChannel } from '../../providers/manifests';
import type { ConnectionTie } from '../ports/pull';
import type { World } from '../world';
import { tieOf } from './lease';

const PAGE = 500;
/** Tasks that are enqueued at once: what one instance's connection to Cloud Tasks takes easily. */
const AT_ONCE = 50;

/** A task carries ids only. */
const tieIn = ({ tenantId, connectionId }: ConnectionTie): ConnectionTie => ({ tenantId, connectionId });

/** The clock: one task for each active connection of all tenants, spread over the window. Returns how many. */
export async function tick(world: World): Promise<number> {
  const now = world.now();
  let count = 0;
  let after: ConnectionTie | undefined;
  for (;;) {
    const ties = await world.pulls.active(after, PAGE);
    // Of a channel to people there is nothing to pull.
    const wanted = ties.filter(({ provider }) => !isChannel(provider)).map(tieIn);
    for (let start = 0; start < wanted.length; start += AT_ONCE)
      await Promise.all(
        wanted.slice(start, start + AT_ONCE).map((tie) => world.queue.enqueue(windowTask(tie, now))),
      );
    count += wanted.length;
    if (ties.length < PAGE) break;
    after = ties.at(-1);
  }
  world.log('info', 'Planned pulls', { count });
  return count;
}

/** A person has looked: what the brake holds is really gone, and the next pull removes it. */
export async function releaseBrake(
  world: World,
  connection: Connection,
  capability: Capability,
): Promise<void> {
  const tie = tieOf(connection);
  const now = world.now();
  await world.pulls.ask(tie, [capability], now, true);
  await world.queue.enqueue(hintTask(tie, now));
}

/** Has capabilities pulled soon: a webhook’s hint, or a person who does not want to wait. Hints of a burst are one task. */
export async function askPull(
  world: World,
  connection: Connection,
  capabilities: readonly Capability[],
): Promise<void> {
  const tie = tieOf(connection);
  const now = world.now();
  await world.pulls.ask(tie, capabilities, now);
  await world.queue.enqueue(hintTask(tie, now));
}
