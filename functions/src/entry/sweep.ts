import { sweepPrices } from '../deliver/prices';
import { sweep } from '../deliver/wake';
import { theWorld } from './world';

/** The clock's share of exactly-once: whatever lost its task gets a new one. */
export async function sweepJobs(): Promise<void> {
  await sweep(theWorld());
  await sweepPrices(theWorld());
}
