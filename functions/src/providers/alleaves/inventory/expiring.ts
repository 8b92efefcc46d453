import type { PulledBatch } from '../../../model/pulled';
import type { Shop } from '../shop';
import { detailsOf } from './batches';
import { inventoryOf } from './rows';
import { isInShop, isProduct } from './sellable';

const DAY_MS = 24 * 60 * 60_000;

/** Whole days until it runs out, begun ones counted; 0 and less: it has. */
const daysLeft = (expiresOn: string, now: number) => Math.ceil((Date.parse(expiresOn) - now) / DAY_MS);

/** From the inventory: the body by which the batch search filters is not known for sure. */
export async function expiringStock(
  shop: Shop,
  { days, minQuantity }: { days: number; minQuantity: number },
): Promise<PulledBatch[]> {
  const settings = shop.settings();
  const { rows } = await inventoryOf(shop);
  const stocked = rows.filter(
    (row) => isProduct(row, settings) && isInShop(row, settings) && row.available > 0,
  );
  const details = await detailsOf(shop, stocked);
  const batches = new Map<number, PulledBatch>();
  for (const row of stocked) {
    const known = details.get(row.id_batch);
    const before = batches.get(row.id_batch)?.quantity ?? 0;
    batches.set(row.id_batch, {
      id: String(row.id_batch),
      variationId: String(row.id_item),
      itemName: row.item.trim(),
      quantity: before + row.available,
      expiresOn: known?.expiresOn,
      metrcTag: known?.metrcTag,
    });
  }
  return [...batches.values()]
    .filter(({ expiresOn, quantity }) => {
      if (expiresOn === undefined || quantity < minQuantity) return false;
      const left = daysLeft(expiresOn, shop.now());
      return left > 0 && left <= days;
    })
    .sort((a, b) => ((a.expiresOn ?? '') < (b.expiresOn ?? '') ? -1 : 1));
}
