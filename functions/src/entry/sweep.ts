import { sweepPrices } from '../deliver/prices';
import { sweepViews } from '../deliver/publish';
import { sweep } from '../deliver/wake';
import { watchFromSweep } from '../deliver/watch/watch';
import { theWorld } from './world';

/** The clock's share of exactly-once: whatever lost its task gets a new one. And sales begin and end. */
export async function sweepJobs(): Promise<void> {
  await sweep(theWorld());
  await sweepPrices(theWorld());
  await sweepViews(theWorld());
  await watchFromSweep(theWorld());
}
