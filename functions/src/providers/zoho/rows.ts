import { lineGross, unitWithModifiers } from '../../model/arithmetic';
import type { Link } from '../../model/link';
import { roundHalfAway } from '../../model/money';
import type { MappedLine } from '../provider';
import { lineText, stockText } from './note';

/** A line of the sales order to be, in minor units. */
export interface Row {
  link?: Link;
  quantity: number;
  /** With modifiers. */
  rateMinor: number;
  grossMinor: number;
  /** What the line costs beyond that, since its quantity was rounded. Signed. */
  offMinor: number;
  description?: string;
}

/** Quantities have the decimals of the organization's amounts; two are what every organization is believed to take. */
const hundredths = (quantity: number) => Math.round(quantity * 100) / 100;

/** A line of the order, modifiers in its price. */
function goodsRow(mapped: MappedLine, currency: string): Row {
  const { line, link, as } = mapped;
  const wholeMinor = lineGross(line);
  const near = hundredths(line.quantity);
  // The fallback item is not sold by weight.
  const isFolded = near === 0 || (as !== 'item' && !Number.isInteger(line.quantity));
  const [quantity, rateMinor] = isFolded ? [1, wholeMinor] : [near, unitWithModifiers(line)];
  const grossMinor = roundHalfAway(rateMinor * quantity);
  return {
    link,
    quantity,
    rateMinor,
    grossMinor,
    offMinor: wholeMinor - grossMinor,
    description: lineText(mapped, currency, quantity === line.quantity),
  };
}

/**
 * Zoho has no modifiers. One that is mapped to an item stands as a line of its own, so that its stock moves, but costs
 * nothing there: its price is in the line it belongs to, which then costs what the shopper saw.
 */
function stockRows({ line, modifiers }: MappedLine): Row[] {
  return modifiers
    .filter(({ link }) => link !== undefined)
    .map(({ modifier, link }) => ({
      link,
      quantity: hundredths(line.quantity * modifier.quantity),
      rateMinor: 0,
      grossMinor: 0,
      offMinor: 0,
      description: stockText(line.name),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** The order's own lines in their order, then the items of its modifiers. */
export function rowsOf(lines: readonly MappedLine[], currency: string): Row[] {
  return [...lines.map((mapped) => goodsRow(mapped, currency)), ...lines.flatMap(stockRows)];
}
