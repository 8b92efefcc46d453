import { Currency } from '../core/currency';

/** The currency of all companies. Odoo speaks in major units, as floats. */
export class Money extends Currency {
  /** To the currency's smallest unit, halves away from zero; the dust of floats does not decide. */
  readonly round = (major: number): number => {
    const minor = Math.abs(major) * 10 ** this.decimals;
    return (Math.sign(major) * Math.round(minor + 1e-9 * Math.max(1, minor))) / 10 ** this.decimals;
  };

  /** Equal as far as the currency can tell. */
  readonly same = (one: number, other: number): boolean => this.minor(one) === this.minor(other);

  readonly sum = (amounts: readonly number[]): number =>
    this.round(amounts.reduce((total, next) => total + next, 0));
}
