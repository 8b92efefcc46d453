import { tick } from '../deliver/pull/tick';
import { watchFromTick } from '../deliver/watch/watch';
import { theWorld } from './world';

/** The clock: whatever is connected is pulled, each in its own moment of the next half hour. */
export async function planPulls(): Promise<void> {
  await tick(theWorld());
  await watchFromTick(theWorld());
}
