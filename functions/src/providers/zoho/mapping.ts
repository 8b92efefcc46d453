import { Failure } from '../../model/failure';
import { productKey } from '../../model/link';
import { toMajor } from '../../model/money';
import type { NamedAmount, PushOrder } from '../provider';
import { adjustmentText, orderNotes } from './note';
import { rowsOf, type Row } from './rows';
import type { Settings } from './settings';
import { planTaxes, type TaxPlan } from './tax';
import { localDate } from './zone';

/** One line of POST and PUT /salesorders. */
export interface LineBody {
  /** Only in an update. */
  line_item_id?: string;
  item_id: string;
  description?: string;
  rate: number;
  quantity: number;
  tax_id?: string;
}

/** What POST /salesorders takes. https://www.zoho.com/inventory/api/v1/salesorders/ */
export interface SalesOrderBody {
  customer_id: string;
  salesorder_number: string;
  reference_number: string;
  date: string;
  shipment_date?: string;
  location_id?: string;
  line_items: LineBody[];
  notes?: string;
  discount?: number;
  discount_type?: 'entity_level';
  is_discount_before_tax?: boolean;
  is_inclusive_tax: boolean;
  adjustment?: number;
  adjustment_description?: string;
}

/** The order as a sales order, in minor units. */
export interface Layout {
  rows: Row[];
  taxes: TaxPlan;
  discountMinor: number;
  /** Everything that Zoho has no field for: signed, on the total, never taxed. */
  adjustments: NamedAmount[];
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/**
 * All discounts stand as one on the order: discounts of lines and of the order cannot be mixed, and those of lines are
 * not in the published contract. What exceeds the goods comes off the adjustment.
 */
export function layOut(push: PushOrder, settings: Settings): Layout {
  const { order } = push;
  const rows = rowsOf(push.lines, order.currency);
  const goods = sum(rows.map((row) => row.grossMinor));
  const wanted = sum(push.discounts.map((d) => d.amount)) + sum(push.lines.map(({ line }) => line.discount));
  const discountMinor = Math.min(wanted, goods);
  const taxes = planTaxes(rows, discountMinor, order.tax, settings.taxes);
  const adjustments = [
    ...push.fees,
    { name: 'Tip', amount: order.tip },
    { name: 'Tax', amount: taxes.extraMinor },
    { name: 'Rounding', amount: sum(rows.map((row) => row.offMinor)) },
    { name: 'Discount', amount: discountMinor - wanted },
  ].filter(({ amount }) => amount !== 0);
  return { rows, taxes, discountMinor, adjustments };
}

/** The item of every row, in order. @throws Failure `unmapped` for lines without one */
function itemIds(push: PushOrder, { rows }: Layout): string[] {
  const ids = rows.map(({ link }) => link?.variationId);
  const lines = push.lines
    .filter(({ link }) => link === undefined)
    .map(({ line }) => ({
      lineId: line.id,
      key: productKey(line.productId, line.variationId),
      name: line.name,
    }));
  if (lines.length > 0)
    throw new Failure('unmapped', 'A Zoho sales order takes no line without an item.', { lines });
  return ids.filter((id) => id !== undefined);
}

/** The adjustment fields, with `roundingMinor` (signed) that Zoho was seen to be off by. */
export function adjustmentBody({ adjustments }: Layout, currency: string, roundingMinor = 0) {
  const rounding = { name: 'Rounding', amount: roundingMinor };
  const entries = roundingMinor === 0 ? adjustments : [...adjustments, rounding];
  const amount = sum(entries.map((entry) => entry.amount));
  if (entries.length === 0) return {};
  return { adjustment: toMajor(amount, currency), adjustment_description: adjustmentText(entries, currency) };
}

/** What an order body depends on besides the order. */
export interface Terms {
  customerId: string;
  /** Absent where the organization has no locations. */
  locationId?: string;
  timezone?: string;
}

/** The body whose amounts come to `order.total`, as far as Zoho's arithmetic is known. */
export function salesOrderBody(push: PushOrder, layout: Layout, terms: Terms): SalesOrderBody {
  const { order, marker } = push;
  const { rows, taxes, discountMinor } = layout;
  const { placedAt, fulfillment, currency } = order;
  const items = itemIds(push, layout);
  const date = (at: number) => localDate(at, terms.timezone);
  const dueAt = Math.max(fulfillment?.dueAt ?? placedAt, placedAt);
  return {
    customer_id: terms.customerId,
    // Unique in the organization, and the marker: a second order of this number is refused.
    salesorder_number: marker,
    reference_number: marker,
    date: date(placedAt),
    ...(fulfillment?.dueAt !== undefined && { shipment_date: date(dueAt) }),
    location_id: terms.locationId,
    is_inclusive_tax: taxes.inclusive,
    ...(discountMinor > 0 && {
      discount: toMajor(discountMinor, currency),
      discount_type: 'entity_level' as const,
      // After tax where prices contain it: before tax, part of the discount would be taken off the tax as well.
      is_discount_before_tax: !taxes.inclusive,
    }),
    ...adjustmentBody(layout, currency),
    notes: orderNotes(push, terms.timezone),
    line_items: rows.map((row, index) => ({
      item_id: items[index] ?? '',
      description: row.description,
      // Always stated: without it Zoho takes the item's own.
      rate: toMajor(row.rateMinor, currency),
      quantity: row.quantity,
      tax_id: taxes.taxIds[index],
    })),
  };
}
