import type { Settings } from '../settings';
import type { Row } from '../wire';
import { inSellingOrder, isInShop, isProduct } from './sellable';

/** A product: the rows of all its batches in all areas, and what they come to. */
export interface Item {
  id: number;
  /** The row that sells first, or any where nothing is in the shop: it speaks for the product. */
  main: Row;
  rows: Row[];
  /** In areas that sell. */
  available: number;
  onHand: number;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** Whole thousandths: sums of decimals must not grow tails. */
const tidy = (amount: number) => Math.round(amount * 1000) / 1000;

function item(id: number, rows: Row[], settings: Settings): Item {
  const inShop = rows.filter((row) => isInShop(row, settings));
  const stocked = inShop.filter((row) => row.available > 0);
  const [main = rows[0]] = inSellingOrder(stocked.length > 0 ? stocked : inShop.length > 0 ? inShop : rows);
  if (!main) throw new Error('A product without rows.');
  return {
    id,
    main,
    rows,
    available: tidy(sum(inShop.map((row) => row.available))),
    onHand: tidy(sum(inShop.map((row) => row.on_hand))),
  };
}

/** Products by id, summed over batches and areas. */
export function itemsOf(rows: readonly Row[], settings: Settings): Item[] {
  const byItem = new Map<number, Row[]>();
  for (const row of rows)
    if (isProduct(row, settings)) byItem.set(row.id_item, [...(byItem.get(row.id_item) ?? []), row]);
  return [...byItem].map(([id, own]) => item(id, own, settings)).sort((a, b) => a.id - b.id);
}

/** The stock at which the shop wants to be told; each threshold counts only while it is switched on. */
export function lowAt({ rows }: Item): number | undefined {
  for (const row of rows) {
    if (
      row.location_threshold_low_quantity_selected &&
      row.location_threshold_low_quantity_value !== undefined
    )
      return row.location_threshold_low_quantity_value;
  }
  return rows.find((row) => row.threshold_low_quantity_selected)?.threshold_low_quantity;
}

/** The newest change of any of its batches, milliseconds since 1970. */
export function changedAt({ rows }: Item): number | undefined {
  const moments = rows
    .flatMap(({ date_updated, batch_date_updated }) => [date_updated, batch_date_updated])
    .map((text) => Date.parse(text ?? ''))
    .filter(Number.isFinite);
  return moments.length > 0 ? Math.max(...moments) : undefined;
}
