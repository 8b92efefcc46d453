import { toMajor } from '../../../model/money';
import { netOf, unitMajor, type Costs } from '../amounts';
import type { Dialect } from '../dialect';
import { staffNote } from '../note';
import { amountRow, discounted, rowsOf, type Row } from '../rows';
import type { Settings } from '../settings';
import { planTaxes, type Tax } from '../tax';
import type { PushOrder } from '../../provider';
import { Failure } from '../../../model/failure';

/** A line of a sales order, in minor units. `percent` has the two decimals that Odoo keeps there. */
interface SaleRow extends Row {
  percent: number;
}

/** The whole percentage or hundredths of it that leads to exactly this net amount; undefined where none does. */
function exactPercent(costs: Costs): number | undefined {
  if (costs.discountMinor === 0) return 0;
  const percent = Math.round((costs.discountMinor / costs.grossMinor) * 10_000) / 100;
  const net = Math.round(costs.quantity * costs.unitMinor * (1 - percent / 100));
  return net === netOf(costs) ? percent : undefined;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

function demandFallback({ fallback }: PushOrder): number {
  const id = Number(fallback?.variationId);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new Failure(
    'rejected',
    'Odoo’s sales orders keep discounts to a hundredth of a percent, which this one does not fit, and no item is chosen ' +
      'that could carry it.',
    { advice: 'Choose a fallback item in the settings of the connection, then retry.' },
  );
}

/** Discounts that no percentage hits stand together as one line of the fallback item with a minus. */
function withDiscounts(push: PushOrder, rows: readonly Row[]): SaleRow[] {
  const percents = rows.map(exactPercent);
  if (percents.every((percent) => percent !== undefined))
    return rows.map((row, index) => ({ ...row, percent: percents[index] ?? 0 }));
  const off = sum(rows.map(({ discountMinor }) => discountMinor));
  const own = amountRow({ name: 'Discount', amount: -off }, demandFallback(push), []);
  return [...rows.map((row) => ({ ...row, discountMinor: 0 })), own].map((row) => ({ ...row, percent: 0 }));
}

/** Taxes stay on the lines only where each of them has its own discount: Odoo computes them anew. */
function taxed(push: PushOrder, rows: readonly SaleRow[], taxes: readonly Tax[], settings: Settings) {
  const taxable = rows.map((row) => ({ ...row, netMinor: netOf(row) }));
  return planTaxes(taxable, push.order.tax, taxes, settings);
}

const line = (values: Record<string, unknown>) => [0, 0, values];

/** What a sales order takes: Odoo computes its totals itself, so they are compared before it is confirmed. */
export function saleLines(
  push: PushOrder,
  { settings, dialect, taxes }: { settings: Settings; dialect: Dialect; taxes: readonly Tax[] },
): unknown[] {
  const { tipProductId } = settings;
  const { currency } = push.order;
  const plain = rowsOf(push, { takesOptions: false, tipProductId });
  const rows = withDiscounts(push, discounted(plain, sum(push.discounts.map(({ amount }) => amount))));
  const plan = taxed(push, rows, taxes, settings);
  const goods = rows.map((row, index) =>
    line({
      product_id: row.productId,
      name: [row.name, row.note].filter(Boolean).join('\n'),
      product_uom_qty: row.quantity,
      price_unit: unitMajor(row, currency),
      discount: row.percent,
      [dialect.saleTax]: [[6, 0, plan.rows[index]?.taxIds ?? []]],
    }),
  );
  const extra =
    plan.extraMinor > 0
      ? [
          line({
            product_id: demandFallback(push),
            name: 'Tax',
            product_uom_qty: 1,
            price_unit: toMajor(plan.extraMinor, currency),
            discount: 0,
            [dialect.saleTax]: [[6, 0, []]],
          }),
        ]
      : [];
  const notes = [staffNote(push), ...(push.order.payment.status === 'paid' ? [paidNote(push.order)] : [])];
  return [
    ...goods,
    ...extra,
    ...notes.filter(Boolean).map((name) => line({ display_type: 'line_note', name })),
  ];
}

/** How a sales order says that the money is there: the invoice and its payment are the accountant's. */
export const paidNote = ({ payment }: PushOrder['order']): string =>
  `Paid online${payment.method ? ` (${payment.method.slice(0, 50)})` : ''}`;
