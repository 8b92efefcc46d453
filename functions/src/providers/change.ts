import type { Link } from '../model/link';

/** A price to be set. Repeating it changes nothing: a provider reads before it writes. */
export interface PriceChange {
  /** The link-table key, for the result. */
  key: string;
  link: Link;
  /** Minor units. */
  price: number;
}

/** A stock count to be set, absolute. */
export interface StockChange {
  key: string;
  link: Link;
  /** Decimals only where the POS sells the item by weight. */
  quantity: number;
  /** When it was counted: a later sale at the POS wins. */
  countedAt: number;
}

export type ChangeResult =
  | { key: string; outcome: 'done' | 'unchanged' }
  /** The POS will never take this one: why, and what a person can do. The others go on. */
  | { key: string; outcome: 'refused'; reason: string; advice?: string };

/**
 * Yields the result of each change as soon as it is certain, in any order and exactly once per key. Throws a Failure
 * (throttled, unavailable, unauthorized) when it cannot go on: whatever was not yielded is tried again later.
 */
export type Apply<Change> = (changes: readonly Change[]) => AsyncIterable<ChangeResult>;
