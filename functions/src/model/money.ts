/**
 * Money is an integer count of a currency's minor unit (cents, yen, fils), never a float.
 * Wherever a fraction of a minor unit arises it is rounded half away from zero.
 */

const ZERO_DECIMALS = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));
const KNOWN = new Set(Intl.supportedValuesOf('currency'));

/** True for an upper-case ISO 4217 code that is in use. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}

/** Digits after the decimal point, from ISO 4217 (CLDR's differ: it gives IQD none). */
export function exponentOf(currency: string): number {
  if (ZERO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** Rounds to an integer, halves away from zero: 2.5 -> 3, -2.5 -> -3. */
export function roundHalfAway(value: number): number {
  // 1.005 * 100 is 100.49999999999999 in binary: twelve significant digits are more than money has.
  const clean = Number(Math.abs(value).toPrecision(14));
  return Math.sign(value) * Math.round(clean) || 0;
}

/** 1234 minor units of USD -> 12.34, as POS systems that speak in major units want it. */
export function toMajor(amountMinor: number, currency: string): number {
  return Number(majorText(amountMinor, currency));
}

/** 1234 minor units of USD -> "12.34"; exact, also where a float would not be. */
export function majorText(amountMinor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** 12.34 USD -> 1234 minor units. */
export function fromMajor(major: number, currency: string): number {
  return roundHalfAway(major * 10 ** exponentOf(currency));
}
