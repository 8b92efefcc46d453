import type { PriceMove } from '../../model/run';

/** A price of the POS as a pull has seen it move. */
export interface SeenMove extends Omit<PriceMove, 'itemId'> {
  changedAt: number;
  connectionId: string;
}

export interface PriceMoves {
  /** Of one item of the POS, oldest first, from one moment to before another. */
  of(tenantId: string, itemId: string, fromAt: number, untilAt: number): Promise<SeenMove[]>;
}
