import type { Connection } from '../model/connection';
import { canonicalJson, hashOf } from '../model/hash';
import type { PulledItem, PulledVariation } from '../model/pulled';
import type { PublicVariation, PublicView } from '../model/publicView';
import { manifestOf } from '../providers/manifests';
import { saleOf, type Offers } from './sale/sale';
import type { StockRow } from '../model/stockRow';

/** Whether the connection's POS is where the menu is kept: then its items are published. A disconnected one keeps none. */
export function publishesMenu({ provider, settings, status }: Connection): boolean {
  const source = settings.menu.source ?? manifestOf(provider)?.menuSource ?? 'storefront';
  return source === 'pos' && status !== 'disconnected';
}

/** Whether a change of the connection makes its public menu another one: published or not, where, and by which clock. */
export function menuMoved(before: Connection | undefined, after: Connection): boolean {
  // A new connection has nothing to show before its first pull.
  if (!before) return false;
  const shown = (one: Connection) =>
    publishesMenu(one) && canonicalJson([one.locationId, one.currency, one.timezone ?? '']);
  return shown(before) !== shown(after);
}

export type StockOf = (variationId: string) => StockRow | undefined;

/** What may be ordered: sold at the location, and not known to be sold out. */
export function isAvailable(item: PulledItem, { id, available }: PulledVariation, stock: StockOf): boolean {
  const row = stock(id);
  return available && !item.archived && !item.deleted && (row === undefined || row.a > 0);
}

/** A view without fields that hold nothing. */
const defined = <T extends object>(value: T): T => {
  const copy = { ...value };
  for (const key in copy) if (copy[key] === undefined) delete copy[key];
  return copy;
};

interface Shown {
  variation: PublicVariation;
  nextChangeAt?: number;
}

function shown(item: PulledItem, variation: PulledVariation, offers: Offers, stock: StockOf): Shown {
  const { salePrice, badgeText, endsAt, nextChangeAt } = saleOf(item, variation, offers);
  const left = stock(variation.id)?.a;
  return {
    nextChangeAt,
    variation: defined({
      id: variation.id,
      name: variation.name,
      price: variation.price,
      isOnSale: salePrice !== undefined,
      salePrice,
      saleBadgeText: badgeText,
      saleEndsAt: badgeText === undefined ? undefined : endsAt,
      available: isAvailable(item, variation, stock),
      stock: left === undefined ? undefined : Math.max(0, left),
    }),
  };
}

/** The variation that speaks for the item: the cheapest one that can be ordered, by its original price. */
function leadOf(variations: readonly PublicVariation[]): PublicVariation | undefined {
  const cost = ({ price }: PublicVariation) => price ?? Infinity;
  return [...variations].sort((a, b) => Number(b.available) - Number(a.available) || cost(a) - cost(b))[0];
}

/** Undefined: of a deleted or archived item nothing is shown. */
export function publicViewOf(
  item: PulledItem,
  connection: Connection,
  offers: Offers,
  stock: StockOf,
): PublicView | undefined {
  if (item.deleted || item.archived) return undefined;
  const all = item.variations.map((variation) => shown(item, variation, offers, stock));
  const variations = all.map(({ variation }) => variation);
  const changes = all.flatMap(({ nextChangeAt }) => nextChangeAt ?? []);
  const counted = variations.flatMap((variation) => variation.stock ?? []);
  const lead = leadOf(variations);
  return defined({
    itemId: item.id,
    connectionId: connection.id,
    locationId: connection.locationId,
    currency: connection.currency,
    name: item.name,
    description: item.description,
    categoryIds: item.categoryIds,
    brandId: item.brandId,
    imageUrl: item.imageUrl,
    variations,
    price: lead?.price,
    isOnSale: lead?.isOnSale ?? false,
    salePrice: lead?.salePrice,
    saleBadgeText: lead?.saleBadgeText,
    saleEndsAt: lead?.saleEndsAt,
    nextChangeAt: changes.length > 0 ? Math.min(...changes) : undefined,
    available: variations.some(({ available }) => available),
    stock: counted.length > 0 ? counted.reduce((sum, count) => sum + count, 0) : undefined,
  });
}

/** Equal for views that read alike: such a one is not written again. */
export const viewHash = (view: PublicView): string => hashOf(['view', view], 16);
