import type { Instant } from '../model/instant';
import type { PulledStock } from '../model/pulled';
import type { StockRow } from '../model/stockRow';

/** Variation id -> row. */
export type StockRows = ReadonlyMap<string, StockRow>;

/** So long after the first "none left" a second one is a reading of its own. Milliseconds. */
export const CONFIRM_MS = 90_000;
/** When to ask again after a first "none left". Milliseconds. */
export const ASK_AGAIN_MS = 120_000;

const compact = (row: StockRow): StockRow => {
  const { a, h, l, z, m } = row;
  return {
    a,
    ...(h !== undefined && { h }),
    ...(l !== undefined && { l }),
    ...(z !== undefined && { z }),
    ...(m !== undefined && { m }),
  };
};

export type Reading =
  /** The row as it is now. */
  | { row: StockRow; zero: 'no' }
  /** "None left" where there was something: `pending` waits for a second reading, `agreed` is one. */
  | { row: StockRow; zero: 'pending' | 'agreed' };

/** What a reading of the POS makes of a row. Something turns to nothing only when two readings agree. */
export function readStock(before: StockRow | undefined, stock: PulledStock, now: Instant): Reading {
  const { available, onHand: h, lowAt: l } = stock;
  const vanishes = before !== undefined && before.a > 0 && available <= 0;
  if (!vanishes) return { row: compact({ a: available, h, l }), zero: 'no' };
  const z = before.z ?? now;
  const row = compact({ a: before.a, h, l: l ?? before.l, z });
  return { row, zero: now - z >= CONFIRM_MS ? 'agreed' : 'pending' };
}

/** A row whose zero is believed. */
export const emptied = (row: StockRow): StockRow => compact({ ...row, a: 0, z: undefined });

/** In how many passes over everything a row must be missed to be gone. */
const MISSES = 2;

/** A complete pass over everything has missed the row: undefined when it is gone. */
export function missed(row: StockRow): StockRow | undefined {
  const m = (row.m ?? 0) + 1;
  return m >= MISSES ? undefined : { ...row, m };
}

/** How many rows there is something of. */
export const inStock = (rows: Iterable<StockRow>): number => [...rows].filter(({ a }) => a > 0).length;

export interface LowStock {
  variationId: string;
  available: number;
  lowAt: number;
}

/** What is at or below its mark, the scarcest first. */
export function lowStockOf(rows: StockRows): LowStock[] {
  return [...rows]
    .flatMap(([variationId, { a, l }]) =>
      l !== undefined && a <= l ? [{ variationId, available: a, lowAt: l }] : [],
    )
    .sort((one, other) => one.available - other.available || (one.variationId < other.variationId ? -1 : 1));
}
