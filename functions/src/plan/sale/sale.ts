import type { Connection } from '../../model/connection';
import type { Instant } from '../../model/instant';
import type { PulledDiscount } from '../../model/pulled';
import { zoneOf } from './localTime';
import { SCOPES, scopeOf, type CategoryNames, type Scope, type Target } from './scope';
import { holdingOf, type Holding } from './window';
import { badgeTextOf, isBundle, salePriceOf } from './worth';

/** A discount with whether it holds now. */
export interface TimedDiscount extends Holding {
  discount: PulledDiscount;
  badgeText: string;
}

/** Where a discount holds. `timezone`: an IANA name; without one it is UTC. */
export type Place = Pick<Connection, 'currency' | 'timezone'>;

/** What discounts come to for one variation. */
export interface Sale {
  /** Minor units, below the original price; absent: no sale. A bundle has a badge and no sale price. */
  salePrice?: number;
  badgeText?: string;
  /** When what the badge says is over. */
  endsAt?: Instant;
  /** When this may be another sale, or none: a start or an end. */
  nextChangeAt?: Instant;
}

/** The discounts of a connection at a moment, by what they are for: a shop may have one for each of its items. */
export interface Offers {
  byTarget: ReadonlyMap<string, readonly TimedDiscount[]>;
  /** For the whole menu, or for categories by name. */
  wide: readonly TimedDiscount[];
  names: CategoryNames;
}

/** The discounts that hold now or later, read once for all items. */
function timed(discounts: readonly PulledDiscount[], { currency, timezone }: Place, now: Instant) {
  const zone = zoneOf(timezone);
  return discounts
    .filter(({ active, deleted }) => active && !deleted)
    .map((discount): TimedDiscount => {
      return { discount, ...holdingOf(discount, zone, now), badgeText: badgeTextOf(discount, currency) };
    })
    .filter(({ holds, changesAt }) => holds || changesAt !== undefined);
}

export function offersOf(
  discounts: readonly PulledDiscount[],
  names: CategoryNames,
  place: Place,
  now: Instant,
): Offers {
  const byTarget = new Map<string, TimedDiscount[]>();
  const wide: TimedDiscount[] = [];
  for (const one of timed(discounts, place, now)) {
    const { productIds, categoryIds, brandIds, categoryNames } = one.discount;
    const targets = new Set([...productIds, ...categoryIds, ...brandIds]);
    for (const target of targets) {
      const others = byTarget.get(target);
      if (others) others.push(one);
      else byTarget.set(target, [one]);
    }
    if (targets.size === 0 || categoryNames.length > 0) wide.push(one);
  }
  return { byTarget, wide, names };
}

/** The few that may be for a variation: ids of another kind may be equal, `scopeOf` decides. */
function near(item: Target, variationId: string, { byTarget, wide }: Offers): Set<TimedDiscount> {
  const targets = [item.id, variationId, ...item.categoryIds, item.brandId ?? item.id];
  return new Set([...targets.flatMap((target) => byTarget.get(target) ?? []), ...wide]);
}

interface Candidate extends TimedDiscount {
  scope: Scope;
  price: number;
}

/** Closest scope, then priority, then the lower price, then what ends last; ids make it the same every time. */
function byPrecedence(a: Candidate, b: Candidate): number {
  return (
    SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) ||
    b.discount.priority - a.discount.priority ||
    a.price - b.price ||
    (b.changesAt ?? Infinity) - (a.changesAt ?? Infinity) ||
    (a.discount.id < b.discount.id ? -1 : 1)
  );
}

const earliest = (moments: readonly (Instant | undefined)[]): Instant | undefined => {
  const known = moments.flatMap((at) => at ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
};

/**
 * The sale of one variation: one discount, never two on top of each other, always on the original price. Discounts that
 * would not lower it do not count, so that they cannot hide one that does; bundles give the badge where no price falls.
 */
export function saleOf(item: Target, variation: { id: string; price?: number }, offers: Offers): Sale {
  const { price: original } = variation;
  if (original === undefined) return {};
  const fitting = [...near(item, variation.id, offers)].flatMap((one): Candidate[] => {
    const scope = scopeOf(one.discount, item, variation.id, offers.names);
    return scope ? [{ ...one, scope, price: salePriceOf(one.discount, original) }] : [];
  });
  const telling = fitting.filter(({ discount, price }) => price < original || isBundle(discount));
  const nextChangeAt = earliest(telling.map(({ changesAt }) => changesAt));
  const held = telling.filter(({ holds }) => holds).sort(byPrecedence);
  const best = held.find(({ price }) => price < original) ?? held[0];
  if (!best) return { nextChangeAt };
  return {
    salePrice: best.price < original ? best.price : undefined,
    badgeText: best.badgeText,
    endsAt: best.changesAt,
    nextChangeAt,
  };
}
