const WITHOUT_DECIMALS = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const WITH_THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** An ISO 4217 currency: simulators do their sums in whole minor units. */
export class Currency {
  readonly decimals: number;

  constructor(readonly code: string) {
    this.decimals = WITHOUT_DECIMALS.has(code) ? 0 : WITH_THREE_DECIMALS.has(code) ? 3 : 2;
  }

  readonly minor = (major: number): number => Math.round(major * 10 ** this.decimals);

  readonly major = (minor: number): number => minor / 10 ** this.decimals;

  /** 1050 minor units of USD as `10.50`. */
  readonly text = (minor: number): string => this.major(minor).toFixed(this.decimals);
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);

/** a * b / c for whole numbers that are not negative, halves up; exact however large. */
export function scaled(a: number, b: number, c: number): number {
  const [x, y, z] = [BigInt(a), BigInt(b), BigInt(c)];
  return Number((2n * x * y + z) / (2n * z));
}
