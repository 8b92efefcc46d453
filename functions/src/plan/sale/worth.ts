import { exponentOf, roundHalfAway, toMajor } from '../../model/money';
import type { PulledDiscount } from '../../model/pulled';

/** A buy-x-get-y where nothing has to be bought is a percentage off a single piece. */
function kindOf({ kind, buyQuantity = 1 }: PulledDiscount): PulledDiscount['kind'] {
  return kind === 'buy_x_get_y' && buyQuantity <= 0 ? 'percent' : kind;
}

const PRICES: Record<PulledDiscount['kind'], (price: number, value: number) => number> = {
  percent: (price, value) => price - roundHalfAway((price * Math.min(value, 100)) / 100),
  amount: (price, value) => price - Math.round(value),
  fixed_price: (_price, value) => Math.round(value),
  // One piece costs what it costs.
  buy_x_get_y: (price) => price,
};

/**
 * What a single piece of the original price costs, minor units, never below 0. Of a percentage the part taken off is
 * rounded to the minor unit, halves in the shopper's favour. A value that is no amount changes nothing.
 */
export function salePriceOf(discount: PulledDiscount, price: number): number {
  const { value } = discount;
  if (!Number.isFinite(value) || value < 0) return price;
  return Math.max(0, PRICES[kindOf(discount)](price, value));
}

/** A number as people write it: 12.5, 20. */
const plainNumber = (value: number) => String(Number(value.toFixed(2)));

/** "$5", "$4.50", "TTD 5": no decimals where they are all zero. */
export function amountText(minor: number, currency: string): string {
  const digits = minor % 10 ** exponentOf(currency) === 0 ? 0 : exponentOf(currency);
  const options = {
    style: 'currency' as const,
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  };
  return new Intl.NumberFormat('en-US', options).format(toMajor(minor, currency)).replace(/\s/g, ' ');
}

function bundleText({ value, buyQuantity = 1, getQuantity = 1 }: PulledDiscount): string {
  const off = value >= 100 ? 'free' : `at ${plainNumber(value)} % off`;
  return `Buy ${buyQuantity}, get ${getQuantity} ${off}`;
}

/** A few words for a badge on a menu: "20 % off", "$5 off", "Now $9.50", "Buy 1, get 1 free". */
export function badgeTextOf(discount: PulledDiscount, currency: string): string {
  const { value } = discount;
  const texts: Record<PulledDiscount['kind'], () => string> = {
    percent: () => `${plainNumber(Math.min(value, 100))} % off`,
    amount: () => `${amountText(Math.round(value), currency)} off`,
    fixed_price: () => `Now ${amountText(Math.round(value), currency)}`,
    buy_x_get_y: () => bundleText(discount),
  };
  return texts[kindOf(discount)]();
}

/** It changes no price, but says something worth knowing. */
export function isBundle(discount: PulledDiscount): boolean {
  return kindOf(discount) === 'buy_x_get_y' && discount.value > 0;
}
