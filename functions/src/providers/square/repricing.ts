import { isSoldAt, keepsWithin } from './items';
import type { Looked, OtherObject, WholeVariation } from './whole';
import { isVariation } from './whole';

/** Where prices are to stand. */
export interface Reach {
  scope: 'location' | 'everywhere';
  /** Always there for the scope `location`. */
  locationId?: string;
  currency?: string;
}

export type Repriced =
  | { is: 'changed'; object: WholeVariation }
  | { is: 'unchanged' }
  | { is: 'refused'; reason: string; advice: string };

const refused = (reason: string, advice: string): Repriced => ({ is: 'refused', reason, advice });

const overridesOf = (object: WholeVariation) => object.item_variation_data.location_overrides ?? [];

const ownOf = (object: WholeVariation, locationId: string | undefined) =>
  overridesOf(object).find((entry) => entry.location_id === locationId);

/** How the price comes about at the location, or by default where no location is asked for. */
function pricingOf(object: WholeVariation, locationId: string | undefined): string | undefined {
  return ownOf(object, locationId)?.pricing_type ?? object.item_variation_data.pricing_type;
}

const REMAP = 'Map the product to another Square item.';

/** Why a price cannot be set, whatever it is. */
function obstacle(
  object: WholeVariation | OtherObject | undefined,
  { scope, locationId }: Reach,
): Repriced | undefined {
  if (!object) return refused('Square does not have this item any more.', REMAP);
  if (!isVariation(object))
    return refused(
      `The product is mapped to a Square ${object.type}, which has no price of its own.`,
      'Map it to a variation of the item.',
    );
  if (object.is_deleted) return refused('The item was deleted in Square.', REMAP);
  if (scope === 'location' && !isSoldAt(object, locationId))
    return refused(
      'The item is not sold at this Square location.',
      'Make it available at the location in the Square Dashboard, or map the product to another item.',
    );
  const variable =
    pricingOf(object, locationId) === 'VARIABLE_PRICING' ||
    (scope === 'everywhere' && object.item_variation_data.pricing_type === 'VARIABLE_PRICING');
  if (!variable) return undefined;
  return refused(
    'The item has a variable price in Square: it is typed in at the till.',
    'Give it a fixed price in the Square Dashboard; the bridge keeps it up to date from then on.',
  );
}

/**
 * Whether the item of a variation speaks against its price: gone, or not sold where the variation is. Only Square's
 * answer to the write is certain, so this decides nothing but the batch.
 */
export function isSuspect(object: WholeVariation | OtherObject | undefined, { parents }: Looked): boolean {
  if (!object || !isVariation(object)) return false;
  const { item_id } = object.item_variation_data;
  // A reply without any item says nothing about one.
  if (item_id === undefined || parents.size === 0) return false;
  const item = parents.get(item_id);
  return !item || !keepsWithin(object, item);
}

/** The variation with its overrides replaced, everything else untouched. */
function withOverrides(
  object: WholeVariation,
  location_overrides: ReturnType<typeof overridesOf>,
): WholeVariation {
  return { ...object, item_variation_data: { ...object.item_variation_data, location_overrides } };
}

/** The location's own price; an override that stands for the stock keeps its other fields. */
function atLocation(
  object: WholeVariation,
  locationId: string,
  price: number,
  currency: string,
): WholeVariation {
  const price_money = { amount: price, currency };
  const own = ownOf(object, locationId);
  const entry = { ...own, location_id: locationId, pricing_type: 'FIXED_PRICING', price_money };
  const overrides = overridesOf(object);
  return withOverrides(
    object,
    own ? overrides.map((one) => (one === own ? entry : one)) : [...overrides, entry],
  );
}

function withBase(object: WholeVariation, price: number, currency: string): WholeVariation {
  const price_money = { amount: price, currency };
  return {
    ...object,
    item_variation_data: { ...object.item_variation_data, pricing_type: 'FIXED_PRICING', price_money },
  };
}

/**
 * A whole variation with a new price in minor units and nothing else changed. For the scope `everywhere` the base
 * price, and the location's own one where there is one: it hides the base price.
 */
export function repriced(
  object: WholeVariation | OtherObject | undefined,
  price: number,
  reach: Reach,
): Repriced {
  const why = obstacle(object, reach);
  if (why || !object || !isVariation(object)) return why ?? { is: 'unchanged' };
  const { scope, locationId } = reach;
  const base = object.item_variation_data.price_money;
  const own = ownOf(object, locationId)?.price_money;
  const currency = own?.currency ?? base?.currency ?? reach.currency;
  if (currency === undefined)
    return refused('The item has no price in Square yet.', 'Enter one in the Square Dashboard, then retry.');
  let wanted = object;
  if (scope === 'everywhere' && base?.amount !== price) wanted = withBase(wanted, price, currency);
  const shown = scope === 'location' ? (own ?? base) : own;
  if (locationId !== undefined && (scope === 'location' || own) && shown?.amount !== price)
    wanted = atLocation(wanted, locationId, price, currency);
  return wanted === object ? { is: 'unchanged' } : { is: 'changed', object: wanted };
}
