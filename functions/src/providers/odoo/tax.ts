import { Failure } from '../../model/failure';
import { roundHalfAway } from '../../model/money';
import type { Order } from '../../model/order';
import type { Client } from './client';
import type { Settings } from './settings';
import { tax as wireTax } from './wire';

/** A percent tax of Odoo's. */
export interface Tax {
  id: number;
  /** Percent. */
  rate: number;
  /** Contained in prices. */
  included: boolean;
}

/** A line as far as tax goes. */
export interface TaxableRow {
  /** After discounts, minor units. */
  netMinor: number;
  taxIds: readonly number[];
  /** A fee: merchants differ in whether it is taxed. */
  isFee: boolean;
}

/** Taxes of each row, what each row comes to without and with them, and what is left to stand as a row of its own. */
export interface TaxPlan {
  rows: { taxIds: number[]; exclMinor: number; inclMinor: number }[];
  extraMinor: number;
}

const inSettings = ({ taxes }: Settings): Tax[] =>
  taxes.map(({ id, rate, included }) => ({ id: Number(id), rate, included }));

/**
 * The taxes that the order's items carry: from the settings, the rest from account.tax. Only percent taxes of the
 * till's company count; with several companies in one Odoo an item lists the taxes of each.
 */
export async function taxesFor(
  client: Client,
  settings: Settings,
  taxIds: readonly number[],
  companyId: number | undefined,
): Promise<Tax[]> {
  const listed = inSettings(settings);
  const unknown = [...new Set(taxIds)].filter((id) => !listed.some((tax) => tax.id === id));
  if (unknown.length === 0) return listed;
  const fields = ['amount', 'amount_type', 'price_include', 'company_id'];
  const rows = await client.find('account.tax', { domain: [['id', 'in', unknown]], fields, reply: wireTax });
  const usable = rows.filter(
    (row) =>
      row.amount_type === 'percent' && (!companyId || !row.company_id || row.company_id.id === companyId),
  );
  return [...listed, ...usable.map((row) => ({ id: row.id, rate: row.amount, included: row.price_include }))];
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const share = (amountMinor: number, rate: number) => (amountMinor * rate) / 100;

/** Prices hold the tax: Odoo takes it out, the total stays. */
function included(rows: readonly TaxableRow[], taxes: readonly Tax[]): TaxPlan['rows'] {
  return rows.map(({ netMinor, taxIds }) => {
    const own = taxes.filter((tax) => taxIds.includes(tax.id));
    const exclMinor = roundHalfAway((netMinor * 100) / (100 + sum(own.map(({ rate }) => rate))));
    return { taxIds: own.map(({ id }) => id), exclMinor, inclMinor: netMinor };
  });
}

/** Tax on top, rounded per line and tax, as an Odoo company does unless it rounds globally. */
function onTop(rows: readonly TaxableRow[], taxes: readonly Tax[]): TaxPlan['rows'] {
  return rows.map(({ netMinor, taxIds }) => {
    const own = taxes.filter((tax) => taxIds.includes(tax.id));
    const amounts = own.map(({ rate }) => roundHalfAway(share(netMinor, rate)));
    return { taxIds: own.map(({ id }) => id), exclMinor: netMinor, inclMinor: netMinor + sum(amounts) };
  });
}

/** The same, rounded once per tax over the whole order: the lines share what that comes to. */
function onTopGlobally(rows: readonly TaxableRow[], taxes: readonly Tax[]): TaxPlan['rows'] {
  const plan = rows.map(({ netMinor }) => ({
    taxIds: new Array<number>(),
    exclMinor: netMinor,
    inclMinor: netMinor,
  }));
  for (const { id, rate } of taxes) {
    let exact = 0;
    let given = 0;
    plan.forEach((entry, index) => {
      const row = rows[index];
      if (!row?.taxIds.includes(id)) return;
      exact += share(row.netMinor, rate);
      const now = roundHalfAway(exact) - given;
      given += now;
      entry.taxIds.push(id);
      entry.inclMinor += now;
    });
  }
  return plan;
}

const taxOf = (rows: TaxPlan['rows']) => sum(rows.map(({ exclMinor, inclMinor }) => inclMinor - exclMinor));

/** Every plan that the company's way of rounding may lead to; one, where the settings say which it is. */
function plansOf(
  rows: readonly TaxableRow[],
  taxes: readonly Tax[],
  { taxRounding }: Settings,
): TaxPlan['rows'][] {
  const ways = { line: onTop(rows, taxes), order: onTopGlobally(rows, taxes) };
  return taxRounding ? [ways[taxRounding]] : [ways.line, ways.order];
}

/**
 * Tax inside prices never changes the total. Tax on top is put on the lines if Odoo must come to the order's tax
 * whichever way it rounds, else it is an amount of its own and no line has any.
 */
export function planTaxes(
  rows: readonly TaxableRow[],
  order: Order['tax'],
  taxes: readonly Tax[],
  settings: Settings,
): TaxPlan {
  const usable = [
    ...new Map(taxes.filter((t) => t.included === order.inclusive).map((t) => [t.id, t])).values(),
  ];
  if (order.inclusive) return { rows: included(rows, usable), extraMinor: 0 };
  const goodsOnly = rows.map((row) => (row.isFee ? { ...row, taxIds: [] } : row));
  for (const candidate of [rows, goodsOnly]) {
    const plans = plansOf(candidate, usable, settings);
    if (plans[0] && plans.every((plan) => taxOf(plan) === order.amount))
      return { rows: plans[0], extraMinor: 0 };
  }
  const untaxed = rows.map(({ netMinor }) => ({ taxIds: [], exclMinor: netMinor, inclMinor: netMinor }));
  return { rows: untaxed, extraMinor: order.amount };
}

/** The ids of a link's taxes as numbers. @throws Failure `rejected` for what is no id of Odoo's. */
export function taxIdsOf(taxIds: readonly string[] = []): number[] {
  const wrong = taxIds.find((id) => !/^[1-9]\d*$/.test(id));
  if (wrong === undefined) return taxIds.map(Number);
  throw new Failure('rejected', `"${wrong.slice(0, 40)}" is not the number of a tax in Odoo.`, {
    advice: 'Map the item again.',
  });
}
