import type { World } from '../world';
import { watchClocks } from './clocks';
import { watchFailures } from './failures';
import { watchPulls } from './latePulls';

/** What the sweep looks after when its own work is done. */
export async function watchFromSweep(world: World): Promise<void> {
  const state = await watchClocks(world, 'sweep');
  await watchFailures(world, state);
  await watchPulls(world, state);
}

/** What the tick looks after when it has planned its pulls. */
export async function watchFromTick(world: World): Promise<void> {
  await watchClocks(world, 'tick');
}
