import { Simulator } from '../core/simulator';
import { type DialectName, DineModel } from './model';
import type { Switches } from './switches';

export { type DialectName, DineModel } from './model';
export type { Switches } from './switches';

export interface DineOptions extends Partial<Switches> {
  /** `dine`: the bridge's own contract, the default. `dineplan`, `dinlr`: what those vendors have published. */
  dialect?: DialectName;
  /** ISO 4217; default USD. */
  currency?: string;
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}

/** A Dine that runs in this process; `serve` of the core gives it a port. The seed stands in `seed.ts`. */
export function createDine(options: DineOptions = {}): Simulator<DineModel> {
  const { dialect = 'dine', currency = 'USD', now, ...switches } = options;
  return new Simulator('dine', (clock) => new DineModel(clock, dialect, currency, switches), { now });
}
