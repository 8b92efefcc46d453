import { fromMajor } from '../../../model/money';
import type { PulledItem, PulledVariation } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { optionsOf } from '../catalog';
import { plainText } from '../html';
import type { Shop } from '../shop';
import { fixedPriceAt, soldAt } from '../variant';
import type { WireItem, WireVariant } from '../wire';
import { inChunks } from './chunks';
import { changedIn, list, pulled, type List } from './pages';
import { items, variants } from './wire';

interface Place {
  storeId?: string;
  currency: string;
}

function variation(source: WireVariant, { storeId, currency }: Place): PulledVariation {
  const price = fixedPriceAt(source, storeId);
  return {
    id: source.variant_id,
    name: optionsOf(source) || undefined,
    sku: source.sku,
    barcode: source.barcode,
    price: price === undefined ? undefined : fromMajor(price, currency),
    cost: source.cost === undefined ? undefined : fromMajor(source.cost, currency),
    available: soldAt(source, storeId),
  };
}

/** Whichever moved last: that an item's own date moves with its variants' is likely, not documented. */
function changedAt(source: WireItem): number | undefined {
  const moments = [source, ...source.variants].flatMap(({ updated_at }) => updated_at ?? []);
  return moments.length > 0 ? Math.max(...moments) : undefined;
}

function pulledItem(source: WireItem, place: Place): PulledItem {
  const live = source.variants.filter(({ deleted_at }) => deleted_at === undefined);
  return {
    id: source.id,
    name: source.item_name,
    description: (source.description && plainText(source.description)) || undefined,
    categoryIds: source.category_id === undefined ? [] : [source.category_id],
    vendorId: source.primary_supplier_id,
    variations: live.map((one) => variation(one, place)),
    modifierListIds: source.modifier_ids ?? [],
    taxIds: source.tax_ids ?? [],
    imageUrl: source.image_url,
    archived: live.length === 0,
    deleted: source.deleted_at !== undefined,
    updatedAt: changedAt(source),
  };
}

/**
 * GET /items, variants inside. For changes also GET /variants, and the items of those that the first list did not
 * hold. https://developer.loyverse.com/docs/#tag/Items https://developer.loyverse.com/docs/#tag/Variants
 */
export async function* pullCatalog(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledItem>> {
  const { client, storeId } = shop;
  const place = { storeId, currency: await shop.currency() };
  const seen = new Set<string>();
  const records = (rows: readonly WireItem[]) => {
    rows.forEach(({ id }) => seen.add(id));
    return rows.map((row) => pulledItem(row, place));
  };
  const itemsOf = async (rows: readonly WireVariant[]): Promise<PulledItem[]> => {
    const missing = new Set(rows.map(({ item_id }) => item_id).filter((id) => !seen.has(id)));
    const found = await inChunks([...missing], async (ids) => {
      const query = { items_ids: ids.join(','), show_deleted: 'true', limit: 250 };
      return (await client.get('/items', items, query)).rows.filter(({ id }) => missing.has(id));
    });
    return records(found);
  };
  const all: List<PulledItem> = list(client, { path: '/items', reply: items }, records);
  yield* pulled(
    {
      full: ({ since }) => since === undefined,
      lists: (at) => {
        if (at.since === undefined) return [all];
        const query = { ...changedIn(at), show_deleted: 'true' };
        return [
          list(client, { path: '/items', reply: items, query }, records),
          list(client, { path: '/variants', reply: variants, query }, itemsOf),
        ];
      },
    },
    request,
    shop.now(),
  );
}
