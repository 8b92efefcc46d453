import type { Links } from '../model/link';
import type { PulledItem } from '../model/pulled';
import { keysByProduct } from './drift';
import { isAvailable, type StockOf } from './publicView';

/** Products of the storefront -> whether any of their linked items can be ordered. Variation id -> item. */
export function availabilityOf(
  links: Links,
  items: ReadonlyMap<string, PulledItem>,
  stock: StockOf,
): Map<string, boolean> {
  const sellable = (variationId: string) => {
    const item = items.get(variationId);
    const variation = item?.variations.find(({ id }) => id === variationId);
    return item !== undefined && variation !== undefined && isAvailable(item, variation, stock);
  };
  return new Map(
    [...keysByProduct(links)].map(([productId, keys]) => [
      productId,
      keys.some((key) => sellable(links[key]?.variationId ?? '')),
    ]),
  );
}

/** Those that the storefront shows otherwise; a product without the field counts as available. */
export function differing(
  wanted: ReadonlyMap<string, boolean>,
  products: ReadonlyMap<string, Readonly<Record<string, unknown>> | undefined>,
): Map<string, boolean> {
  return new Map(
    [...wanted].filter(([id, available]) => {
      const product = products.get(id);
      return product !== undefined && (product.available !== false) !== available;
    }),
  );
}
