import { refuse } from '../errors';
import type { CatalogObject, CatalogType } from './schema';
import { childrenOf, type Objects, presentAt } from './store';

function mustBe(objects: Objects, id: string | undefined, type: CatalogType, field: string): void {
  if (id === undefined) return;
  const object = objects.get(id);
  if (object?.type !== type || object.is_deleted === true)
    refuse('INVALID_VALUE', `There is no ${type} with id ${id}.`, field);
}

function checkLocations(object: CatalogObject, locationIds: readonly string[]): void {
  const named = [
    ...(object.present_at_location_ids ?? []),
    ...(object.absent_at_location_ids ?? []),
    ...(object.item_variation_data?.location_overrides ?? []).map((each) => each.location_id),
    ...(object.modifier_data?.location_overrides ?? []).map((each) => each.location_id),
  ];
  const strange = named.find((id) => !locationIds.includes(id));
  if (strange !== undefined) refuse('INVALID_VALUE', `Unknown location ${strange}.`, 'location_id');
}

function checkItem(item: CatalogObject, objects: Objects): void {
  const data = item.item_data;
  if (!data) return;
  for (const id of data.tax_ids ?? []) mustBe(objects, id, 'TAX', 'item_data.tax_ids');
  for (const { id } of data.categories ?? []) mustBe(objects, id, 'CATEGORY', 'item_data.categories');
  mustBe(objects, data.reporting_category?.id, 'CATEGORY', 'item_data.reporting_category');
  for (const info of data.modifier_list_info ?? [])
    mustBe(objects, info.modifier_list_id, 'MODIFIER_LIST', 'item_data.modifier_list_info');
}

/** A variation is nowhere that its item is not. */
function checkPresence(variation: CatalogObject, objects: Objects, locationIds: readonly string[]): void {
  const item = objects.get(variation.item_variation_data?.item_id ?? '');
  if (!item) return;
  const everywhere = (object: CatalogObject) => object.present_at_all_locations ?? true;
  const stray = locationIds.some((id) => presentAt(variation, id) && !presentAt(item, id));
  if (stray || (everywhere(variation) && !everywhere(item)))
    refuse(
      'INVALID_VALUE',
      `Variation ${variation.id} is present at locations where its item is not.`,
      'present_at_all_locations',
    );
}

function checkPricing(variation: CatalogObject): void {
  const data = variation.item_variation_data;
  if (!data) return;
  const fixed = data.pricing_type === 'FIXED_PRICING';
  if (fixed !== (data.price_money !== undefined))
    refuse(
      'INVALID_VALUE',
      fixed ? 'A fixed price needs price_money.' : 'A variable price has no price_money.',
      'item_variation_data.price_money',
    );
}

/** Everything that an object names must be there, once the whole batch is in place. */
export function checkReferences(
  object: CatalogObject,
  objects: Objects,
  locationIds: readonly string[],
): void {
  checkLocations(object, locationIds);
  checkItem(object, objects);
  checkPricing(object);
  if (object.item_variation_data && object.item_variation_data.item_id === undefined)
    refuse('MISSING_REQUIRED_PARAMETER', 'Missing required parameter.', 'item_variation_data.item_id');
  mustBe(objects, object.item_variation_data?.item_id, 'ITEM', 'item_variation_data.item_id');
  mustBe(objects, object.modifier_data?.modifier_list_id, 'MODIFIER_LIST', 'modifier_data.modifier_list_id');
  mustBe(objects, object.category_data?.parent_category?.id, 'CATEGORY', 'category_data.parent_category');
  mustBe(objects, object.pricing_rule_data?.discount_id, 'DISCOUNT', 'pricing_rule_data.discount_id');
  mustBe(
    objects,
    object.pricing_rule_data?.match_products_id,
    'PRODUCT_SET',
    'pricing_rule_data.match_products_id',
  );
  const variations = object.item_data ? childrenOf(objects, object.id) : [object];
  for (const variation of variations) checkPresence(variation, objects, locationIds);
}
