import { Simulator } from '../core/simulator';
import { AlleavesModel } from './model';
import type { Switches } from './switches';

export { AlleavesModel } from './model';
export type { Switches } from './switches';

export interface AlleavesOptions extends Partial<Switches> {
  /** ISO 4217; default USD. */
  currency?: string;
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}

/** An Alleaves that runs in this process; `serve` of the core gives it a port. The seed stands in `seed.ts`. */
export function createAlleaves(options: AlleavesOptions = {}): Simulator<AlleavesModel> {
  const { currency = 'USD', now, ...switches } = options;
  return new Simulator('alleaves', (clock) => new AlleavesModel(clock, currency, switches), { now });
}
