import { Failure } from '../../model/failure';
import { productKey, type Link } from '../../model/link';
import { toMajor } from '../../model/money';
import type { PushOrder } from '../provider';
import { staffNote } from './note';
import { amountRow, goodsRow, type Row } from './rows';
import type { Settings } from './settings';
import { planTaxes } from './tax';
import type { LineItem, ReceiptBody } from './wire';

/** The order as a receipt, before it is known whether Loyverse has all it takes. */
export interface Layout {
  rows: Row[];
  /** Taxes of each row. */
  rowTaxes: string[][];
  discountMinor: number;
  extraTaxMinor: number;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/**
 * Lines, fees and tip as rows; every discount as one. Whether two entries with the same discount id may stand on a receipt
 * is not documented, and an open discount is usually the only one a shop has: one entry for the whole receipt is exact.
 */
export function layOut(push: PushOrder, settings: Settings): Layout {
  const { order, fallback } = push;
  const fees = push.fees.filter((fee) => fee.amount > 0);
  const rows = [
    ...push.lines.map((mapped) => goodsRow(mapped, order.currency)),
    ...fees.map((fee) => amountRow(fee.name, fee.amount, fallback, fallback?.taxIds ?? [])),
    ...(order.tip > 0 ? [amountRow('Tip', order.tip, fallback, [])] : []),
  ];
  const discountMinor =
    sum(push.discounts.map((d) => d.amount)) + sum(push.lines.map(({ line }) => line.discount));
  const { rowTaxes, extraMinor } = planTaxes(rows, discountMinor, order.tax, settings.taxes);
  if (extraMinor > 0) {
    rows.push(amountRow('Tax', extraMinor, fallback, []));
    rowTaxes.push([]);
  }
  return { rows, rowTaxes, discountMinor, extraTaxMinor: extraMinor };
}

/** @throws Failure `unmapped` for lines without an item, `rejected` for fees, tip or tax without a fallback item. */
function demandLinks(push: PushOrder, { rows }: Layout): void {
  const lines = push.lines
    .filter(({ link }) => link === undefined)
    .map(({ line }) => ({
      lineId: line.id,
      key: productKey(line.productId, line.variationId),
      name: line.name,
    }));
  if (lines.length > 0)
    throw new Failure('unmapped', 'Loyverse takes no line without an item of its catalog.', { lines });
  if (rows.every((row) => row.link !== undefined)) return;
  throw new Failure(
    'rejected',
    'Loyverse has no place for fees, tips or tax of their own but a line, and no item is chosen for it.',
    {
      advice:
        'Choose a fallback item (an item with an open price) in the settings of the connection, then retry.',
    },
  );
}

function lineItem(row: Row, link: Link, taxIds: readonly string[], currency: string): LineItem {
  return {
    variant_id: link.variationId,
    quantity: row.quantity,
    price: toMajor(row.unitMinor, currency),
    line_note: row.note,
    // Always stated, also when empty: whether Loyverse would add an item's taxes by itself is not documented.
    line_taxes: taxIds.map((id) => ({ id })),
    line_discounts: [],
    line_modifiers: [...row.options].map(([id, minor]) => ({
      modifier_option_id: id,
      price: toMajor(minor, currency),
    })),
  };
}

const DAY_MS = 24 * 60 * 60_000;

/** When the order was placed, if that is believable for a till; else now. The only form that Loyverse reads. */
function receiptDate(placedAt: number, now: number): string {
  const recent = placedAt <= now && placedAt >= now - DAY_MS;
  return new Date(recent ? placedAt : now).toISOString();
}

/** What surrounds the layout on a receipt. */
export interface ReceiptFrame {
  settings: Settings;
  storeId: string;
  paymentTypeId: string;
  /** Present when the layout has a discount. */
  discountId?: string;
  now: number;
}

/** The body of POST /receipts. Its amounts come to `order.total` exactly. */
export function receiptBody(push: PushOrder, layout: Layout, frame: ReceiptFrame): ReceiptBody {
  demandLinks(push, layout);
  const { order, marker, customerId } = push;
  const { settings, discountId, now } = frame;
  const date = receiptDate(order.placedAt, now);
  const major = (minor: number) => toMajor(minor, order.currency);
  return {
    store_id: frame.storeId,
    employee_id: settings.employeeId,
    order: marker,
    customer_id: customerId,
    source: settings.source,
    receipt_date: date,
    note: staffNote(order, push.heading),
    total_discounts:
      discountId !== undefined && layout.discountMinor > 0
        ? [{ id: discountId, scope: 'RECEIPT', money_amount: major(layout.discountMinor) }]
        : [],
    line_items: layout.rows.flatMap((row, index) =>
      row.link ? lineItem(row, row.link, layout.rowTaxes[index] ?? [], order.currency) : [],
    ),
    payments: [{ payment_type_id: frame.paymentTypeId, money_amount: major(order.total), paid_at: date }],
  };
}
