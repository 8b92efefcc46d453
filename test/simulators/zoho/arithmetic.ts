const WITHOUT_DECIMALS = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const WITH_THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** An organization's currency: Zoho speaks in major units, the sums here are done in whole minor units. */
export class Money {
  /** Zoho's `price_precision`. */
  readonly decimals: number;

  constructor(readonly currency: string) {
    this.decimals = WITHOUT_DECIMALS.has(currency) ? 0 : WITH_THREE_DECIMALS.has(currency) ? 3 : 2;
  }

  readonly minor = (major: number): number => Math.round(major * 10 ** this.decimals);

  readonly major = (minor: number): number => minor / 10 ** this.decimals;

  /** Adds amounts in major units, without the dust that floats leave. */
  readonly plus = (...amounts: readonly number[]): number => this.major(sum(amounts.map(this.minor)));
}

/** Quantities and percentages have at most three decimals; the sums here take them as whole thousandths. */
export const thousandths = (number: number): number => Math.round(number * 1000);

/** a * b / c for whole numbers that are not negative, halves up; exact however large. */
export function scaled(a: number, b: number, c: number): number {
  const [x, y, z] = [BigInt(a), BigInt(b), BigInt(c)];
  return Number((2n * x * y + z) / (2n * z));
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);

/** Splits an amount that is known only as a function of the running total: the parts add up to the whole. */
export function split(weights: readonly number[], upTo: (weight: number) => number): number[] {
  let weight = 0;
  return weights.map((next) => {
    const before = upTo(weight);
    weight += next;
    return upTo(weight) - before;
  });
}
