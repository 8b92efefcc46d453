import type { PulledDiscount, PulledItem } from '../../model/pulled';

/** What of an item decides whether a discount is for it. */
export type Target = Pick<PulledItem, 'id' | 'categoryIds' | 'brandId'>;

/** How closely a discount fits, the closest first. */
export const SCOPES = ['product', 'category', 'brand', 'menu'] as const;
export type Scope = (typeof SCOPES)[number];

/** Category id -> its name, of all categories that the POS lists. */
export type CategoryNames = ReadonlyMap<string, string>;

/** A name without its accents, case and spacing. */
export const folded = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** Names count only where an id of the discount leads nowhere, or there is none. */
function namesCategory(discount: PulledDiscount, item: Target, names: CategoryNames): boolean {
  const { categoryIds, categoryNames } = discount;
  if (categoryNames.length === 0) return false;
  if (categoryIds.length > 0 && categoryIds.every((id) => names.has(id))) return false;
  const wanted = new Set(categoryNames.map(folded));
  return item.categoryIds.some((id) => wanted.has(folded(names.get(id) ?? '')));
}

function isForAll({ productIds, categoryIds, brandIds, categoryNames }: PulledDiscount): boolean {
  return [productIds, categoryIds, brandIds, categoryNames].every((list) => list.length === 0);
}

/**
 * How a discount applies to a variation of an item; undefined when it does not. A category is the item's own: one above
 * it counts only where the POS lists it on the item.
 */
export function scopeOf(
  discount: PulledDiscount,
  item: Target,
  variationId: string,
  names: CategoryNames,
): Scope | undefined {
  const { productIds, categoryIds, brandIds } = discount;
  if (productIds.includes(item.id) || productIds.includes(variationId)) return 'product';
  if (item.categoryIds.some((id) => categoryIds.includes(id))) return 'category';
  if (namesCategory(discount, item, names)) return 'category';
  if (item.brandId !== undefined && brandIds.includes(item.brandId)) return 'brand';
  return isForAll(discount) ? 'menu' : undefined;
}
