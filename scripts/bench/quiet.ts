import type * as PacerModule from '../../functions/src/deliver/pacer';
import { builtCode, requireBuilt } from '../demo/built';

/**
 * As if the POS account had been quiet for its whole window: what this instance knows of recent calls is forgotten, so
 * that a benchmark need not wait ten seconds (Square) or five minutes (Loyverse) between orders.
 */
export function quieten(): void {
  const { Pacer } = requireBuilt('./deliver/pacer') as typeof PacerModule;
  builtCode().world.pacer = new Pacer();
}
