import { Simulator } from '../core/simulator';
import type { SquareOptions } from './knobs';
import { SquareModel } from './model';

export type { SquareKnobs, SquareOptions } from './knobs';
export { SquareModel } from './model';

/** A Square that runs in this process; `serve` of the core gives it a port. The seed stands in `seed.ts`. */
export function createSquare(options: SquareOptions = {}): Simulator<SquareModel> {
  const { currency = 'USD', now, ...knobs } = options;
  return new Simulator('square', (clock) => new SquareModel(clock, currency, knobs), { now });
}
