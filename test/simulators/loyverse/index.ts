import { Simulator } from '../core/simulator';
import { LoyverseModel } from './model';
import type { Switches } from './switches';

export { LoyverseModel } from './model';
export type { Switches } from './switches';

export interface LoyverseOptions extends Partial<Switches> {
  /** ISO 4217; default USD. */
  currency?: string;
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}

/** A Loyverse that runs in this process; `serve` of the core gives it a port. The seed stands in `seed.ts`. */
export function createLoyverse(options: LoyverseOptions = {}): Simulator<LoyverseModel> {
  const { currency = 'USD', now, ...switches } = options;
  return new Simulator('loyverse', (clock) => new LoyverseModel(clock, currency, switches), { now });
}
