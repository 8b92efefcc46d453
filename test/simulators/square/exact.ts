/** Integer arithmetic on money: nothing here goes through a float. */

const SCALE = 100_000n;

/** `"1.5"` as a count of hundred-thousandths. */
export function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * SCALE + BigInt(fraction.padEnd(5, '0'));
}

/** A non-negative fraction rounded to the nearest integer, halves up. */
function rounded(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

/** `unit` minor units, `quantity` times. */
export function times(unit: bigint, quantity: string, unitScale = 1n): number {
  return rounded(unit * scaled(quantity), SCALE * unitScale);
}

/** (base + sum of modifier price x its quantity) x quantity, rounded once. */
export function lineGross(
  base: number,
  modifiers: { price: number; quantity: string }[],
  quantity: string,
): number {
  const unit = modifiers.reduce(
    (sum, { price, quantity: count }) => sum + BigInt(price) * scaled(count),
    BigInt(base) * SCALE,
  );
  return times(unit, quantity, SCALE);
}

/** `percent` of an amount. */
export function percentOf(amount: number, percent: string): number {
  return rounded(BigInt(amount) * scaled(percent), 100n * SCALE);
}

/** The tax of one inclusive rate that stands inside `amount`, when all inclusive rates together are `allRates`. */
export function taxWithin(amount: number, rate: string, allRates: string[]): number {
  const sum = allRates.reduce((total, each) => total + scaled(each), 0n);
  return rounded(BigInt(amount) * scaled(rate), 100n * SCALE + sum);
}

/** `total` split in proportion to `weights`; the parts add up to it exactly. */
export function spread(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((share) => Number(share / BigInt(sum)));
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share % BigInt(sum) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
