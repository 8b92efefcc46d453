import { z } from 'zod';
import { timestamp } from '../fields';
import { CATALOG_TYPES, type CatalogObject } from './schema';
import { type Catalog, childrenOf, dataOf } from './store';

/** Options can be asked for; there are none. */
export const searchableType = z.enum([...CATALOG_TYPES, 'ITEM_OPTION', 'ITEM_OPTION_VAL']);

const attribute = { attribute_name: z.string().min(1) };

/** The kinds of query that the bridge can want; any other kind is an unknown field here. */
const query = z.strictObject({
  exact_query: z.strictObject({ ...attribute, attribute_value: z.string().min(1) }).optional(),
  prefix_query: z.strictObject({ ...attribute, attribute_prefix: z.string().min(1) }).optional(),
  set_query: z
    .strictObject({ ...attribute, attribute_values: z.array(z.string()).min(1).max(250) })
    .optional(),
  text_query: z.strictObject({ keywords: z.array(z.string().min(1)).min(1).max(3) }).optional(),
});

export const searchBody = z.strictObject({
  cursor: z.string().optional(),
  object_types: z.array(searchableType).optional(),
  include_deleted_objects: z.boolean().optional(),
  include_related_objects: z.boolean().optional(),
  begin_time: timestamp.optional(),
  query: query.optional(),
  limit: z.int().min(1).max(1000).optional(),
});
export type SearchBody = z.infer<typeof searchBody>;

/** Every keyword begins a word; keywords under three characters are ignored. */
export function textMatches(texts: (string | undefined)[], keywords: string[]): boolean {
  const words = texts.flatMap((text) => (text ?? '').toLowerCase().split(/[^\p{L}\p{N}-]+/u));
  const wanted = keywords.map((keyword) => keyword.toLowerCase()).filter((keyword) => keyword.length >= 3);
  return wanted.length > 0 && wanted.every((keyword) => words.some((word) => word.startsWith(keyword)));
}

export function textsOf(object: CatalogObject): (string | undefined)[] {
  const data = dataOf(object);
  return ['name', 'description_plaintext', 'abbreviation', 'sku', 'upc'].map((field) => {
    const value = data[field];
    return typeof value === 'string' ? value : undefined;
  });
}

function attributeOf(object: CatalogObject, name: string): string | undefined {
  const value = dataOf(object)[name];
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

/** Case does not count, and an exact query also finds values that merely contain what it asks for. */
function matches(object: CatalogObject, wanted: SearchBody['query']): boolean {
  if (!wanted) return true;
  const { exact_query: exact, prefix_query: prefix, set_query: set, text_query: text } = wanted;
  const tests = [
    exact && attributeOf(object, exact.attribute_name)?.includes(exact.attribute_value.toLowerCase()),
    prefix && attributeOf(object, prefix.attribute_name)?.startsWith(prefix.attribute_prefix.toLowerCase()),
    set &&
      set.attribute_values.some((value) => attributeOf(object, set.attribute_name) === value.toLowerCase()),
    text && textMatches(textsOf(object), text.keywords),
  ];
  const asked = [exact, prefix, set, text];
  return tests.every((passed, index) => asked[index] === undefined || passed === true);
}

/** Oldest change first. `begin_time` itself does not belong to the range. */
export function search(catalog: Catalog, body: SearchBody): string[] {
  const since = body.begin_time === undefined ? -Infinity : Date.parse(body.begin_time);
  return [...catalog.objects.values()]
    .filter((object) => object.is_deleted !== true || body.include_deleted_objects === true)
    .filter((object) => body.object_types === undefined || body.object_types.includes(object.type))
    .filter((object) => (object.version ?? 0) > since && matches(object, body.query))
    .sort((a, b) => (a.version ?? 0) - (b.version ?? 0))
    .map((object) => object.id);
}

/** One level: what items name, and the items of variations. */
export function relatedTo(catalog: Catalog, objects: CatalogObject[]): CatalogObject[] {
  const found = new Set(objects.map((object) => object.id));
  const named = objects.flatMap((object) => [
    object.item_variation_data?.item_id,
    ...(object.item_data?.categories ?? []).map((category) => category.id),
    ...(object.item_data?.tax_ids ?? []),
    ...(object.item_data?.image_ids ?? []),
    ...(object.item_data?.modifier_list_info ?? []).map((info) => info.modifier_list_id),
  ]);
  const related = [...new Set(named)].map((id) => catalog.find(id));
  return related
    .filter((object) => object !== undefined)
    .filter((object) => !found.has(object.id))
    .map((object) => catalog.view(object));
}

/** An item's own texts and those of its variations: where a text search for items looks. */
export function matchingVariations(
  catalog: Catalog,
  item: CatalogObject,
  text: string | undefined,
): string[] {
  const variations = childrenOf(catalog.objects, item.id);
  if (text === undefined) return variations.map((variation) => variation.id);
  const keywords = text.split(/\s+/).filter((keyword) => keyword !== '');
  return variations
    .filter((variation) => textMatches([...textsOf(item), ...textsOf(variation)], keywords))
    .map((variation) => variation.id);
}
