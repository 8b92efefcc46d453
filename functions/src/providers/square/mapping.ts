import type { PushOrder } from '../provider';
import { adjustmentsOf, inclusiveTax, orderDiscount, serviceCharge } from './adjustments';
import type { OrderBody, TaxBody } from './body';
import { fulfillmentOf } from './fulfillment';
import { clip, LIMITS } from './limits';
import { lineBody, lineDiscount, type Weights } from './lines';
import type { SquareSettings } from './settings';
import { squareGross, squareTotal } from './total';

/** What an order body depends on besides the order. */
export interface Terms {
  locationId: string;
  settings: SquareSettings;
  now: number;
  /** A tax on top: as Square's catalog tax of this id, else as a service charge of the exact amount. */
  catalogTaxId?: string;
  weights?: Weights;
  /** Minor units that Square was seen to add of its own: the body takes them off again. */
  excess?: number;
}

/** Empty lists are left out, as Square does. */
const listed = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The lines with their own discounts, and what they come to in minor units. */
function goodsOf({ lines, order }: PushOrder, weights: Weights) {
  const bodies = lines.map((mapped, index) => lineBody(mapped, index, order.currency, weights));
  const gross = bodies.map(squareGross);
  // Square may round a line one minor unit lower than the storefront: the discount must not exceed it.
  const offs = lines.map(({ line }, index) => Math.min(line.discount, gross[index] ?? 0));
  const discounts = offs.flatMap((off, index) => (off > 0 ? [lineDiscount(index, off, order.currency)] : []));
  const named = new Set(discounts.map((discount) => discount.uid));
  const items = bodies.map(({ applied_discounts: applied, ...body }) =>
    applied?.every((entry) => named.has(entry.discount_uid)) ? { ...body, applied_discounts: applied } : body,
  );
  return { items, discounts, amount: sum(gross) - sum(offs) };
}

function taxOf(push: PushOrder, terms: Terms, goods: number): TaxBody | undefined {
  if (terms.catalogTaxId !== undefined)
    return { uid: 'tax', scope: 'ORDER', catalog_object_id: terms.catalogTaxId };
  return inclusiveTax(push, goods);
}

/** Everything that has a price, with `rounding` (signed, minor units) put where it belongs. */
function pricesOf(push: PushOrder, terms: Terms, rounding: number) {
  const { currency } = push.order;
  const goods = goodsOf(push, terms.weights ?? 'quantity');
  const taxAsCharge = !push.order.tax.inclusive && terms.catalogTaxId === undefined;
  const { discounts, charges } = adjustmentsOf(push, { goods: goods.amount, rounding, taxAsCharge });
  const tax = taxOf(push, terms, goods.amount - sum(discounts.map((discount) => discount.amount)));
  return {
    line_items: goods.items,
    taxes: tax && [tax],
    discounts: listed([...goods.discounts, ...discounts.map((d, i) => orderDiscount(d, i, currency))]),
    service_charges: listed(charges.map((charge, index) => serviceCharge(charge, index, currency))),
  };
}

/** What must be added so that Square comes to the storefront's total, as far as we know its arithmetic. */
function predictedRounding(push: PushOrder, terms: Terms): number {
  const onTop = !push.order.tax.inclusive && terms.catalogTaxId !== undefined ? push.order.tax.amount : 0;
  return push.order.total - onTop - squareTotal(pricesOf(push, terms, 0));
}

/**
 * An order as CreateOrder takes it: every text within Square's limits, every price the storefront's, and the sum equal
 * to `order.total` to the minor unit. https://developer.squareup.com/reference/square/orders-api/create-order
 */
export function orderBody(push: PushOrder, terms: Terms): OrderBody {
  const { order, marker, customerId } = push;
  const fulfillment = fulfillmentOf(push, terms.settings, terms.now);
  const rounding = predictedRounding(push, terms) - (terms.excess ?? 0);
  return {
    location_id: terms.locationId,
    reference_id: marker,
    ticket_name: clip(order.number, LIMITS.ticketName),
    source: { name: terms.settings.sourceName },
    customer_id: customerId,
    ...pricesOf(push, terms, rounding),
    fulfillments: fulfillment && [fulfillment],
    metadata: { tillbridge_order: marker },
    pricing_options: { auto_apply_taxes: false, auto_apply_discounts: false },
  };
}
