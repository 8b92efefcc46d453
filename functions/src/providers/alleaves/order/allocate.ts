import { Failure } from '../../../model/failure';
import { productKey } from '../../../model/link';
import type { PushOrder } from '../../provider';
import { inSellingOrder, isInShop, isProduct } from '../inventory/sellable';
import type { Want } from '../mapping';
import type { Settings } from '../settings';
import type { Row } from '../wire';

/** Pieces of one product out of one batch in one area. */
export interface Allocation {
  want: Want;
  batchId: number;
  areaId: number;
  quantity: number;
}

/** What is still to be added of a product. */
export interface Missing {
  want: Want;
  quantity: number;
}

function demandKnown(missing: readonly Missing[], rows: readonly Row[], push: PushOrder): void {
  const known = new Set(rows.map((row) => row.id_item));
  const unknown = new Set(missing.map(({ want }) => want.itemId).filter((id) => !known.has(id)));
  if (unknown.size === 0) return;
  const lines = push.lines
    .filter(({ link }) => unknown.has(Number(link?.variationId)))
    .map(({ line }) => ({
      lineId: line.id,
      key: productKey(line.productId, line.variationId),
      name: line.name,
    }));
  if (lines.length > 0)
    throw new Failure('unmapped', 'Alleaves has no such product at this location.', { lines });
  throw new Failure('rejected', 'Alleaves does not have the fallback item at this location.', {
    advice: 'Choose another fallback item in the settings of the connection, then retry.',
  });
}

function short(want: Want, wanted: number, has: number): Failure {
  return new Failure('rejected', `Alleaves has ${has} of ${wanted} x ${want.name} in areas that sell.`, {
    advice:
      'Move or count stock in Alleaves, or take the item out of the order, then retry. Which areas sell is a setting.',
  });
}

function demandWhole({ want, quantity }: Missing, row: Row): void {
  const byPiece = row.uom_type === undefined || row.uom_type.toLowerCase() === 'count';
  if (!byPiece || Number.isInteger(quantity)) return;
  throw new Failure(
    'rejected',
    `Alleaves sells ${want.name} by the piece, and the order takes ${quantity}.`,
    {
      advice: 'Correct the quantity in the storefront, or link the product to one that is sold by weight.',
    },
  );
}

/**
 * Which batches the order takes: what runs out first goes first, and a product may need several.
 * @throws Failure `unmapped` for products that are not there, `rejected` where there is not enough. Decided for the whole
 *   order before anything is sent: no half orders.
 */
export function allocate(
  missing: readonly Missing[],
  rows: readonly Row[],
  push: PushOrder,
  settings: Settings,
): Allocation[] {
  demandKnown(missing, rows, push);
  return missing.flatMap((one) => {
    const { want, quantity } = one;
    const stock = rows.filter(
      (row) =>
        row.id_item === want.itemId &&
        row.available > 0 &&
        isProduct(row, settings) &&
        isInShop(row, settings),
    );
    let left = quantity;
    const taken: Allocation[] = [];
    for (const row of inSellingOrder(stock)) {
      if (left <= 0 || row.id_area === undefined) continue;
      demandWhole(one, row);
      const pieces = Math.min(left, row.available);
      taken.push({ want, batchId: row.id_batch, areaId: row.id_area, quantity: pieces });
      left = Math.round((left - pieces) * 1000) / 1000;
    }
    if (left > 0) throw short(want, quantity, quantity - left);
    return taken;
  });
}
