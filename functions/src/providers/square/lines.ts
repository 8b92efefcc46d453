import { lineGross } from '../../model/arithmetic';
import type { MappedLine, MappedModifier } from '../provider';
import type { DiscountBody, LineBody, ModifierBody } from './body';
import { clip, LIMITS } from './limits';
import type { Money } from './wire';

/** `quantity`: 0.35 stays 0.35. `piece`: a line with a fractional quantity becomes one piece at its whole price. */
export type Weights = 'quantity' | 'piece';

/** Up to three decimals, never in exponent notation: at most ten characters of the twelve that Square takes. */
export function quantityText(quantity: number): string {
  return quantity.toFixed(3).replace(/\.?0+$/, '');
}

export const isFractional = ({ line }: MappedLine): boolean => !Number.isInteger(line.quantity);

/** Any quantity that is no whole number needs a unit; a catalog variation brings its own. */
const UNIT = { measurement_unit: { type: 'TYPE_GENERIC', generic_unit: 'UNIT' }, precision: 3 } as const;

function noteOf({ line, as }: MappedLine, asPiece: boolean): string | undefined {
  const product = as === 'fallback' ? line.name : undefined;
  const amount = asPiece ? `${quantityText(line.quantity)} x` : undefined;
  const heading = [amount, product].filter(Boolean).join(' ');
  const text = [heading, line.note].filter(Boolean).join(' - ');
  return text === '' ? undefined : clip(text, LIMITS.lineNote);
}

function modifierBody(mapped: MappedModifier, byName: boolean, uid: string, price: Money): ModifierBody {
  const { modifier, link } = mapped;
  return {
    uid,
    ...(link && !byName
      ? { catalog_object_id: link.variationId }
      : { name: clip(modifier.name, LIMITS.name) }),
    quantity: String(modifier.quantity),
    base_price_money: price,
  };
}

/** An order line with the storefront's price, so that a price changed in Square never changes what was paid. */
export function lineBody(mapped: MappedLine, index: number, currency: string, weights: Weights): LineBody {
  const { line, link, as } = mapped;
  const asPiece = weights === 'piece' && isFractional(mapped);
  const note = noteOf(mapped, asPiece);
  const money = (amount: number): Money => ({ amount, currency });
  // Only an item's own modifier options are sure to be allowed on it.
  const modifiers = mapped.modifiers.map((modifier, m) =>
    modifierBody(modifier, as !== 'item', `l${index}m${m}`, money(asPiece ? 0 : modifier.modifier.unitPrice)),
  );
  return {
    uid: `l${index}`,
    ...(link && as !== 'adhoc'
      ? { catalog_object_id: link.variationId }
      : { name: clip(line.name, LIMITS.lineName) }),
    quantity: asPiece ? '1' : quantityText(line.quantity),
    ...(as === 'adhoc' && isFractional(mapped) && !asPiece && { quantity_unit: UNIT }),
    base_price_money: money(asPiece ? lineGross(line) : line.unitPrice),
    ...(note !== undefined && { note }),
    ...(modifiers.length > 0 && { modifiers }),
    ...(line.discount > 0 && { applied_discounts: [{ discount_uid: `l${index}d` }] }),
  };
}

/** The discount that `lineBody` refers to. */
export function lineDiscount(index: number, amount: number, currency: string): DiscountBody {
  return {
    uid: `l${index}d`,
    name: 'Discount',
    type: 'FIXED_AMOUNT',
    amount_money: { amount, currency },
    scope: 'LINE_ITEM',
  };
}
