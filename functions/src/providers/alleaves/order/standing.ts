import type { Want } from '../mapping';
import type { Row, WireLine } from '../wire';

/** A line as Alleaves holds it. */
export interface HeldLine {
  /** Of the line. */
  id: number;
  quantity: number;
  /** Before tax, for one, in major units. */
  price?: number;
}

/** Lines by product. */
export type Held = Map<number, HeldLine[]>;

export const quantityOf = ({ qty, quantity }: WireLine): number => qty ?? quantity ?? 1;

export const heldLine = (line: WireLine): HeldLine => ({
  id: line.id_item,
  quantity: quantityOf(line),
  price: line.price ?? line.unit_price,
});

export function hold(held: Held, itemId: number, line: HeldLine): void {
  const others = (held.get(itemId) ?? []).filter(({ id }) => id !== line.id);
  held.set(
    itemId,
    [...others, line].sort((a, b) => a.id - b.id),
  );
}

export const heldQuantity = (held: Held, itemId: number): number =>
  (held.get(itemId) ?? []).reduce((total, { quantity }) => total + quantity, 0);

/** How a line of an order may say which product it is: what `id_inventory_item` names is not confirmed. */
type Reading = (line: WireLine) => number | undefined;

function readingsOf(rows: readonly Row[]): Reading[] {
  const byBatch = new Map(rows.map((row) => [row.id_batch, row.id_item]));
  const byName = new Map(rows.map((row) => [row.item.trim().toLowerCase(), row.id_item]));
  return [
    (line) => (line.id_batch === undefined ? undefined : byBatch.get(line.id_batch)),
    (line) => line.id_inventory_item ?? line.product_id,
    (line) => (line.id_inventory_item === undefined ? undefined : byBatch.get(line.id_inventory_item)),
    (line) => byName.get((line.item ?? line.product_name ?? line.name ?? '').trim().toLowerCase()),
  ];
}

/**
 * What an order already holds of what it should, under the first reading by which all its lines are the order's own.
 * Undefined: it holds something else, too.
 */
export function standing(
  lines: readonly WireLine[],
  wants: readonly Want[],
  rows: readonly Row[],
): Held | undefined {
  const wanted = new Map(wants.map((want) => [want.itemId, want.quantity]));
  for (const reading of readingsOf(rows)) {
    const held: Held = new Map();
    const known = lines.every((line) => {
      const itemId = reading(line);
      if (itemId === undefined || !wanted.has(itemId)) return false;
      hold(held, itemId, heldLine(line));
      return heldQuantity(held, itemId) <= (wanted.get(itemId) ?? 0);
    });
    if (known) return held;
  }
  return undefined;
}
