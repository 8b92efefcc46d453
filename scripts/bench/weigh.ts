import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Till } from './pullTill';

const MEGABYTE = 1024 * 1024;
/** Looks at the memory during a pull. */
const LOOKS = 10;

/** What a pull or a parse took. */
export interface Weight {
  seconds: number;
  megabytes: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are really in use. */
export function inUse(): number {
  // What the first one finds finished, the second one takes away.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

/** The most that was in use at any page, above what was in use before. */
export function watched(till: Till) {
  const before = inUse();
  let most = before;
  let pages = 0;
  const every = Math.max(1, Math.floor(till.pages / LOOKS));
  till.onPage = () => {
    pages += 1;
    if (pages % every === 0) most = Math.max(most, inUse());
  };
  return () => {
    till.onPage = () => {};
    return most - before;
  };
}
