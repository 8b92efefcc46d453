import { Simulator } from '../core/simulator';
import { OdooModel } from './model';
import type { Series } from './series';
import type { Switches } from './switches';

export type { HeldByOdoo } from './held';
export { OdooModel } from './model';
export { ALL_SERIES, type Series } from './series';
export type { Switches } from './switches';

export interface OdooOptions extends Partial<Switches> {
  /** The series that the server runs; default 18. */
  series?: Series;
  /** ISO 4217, of all companies; default USD. */
  currency?: string;
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}

/** An Odoo that runs in this process; `serve` of the core gives it a port. The seed stands in `seed.ts`. */
export function createOdoo(options: OdooOptions = {}): Simulator<OdooModel> {
  const { series = 18, currency = 'USD', now, ...switches } = options;
  return new Simulator('odoo', (clock) => new OdooModel(clock, series, currency, switches), { now });
}
