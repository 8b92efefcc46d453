import { roundHalfAway } from '../../model/money';
import type { Order } from '../../model/order';
import type { TaxSetting } from './settings';

/** As much of a receipt line as its tax depends on. */
export interface TaxableRow {
  /** Price with modifiers times quantity, minor units. */
  grossMinor: number;
  /** Taxes of its item in Loyverse. */
  taxIds: readonly string[];
  /** Fees are taxed in some places and not in others. */
  isFee: boolean;
}

export interface TaxPlan {
  /** Row by row: the taxes to put on it. */
  rowTaxes: string[][];
  /** On-top tax that no item taxes account for to the minor unit, so that it needs a row of its own. */
  extraMinor: number;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The receipt's discount off each row in proportion: unrounded, and rounded so that the shares add up. */
function netRows(gross: readonly number[], discountMinor: number): number[][] {
  const whole = sum(gross);
  if (discountMinor === 0 || whole === 0) return [[...gross]];
  const exact = gross.map((amount) => amount - (amount * discountMinor) / whole);
  let before = 0;
  const taken = (upTo: number) => roundHalfAway((upTo * discountMinor) / whole);
  const rounded = gross.map((amount) => {
    const share = taken(before + amount) - taken(before);
    before += amount;
    return amount - share;
  });
  return [exact, rounded];
}

/**
 * On-top tax under every reading of the arithmetic that the documentation leaves open: rounded once per tax or once per
 * line, with the discount spread in fractions or in whole minor units.
 */
function predictions(
  rows: readonly TaxableRow[],
  rowTaxes: readonly (readonly string[])[],
  discountMinor: number,
  taxes: readonly TaxSetting[],
): number[] {
  const nets = netRows(
    rows.map((row) => row.grossMinor),
    discountMinor,
  );
  return nets.flatMap((net) => {
    const shares = taxes.map(({ id, rate }) =>
      net.map((amount, row) => (rowTaxes[row]?.includes(id) ? (amount * rate) / 100 : 0)),
    );
    const perTax = sum(shares.map((amounts) => roundHalfAway(sum(amounts))));
    const perLine = sum(shares.map((amounts) => sum(amounts.map(roundHalfAway))));
    return [perTax, perLine];
  });
}

/**
 * Included taxes never change a total, so items keep theirs. On-top taxes are left to Loyverse only where every
 * reading of its arithmetic gives the order's own tax; otherwise the tax is an amount of its own and no line has any.
 */
export function planTaxes(
  rows: readonly TaxableRow[],
  discountMinor: number,
  tax: Order['tax'],
  settings: readonly TaxSetting[],
): TaxPlan {
  const type = tax.inclusive ? 'INCLUDED' : 'ADDED';
  const taxes = [...new Map(settings.filter((t) => t.type === type).map((t) => [t.id, t])).values()];
  const onRow = (row: TaxableRow) => taxes.map(({ id }) => id).filter((id) => row.taxIds.includes(id));
  const everywhere = rows.map(onRow);
  if (tax.inclusive) return { rowTaxes: everywhere, extraMinor: 0 };
  const goodsOnly = rows.map((row) => (row.isFee ? [] : onRow(row)));
  const exact = [everywhere, goodsOnly].find((rowTaxes) =>
    predictions(rows, rowTaxes, discountMinor, taxes).every((amount) => amount === tax.amount),
  );
  return exact
    ? { rowTaxes: exact, extraMinor: 0 }
    : { rowTaxes: rows.map(() => []), extraMinor: tax.amount };
}
