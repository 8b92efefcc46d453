import { fromMajor } from '../../../model/money';
import type { PulledItem } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { categoryIds, categoryPath } from '../inventory/category';
import { changedAt, itemsOf, type Item } from '../inventory/items';
import { costOf, displayPrice } from '../inventory/price';
import { inventoryOf } from '../inventory/rows';
import type { Settings } from '../settings';
import type { Shop } from '../shop';
import { CUT_SHORT, inSlices } from './slices';

const tidy = (name: string | undefined) => name?.trim() || undefined;

function pulledItem(item: Item, settings: Settings, currency: string): PulledItem {
  const { main } = item;
  const price = displayPrice(main, settings);
  const cost = costOf(main);
  const id = String(item.id);
  return {
    id,
    name: main.item.trim(),
    categoryIds: categoryIds(categoryPath(main.category)),
    brandId: tidy(main.brand),
    vendorId: tidy(main.vendor),
    variations: [
      {
        id,
        sku: tidy(main.sku),
        price: price && fromMajor(price.amount, currency),
        cost: cost === undefined ? undefined : fromMajor(cost, currency),
        // Without a price the till cannot sell it.
        available: price !== undefined,
      },
    ],
    modifierListIds: [],
    taxIds: [],
    archived: false,
    deleted: false,
    updatedAt: changedAt(item),
  };
}

/** The inventory by product. It does not say what changed, so it is always whole. */
export async function* pullCatalog(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledItem>> {
  const settings = shop.settings();
  yield* inSlices(request, shop.now(), async () => {
    const { rows, complete } = await inventoryOf(shop);
    const entries = itemsOf(rows, settings).map((item) => ({
      order: item.id,
      record: pulledItem(item, settings, shop.currency),
    }));
    return { entries, complete, note: complete ? undefined : CUT_SHORT };
  });
}
