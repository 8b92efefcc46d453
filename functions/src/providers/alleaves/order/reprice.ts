import { Failure } from '../../../model/failure';
import { exponentOf, fromMajor, toMajor } from '../../../model/money';
import { taxFactor } from '../inventory/price';
import { priceOf, type Want } from '../mapping';
import type { Shop } from '../shop';
import { taken, type Row } from '../wire';
import type { Held, HeldLine } from './standing';
import { fitted } from './text';

/** Prices in dollars with four decimals were seen: two more than the currency has. */
const MORE_DECIMALS = 2;

/** A price to be set before tax, for one piece, in major units. */
interface Override {
  lineId: number;
  price: number;
  reason: string;
}

export interface Pricing {
  currency: string;
  /** The storefront's prices hold the tax. */
  inclusive: boolean;
  /** Percent, where the storefront says. */
  rate?: number;
}

const reasonOf = (words: readonly string[]) => {
  return fitted([...new Set(words.filter(Boolean))].join('; ')) || 'Price of the online order';
};

function factorOf(want: Want, rows: readonly Row[], shop: Shop, { inclusive, rate }: Pricing): number {
  if (!inclusive) return 1;
  const row = rows.find(
    (one) => one.id_item === want.itemId && taxFactor(one, shop.settings()) !== undefined,
  );
  const shown = row && taxFactor(row, shop.settings());
  return shown ?? (rate === undefined ? 1 : 1 + rate / 100);
}

/** The price for one of `quantity` pieces that cost so much together, without the tax. */
function unitPrice(amountMinor: number, quantity: number, factor: number, currency: string): number {
  const each = amountMinor / quantity;
  if (factor === 1 && Number.isInteger(each)) return toMajor(each, currency);
  const decimals = exponentOf(currency) + MORE_DECIMALS;
  return Number((each / factor / 10 ** exponentOf(currency)).toFixed(decimals));
}

/** The till charges the wanted price by itself. */
function isRight(
  line: HeldLine,
  wanted: number,
  amountMinor: number,
  factor: number,
  currency: string,
): boolean {
  if (line.price === undefined) return false;
  if (factor === 1) return Math.abs(line.price - wanted) < 1e-9;
  // Its price is before tax: it is right when the price with tax is.
  return fromMajor(line.price * factor * line.quantity, currency) === amountMinor;
}

function overridesOf(want: Want, lines: readonly HeldLine[], factor: number, currency: string): Override[] {
  let from = 0;
  return lines.flatMap((line): Override[] => {
    const { amountMinor, of } = priceOf(want, from, line.quantity);
    from += line.quantity;
    const price = unitPrice(amountMinor, line.quantity, factor, currency);
    const mustSay = of.some(({ isFallback }) => isFallback);
    if (!mustSay && isRight(line, price, amountMinor, factor, currency)) return [];
    return [{ lineId: line.id, price, reason: reasonOf(of.map(({ words }) => words)) }];
  });
}

/**
 * PUT /order/{id}/item/{line}: gives each line the storefront's price where the till would charge another. A setting of
 * the location may forbid it: the order then stands at the till's prices, and the notes say so.
 */
export async function reprice(
  shop: Shop,
  orderId: number,
  wants: readonly Want[],
  held: Held,
  rows: readonly Row[],
  pricing: Pricing,
): Promise<string[]> {
  const refused = new Set<string>();
  for (const want of wants) {
    const factor = factorOf(want, rows, shop, pricing);
    for (const { lineId, price, reason } of overridesOf(
      want,
      held.get(want.itemId) ?? [],
      factor,
      pricing.currency,
    )) {
      const body = { price_override: price, price_override_reason: reason };
      try {
        await shop.client.put(`/order/${orderId}/item/${lineId}`, taken, body);
      } catch (thrown) {
        const failure = Failure.from(thrown);
        if (failure.kind !== 'rejected') throw failure;
        refused.add(want.name);
      }
    }
  }
  return refused.size === 0
    ? []
    : [
        `Alleaves keeps its own price for ${[...refused].join(', ').slice(0, 300)}: it refuses the storefront’s.`,
      ];
}
