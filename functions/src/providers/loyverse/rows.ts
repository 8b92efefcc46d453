import { lineGross } from '../../model/arithmetic';
import type { Link } from '../../model/link';
import type { MappedLine, MappedModifier } from '../provider';
import { feeNote, lineNote } from './note';
import type { TaxableRow } from './tax';

/** A line of the receipt to be, in minor units. */
export interface Row extends TaxableRow {
  link?: Link;
  quantity: number;
  /** Without modifiers that Loyverse shows by itself. */
  unitMinor: number;
  /** Option id -> price. One entry per option: Loyverse counts none, so its price is multiplied instead. */
  options: Map<string, number>;
  note?: string;
}

const priceOf = ({ modifier }: MappedModifier) => modifier.quantity * modifier.unitPrice;

function optionsOf(modifiers: readonly MappedModifier[]): Map<string, number> {
  const options = new Map<string, number>();
  for (const mapped of modifiers) {
    const id = mapped.link?.variationId;
    if (id !== undefined) options.set(id, (options.get(id) ?? 0) + priceOf(mapped));
  }
  return options;
}

/** A line of the order. */
export function goodsRow(mapped: MappedLine, currency: string): Row {
  const { line, link, as, modifiers } = mapped;
  // The fallback item is not the product: its options are not there, and it is not sold by weight.
  const ownModifier = (modifier: MappedModifier) => as === 'item' && modifier.link !== undefined;
  const foldedQuantity = as !== 'item' && !Number.isInteger(line.quantity);
  const grossMinor = lineGross(line);
  const unitMinor = modifiers
    .filter((modifier) => !ownModifier(modifier))
    .reduce((price, modifier) => price + priceOf(modifier), line.unitPrice);
  return {
    link,
    quantity: foldedQuantity ? 1 : line.quantity,
    unitMinor: foldedQuantity ? grossMinor : unitMinor,
    options: optionsOf(modifiers.filter(ownModifier)),
    note: lineNote(mapped, currency, { ownModifier, foldedQuantity }),
    grossMinor,
    taxIds: link?.taxIds ?? [],
    isFee: false,
  };
}

/** An amount that Loyverse can only hold as a line: a fee, a tip, a tax. */
export function amountRow(
  name: string,
  amountMinor: number,
  link: Link | undefined,
  taxIds: readonly string[],
): Row {
  return {
    link,
    quantity: 1,
    unitMinor: amountMinor,
    options: new Map(),
    note: feeNote(name),
    grossMinor: amountMinor,
    taxIds,
    isFee: true,
  };
}
