import { Currency } from '../core/currency';

/** The currency of all companies. Odoo speaks in major units, as floats. */
export class Money extends Currency {
  /** To the currency's smallest unit, halves away from zero; the dust of floats does not decide. */
  readonly round = (major: number): number => {
    const minor = Math.abs(major) * 10 ** this.decimals;
    // A few steps of the float itself: more would turn large amounts into others.
    return (Math.sign(major) * Math.round(minor + minor * 2 ** -50)) / 10 ** this.decimals;
  };

  /** Equal as far as the currency can tell. */
  readonly same = (one: number, other: number): boolean => this.minor(one) === this.minor(other);

  readonly sum = (amounts: readonly number[]): number =>
    this.round(amounts.reduce((total, next) => total + next, 0));
}
