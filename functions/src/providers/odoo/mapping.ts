import { Failure } from '../../model/failure';
import { toMajor } from '../../model/money';
import type { PushOrder } from '../provider';
import { fitted, netOf, odooNet, percentOf, unitMajor } from './amounts';
import type { Dialect } from './dialect';
import { referenceOf, sequenceOf, uuidOf, markedNote } from './marker';
import { orderName, staffNote } from './note';
import { discounted, rowsOf, taxRow, type Row } from './rows';
import type { Settings } from './settings';
import { planTaxes, type Tax, type TaxPlan } from './tax';
import { cut } from './text';
import { odooTime } from './time';

/** The order as lines that come to its total, whatever Odoo computes from them. */
export interface Layout {
  rows: Row[];
  tax: TaxPlan['rows'];
  /** Stands as a line of the fallback item. */
  extraTaxMinor: number;
  taxMinor: number;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/**
 * Odoo stores any total it is told, and computes the lines again when the till is closed: nobody but us sees to it
 * that both agree.
 */
function demandTotal(push: PushOrder, layout: Layout): Layout {
  const { order } = push;
  const total = sum(layout.tax.map(({ inclMinor }) => inclMinor));
  const isOwn = (row: Row) => odooNet(row, order.currency) === netOf(row);
  if (total === order.total && layout.rows.length === layout.tax.length && layout.rows.every(isOwn))
    return layout;
  throw new Failure('unexpected', `The order comes to ${order.total}, but its lines in Odoo would not.`, {
    advice: 'Nothing was sent. This is a defect in the bridge: report the order.',
  });
}

/** What the layout depends on besides the order. */
export interface Means {
  settings: Settings;
  dialect: Dialect;
  taxes: readonly Tax[];
  /** Decimals that Odoo keeps of a quantity; absent: enough. */
  quantityDecimals?: number;
}

/** @throws Failure `unmapped`, `rejected` where a product is missing for a part of the order. */
export function layOut(push: PushOrder, { settings, dialect, taxes, quantityDecimals = 3 }: Means): Layout {
  const { tipProductId } = settings;
  const plain = rowsOf(push, { takesOptions: dialect.lineOptions, tipProductId }).map((row) =>
    fitted(row, quantityDecimals),
  );
  const rows = discounted(plain, sum(push.discounts.map(({ amount }) => amount)));
  const taxable = rows.map((row) => ({ ...row, netMinor: netOf(row) }));
  const plan = planTaxes(taxable, push.order.tax, taxes, settings);
  const extra = plan.extraMinor > 0 ? [taxRow(plan.extraMinor, push)] : [];
  const untaxed = extra.map(({ grossMinor }) => ({
    taxIds: [],
    exclMinor: grossMinor,
    inclMinor: grossMinor,
  }));
  const tax = [...plan.rows, ...untaxed];
  const taxMinor = sum(tax.map(({ exclMinor, inclMinor }) => inclMinor - exclMinor));
  return demandTotal(push, { rows: [...rows, ...extra], tax, extraTaxMinor: plan.extraMinor, taxMinor });
}

/** What surrounds the layout. */
export interface Frame {
  dialect: Dialect;
  sessionId: number;
  companyId: number;
  /** Of JSON-RPC; the till's loader up to 17 wants it. */
  uid?: number;
  pricelistId?: number;
  /** Absent: the order stays unpaid. */
  paymentMethodId?: number;
  now: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** When the order was placed, if that is believable for a till; else now. */
const placedAt = (at: number, now: number) => odooTime(at <= now && at >= now - DAY_MS ? at : now);

const create = (values: Record<string, unknown>) => [0, 0, values];
const link = (ids: readonly number[]) => [[6, 0, ids]];

function lineOf(push: PushOrder, layout: Layout, index: number, { dialect }: Frame) {
  const row = layout.rows[index];
  const tax = layout.tax[index];
  if (!row || !tax) return [];
  const major = (minor: number) => toMajor(minor, push.order.currency);
  // Where the order itself takes no words, its first line carries them.
  const orderNote =
    index === 0 && !dialect.orderNote
      ? [orderName(push.order), staffNote(push)].filter(Boolean).join(', ')
      : '';
  const note = [row.note, orderNote].filter(Boolean).join(' | ');
  return [
    create({
      product_id: row.productId,
      full_product_name: row.name,
      qty: row.quantity,
      price_unit: unitMajor(row, push.order.currency),
      discount: percentOf(row),
      tax_ids: link(tax.taxIds),
      price_subtotal: major(tax.exclMinor),
      price_subtotal_incl: major(tax.inclMinor),
      ...(note && { customer_note: note }),
      ...(row.optionIds.length > 0 && {
        attribute_value_ids: link(row.optionIds),
        price_extra: major(row.optionsMinor),
      }),
      pack_lot_ids: [],
      ...(dialect.lineUuid && { uuid: uuidOf(`${push.marker}/line/${index}`) }),
    }),
  ];
}

/** Amounts and whatever else every series calls the same. */
function core(push: PushOrder, layout: Layout, frame: Frame): Record<string, unknown> {
  const { order, customerId } = push;
  const total = toMajor(order.total, order.currency);
  return {
    amount_total: total,
    amount_tax: toMajor(layout.taxMinor, order.currency),
    amount_paid: frame.paymentMethodId === undefined ? 0 : total,
    amount_return: 0,
    date_order: placedAt(order.placedAt, frame.now),
    partner_id: Number(customerId) || false,
    fiscal_position_id: false,
    pricelist_id: frame.pricelistId ?? false,
    lines: layout.rows.flatMap((_row, index) => lineOf(push, layout, index, frame)),
  };
}

/** A payment of the whole order; none of an order that costs nothing. */
export function paymentOf(
  amount: number,
  paymentMethodId: number,
  { marker, order }: Pick<PushOrder, 'marker' | 'order'>,
): Record<string, unknown>[] {
  if (amount === 0) return [];
  const reference = cut(order.payment.reference ?? marker, 100);
  return [{ payment_method_id: paymentMethodId, amount, transaction_id: reference }];
}

/** One order of `sync_from_ui`, 18 and later. Without `access_token`: see push.ts. */
export function syncedOrder(push: PushOrder, layout: Layout, frame: Frame): Record<string, unknown> {
  const { dialect, paymentMethodId } = frame;
  const total = toMajor(push.order.total, push.order.currency);
  const payments = paymentMethodId === undefined ? [] : paymentOf(total, paymentMethodId, push);
  const note = [staffNote(push), markedNote(push.marker)].filter(Boolean).join(' ');
  return {
    uuid: uuidOf(push.marker),
    session_id: frame.sessionId,
    company_id: frame.companyId,
    state: paymentMethodId === undefined ? 'draft' : 'paid',
    to_invoice: false,
    floating_order_name: orderName(push.order),
    ...(dialect.orderNote && { [dialect.orderNote]: note }),
    ...(dialect.ownReference && { name: referenceOf(push.marker), sequence_number: sequenceOf(push.marker) }),
    ...core(push, layout, frame),
    payment_ids: payments.map((payment) => create({ ...payment, uuid: uuidOf(`${push.marker}/payment`) })),
  };
}

/** One order of `create_from_ui`, up to 17. It is a draft or not by a parameter of the call. */
export function createdOrder(push: PushOrder, layout: Layout, frame: Frame): Record<string, unknown> {
  const { paymentMethodId, now, sessionId, uid } = frame;
  const reference = referenceOf(push.marker);
  const total = toMajor(push.order.total, push.order.currency);
  const payments = paymentMethodId === undefined ? [] : paymentOf(total, paymentMethodId, push);
  const data = {
    name: reference,
    uid: reference.split(' ')[1],
    pos_session_id: sessionId,
    user_id: uid ?? false,
    // A higher number would push the till's own counter up.
    sequence_number: 1,
    creation_date: placedAt(push.order.placedAt, now),
    ...core(push, layout, frame),
    statement_ids: payments.map((payment) => create({ ...payment, name: odooTime(now) })),
  };
  return { id: data.uid, data, to_invoice: false };
}
