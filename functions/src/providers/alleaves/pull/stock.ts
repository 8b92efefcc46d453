import type { PulledStock } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { changedAt, itemsOf, lowAt } from '../inventory/items';
import { inventoryOf } from '../inventory/rows';
import type { Shop } from '../shop';
import { CUT_SHORT, inSlices } from './slices';

/** Summed over batches and the areas that sell; what is reserved is not available. */
export async function* pullStock(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledStock>> {
  const settings = shop.settings();
  yield* inSlices(request, shop.now(), async () => {
    const { rows, complete } = await inventoryOf(shop);
    const entries = itemsOf(rows, settings).map((item) => ({
      order: item.id,
      record: {
        variationId: String(item.id),
        available: item.available,
        onHand: item.onHand,
        lowAt: lowAt(item),
        updatedAt: changedAt(item),
      },
    }));
    return { entries, complete, note: complete ? undefined : CUT_SHORT };
  });
}
