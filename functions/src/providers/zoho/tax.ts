import { roundHalfAway } from '../../model/money';
import type { Order } from '../../model/order';
import type { Row } from './rows';
import type { TaxSetting } from './settings';

export interface TaxPlan {
  /** The rates of the lines contain the tax, so no tax changes the total. */
  inclusive: boolean;
  /** Row by row: the tax to name; undefined leaves it to Zoho, which takes the item's own. */
  taxIds: (string | undefined)[];
  /** On-top tax that the taxes of the lines do not come to, so that it is an amount of its own. */
  extraMinor: number;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The order's discount off each row in proportion: unrounded, and rounded so that the shares add up. */
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

/** On-top tax under every usual arithmetic: rounded per tax or per line, the discount in fractions or whole units. */
function predictions(
  rows: readonly Row[],
  taxIds: readonly (string | undefined)[],
  discountMinor: number,
  taxes: readonly TaxSetting[],
): number[] {
  const nets = netRows(
    rows.map((row) => row.grossMinor),
    discountMinor,
  );
  return nets.flatMap((net) => {
    const shares = taxes.map(({ id, rate }) =>
      net.map((amount, row) => (taxIds[row] === id ? (amount * rate) / 100 : 0)),
    );
    const perTax = sum(shares.map((amounts) => roundHalfAway(sum(amounts))));
    const perLine = sum(shares.flatMap((amounts) => amounts.map(roundHalfAway)));
    return [perTax, perLine];
  });
}

/**
 * With tax inside the prices no tax of Zoho's can change the total. Tax on top is left to Zoho only where every usual
 * arithmetic gives the order's own tax; otherwise the rates count as the whole price and the tax stands beside them.
 */
export function planTaxes(
  rows: readonly Row[],
  discountMinor: number,
  tax: Order['tax'],
  taxes: readonly TaxSetting[],
): TaxPlan {
  // A line takes one tax; several are a "tax group" in Zoho, with an id of its own.
  const taxIds = rows.map(({ link }) => link?.taxIds?.find((id) => taxes.some((known) => known.id === id)));
  if (tax.inclusive || tax.amount === 0) return { inclusive: true, taxIds, extraMinor: 0 };
  const isOwn = predictions(rows, taxIds, discountMinor, taxes).every((amount) => amount === tax.amount);
  if (isOwn) return { inclusive: false, taxIds, extraMinor: 0 };
  return { inclusive: true, taxIds: rows.map(() => undefined), extraMinor: tax.amount };
}
