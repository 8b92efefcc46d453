import type { Environment } from '../orm/environment';
import { numberOf, type Row, textOf } from '../orm/row';
import { amountIn, valueOf } from '../orm/value';

export interface TaxPart {
  tax: Row;
  amount: number;
  base: number;
  included: boolean;
}

export interface Taxed {
  totalExcluded: number;
  totalIncluded: number;
  parts: TaxPart[];
}

const isIncluded = (env: Environment, tax: Row): boolean =>
  valueOf(env, 'account.tax', tax, 'price_include') === true;

/** What a price is made of under percent and fixed taxes; taxes contained in it are taken out first. */
export function taxed(env: Environment, taxes: readonly Row[], priceUnit: number, quantity: number): Taxed {
  const { round, sum } = env.money;
  const gross = priceUnit * quantity;
  const rate = (tax: Row) => (textOf(tax, 'amount_type') === 'percent' ? numberOf(tax, 'amount') / 100 : 0);
  const fixed = (tax: Row) =>
    textOf(tax, 'amount_type') === 'fixed' ? numberOf(tax, 'amount') * quantity : 0;
  const contained = taxes.filter((tax) => isIncluded(env, tax));
  const totalRate = contained.reduce((total, tax) => total + rate(tax), 0);
  const totalFixed = contained.reduce((total, tax) => total + fixed(tax), 0);
  const net = (gross - totalFixed) / (1 + totalRate);
  const parts = taxes.map((tax) => ({
    tax,
    amount: round(net * rate(tax) + fixed(tax)),
    base: round(net),
    included: isIncluded(env, tax),
  }));
  const inside = parts.filter(({ included }) => included).map(({ amount }) => amount);
  const totalExcluded = contained.length === 0 ? round(gross) : round(round(gross) - sum(inside));
  const totalIncluded = sum([totalExcluded, ...parts.map(({ amount }) => amount)]);
  return { totalExcluded, totalIncluded, parts };
}

/** Taxes of one company among those of several. */
export function taxesOf(env: Environment, ids: readonly number[], companyId: number): number[] {
  return ids.filter((id) => {
    const tax = env.find('account.tax', id);
    return tax && amountIn(env, 'account.tax', tax, 'company_id') === companyId;
  });
}
