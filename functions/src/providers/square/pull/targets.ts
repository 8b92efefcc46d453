import type { PulledDiscount } from '../../../model/pulled';
import type { LiveObject, ProductSet } from './wire';

/** What a discount applies to; all empty: the whole menu. */
export type Targets = Pick<PulledDiscount, 'productIds' | 'categoryIds'>;

/** Product sets and, as far as they are known, the objects in them, by id. */
export type Catalog = ReadonlyMap<string, LiveObject>;

/** A set that one piece of one product satisfies: "two of these" is a bundle. */
function isPlain({ quantity_exact, quantity_min, product_ids_all }: ProductSet['product_set_data']): boolean {
  return (quantity_exact ?? 1) === 1 && (quantity_min ?? 1) <= 1 && product_ids_all.length <= 1;
}

function membersOf({ product_set_data: data }: ProductSet): string[] {
  return [...data.product_ids_any, ...data.product_ids_all];
}

/** Sets may hold sets. Square's are shallow; one that holds itself must not hang us. */
const MAX_DEPTH = 5;

/** Ids of products and categories in a set; `all` for the whole menu, undefined for what is no plain set. */
function flattened(id: string, catalog: Catalog, depth = 0): string[] | 'all' | undefined {
  const set = catalog.get(id);
  if (set?.type !== 'PRODUCT_SET') return [id];
  if (depth === MAX_DEPTH || !isPlain(set.product_set_data)) return undefined;
  if (set.product_set_data.all_products) return 'all';
  const found: string[] = [];
  for (const member of membersOf(set)) {
    const part = flattened(member, catalog, depth + 1);
    if (part === undefined || part === 'all') return part;
    found.push(...part);
  }
  return found;
}

/** Ids that sets name besides other sets: what they are must be looked up. */
export function namedBySets(objects: readonly LiveObject[]): string[] {
  const sets = objects.filter((one): one is ProductSet => one.type === 'PRODUCT_SET');
  const known = new Set(sets.map(({ id }) => id));
  return [...new Set(sets.flatMap(membersOf))].filter((id) => !known.has(id));
}

/** What a product set comes to, or why a discount on it cannot be told. */
export function targetsOf(setId: string | undefined, catalog: Catalog): Targets | string {
  if (setId === undefined || catalog.get(setId)?.type !== 'PRODUCT_SET') return 'its products are not known';
  const ids = flattened(setId, catalog);
  if (ids === undefined) return 'it asks for several products together';
  if (ids === 'all') return { productIds: [], categoryIds: [] };
  const known = ids.map((id) => catalog.get(id));
  const idsOf = (...types: string[]) => [
    ...new Set(known.flatMap((one) => (one && types.includes(one.type) ? one.id : []))),
  ];
  const targets = { productIds: idsOf('ITEM', 'ITEM_VARIATION'), categoryIds: idsOf('CATEGORY') };
  // Nothing left must never read as "the whole menu".
  return targets.productIds.length + targets.categoryIds.length > 0
    ? targets
    : 'none of its products is left';
}
