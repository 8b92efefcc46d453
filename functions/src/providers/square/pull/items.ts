import type { PulledItem, PulledVariation } from '../../../model/pulled';
import { isSoldAt, priceAt } from '../items';
import { plainText } from './html';
import type { ItemObject, LiveObject, Tombstone } from './wire';

/** What items refer to and a pull needs to know, by id. */
export type Related = ReadonlyMap<string, LiveObject>;

const unique = (ids: readonly (string | undefined)[]) => [...new Set(ids.flatMap((id) => id ?? []))];

function categoriesOf({ item_data: data }: ItemObject): string[] {
  return unique([...data.categories.map(({ id }) => id), data.reporting_category?.id, data.category_id]);
}

/** The first picture; an item without one may have pictures of its variations. */
function imageOf({ item_data: data }: ItemObject): string | undefined {
  return data.image_ids[0] ?? data.variations.flatMap((one) => one.item_variation_data.image_ids)[0];
}

/** Ids of the categories and pictures of items. */
export function relatedIds(items: readonly ItemObject[]): string[] {
  return unique(items.flatMap((item) => [...categoriesOf(item), imageOf(item)]));
}

/** Menus and kitchen stations are categories, too, and look like duplicates. */
function isRegular(object: LiveObject | undefined): boolean {
  return object?.type === 'CATEGORY' && object.category_data.category_type === 'REGULAR_CATEGORY';
}

type Variation = ItemObject['item_data']['variations'][number];

function pulledVariation(item: ItemObject, variation: Variation, locationId: string): PulledVariation {
  const { name, sku, upc, sellable, location_overrides } = variation.item_variation_data;
  const own = location_overrides.find((entry) => entry.location_id === locationId);
  // Sold out until a moment: nothing would tell us when it has come.
  const soldOut = own?.sold_out === true && own.sold_out_valid_until === undefined;
  const sold = isSoldAt(item, locationId) && isSoldAt(variation, locationId);
  return {
    id: variation.id,
    name,
    sku,
    barcode: upc,
    price: priceAt(variation, locationId),
    available: sold && sellable && !soldOut && !item.item_data.is_archived,
  };
}

function descriptionOf({ item_data: data }: ItemObject): string | undefined {
  const html = data.description_html === undefined ? undefined : plainText(data.description_html);
  return data.description_plaintext ?? html ?? data.description;
}

/** An item as it is at a location. */
export function pulledItem(item: ItemObject, locationId: string, related: Related): PulledItem {
  const { item_data: data } = item;
  const variations = data.variations.filter((one) => !one.is_deleted);
  const picture = related.get(imageOf(item) ?? '');
  const moments = [item, ...variations].flatMap(({ updated_at }) => updated_at ?? []);
  return {
    id: item.id,
    name: data.name ?? item.id,
    description: descriptionOf(item),
    categoryIds: categoriesOf(item).filter((id) => isRegular(related.get(id))),
    variations: variations.map((one) => pulledVariation(item, one, locationId)),
    modifierListIds: data.modifier_list_info.flatMap((info) => (info.enabled ? info.modifier_list_id : [])),
    taxIds: data.is_taxable ? data.tax_ids : [],
    imageUrl: picture?.type === 'IMAGE' ? picture.image_data.url : undefined,
    archived: data.is_archived,
    deleted: false,
    updatedAt: moments.length > 0 ? Math.max(...moments) : undefined,
  };
}

export function deletedItem({ id, item_data, updated_at }: Tombstone): PulledItem {
  return {
    id,
    name: item_data?.name ?? id,
    categoryIds: [],
    variations: [],
    modifierListIds: [],
    taxIds: [],
    archived: false,
    deleted: true,
    updatedAt: updated_at,
  };
}
