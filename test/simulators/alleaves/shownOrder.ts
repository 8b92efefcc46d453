import type { Company } from './company';
import { type Line, type Order, priceOf, totalsOf } from './order';
import type { Switches } from './switches';

type Amount = (minor: number, oftenText?: boolean) => number | string;

/** Amounts come as numbers, as text, or some as the one and some as the other. */
function amounts({ currency }: Company, { decimals }: Readonly<Switches>): Amount {
  return (minor, oftenText = false) =>
    decimals === 'string' || (decimals === 'mixed' && oftenText)
      ? currency.text(minor)
      : currency.major(minor);
}

/**
 * `id_item` is the line's own id here; the product is `id_inventory_item`. Every unit is a line of its own, unless
 * the switch says otherwise.
 */
export function shownLine(
  line: Line,
  { lineNames, lines, decimals }: Readonly<Switches>,
): Record<string, unknown> {
  const exact = Number(priceOf(line).toFixed(4));
  const price = decimals === 'number' ? exact : String(exact);
  const long = lineNames === 'long';
  return {
    id_item: line.id,
    ...(long
      ? { product_id: line.item.id, product_name: line.item.name, unit_price: price }
      : { id_inventory_item: line.item.id, item: line.item.name, price }),
    ...(lines === 'quantity' && { [long ? 'quantity' : 'qty']: line.quantity }),
    price_override: line.override?.price ?? null,
    price_override_reason: line.override?.reason ?? null,
  };
}

/** An order as it is read; `listed`: as one of a list. */
export function shownOrder(
  company: Company,
  order: Order,
  switches: Readonly<Switches>,
  listed = false,
): Record<string, unknown> {
  const { header } = order;
  const totals = totalsOf(order);
  const amount = amounts(company, switches);
  const customer = company.customer(header.id_customer);
  const { echoExternal, listedLines } = switches;
  const echoes = echoExternal === 'always' || (echoExternal === 'single' && !listed);
  return {
    id_order: order.id,
    id_customer: header.id_customer,
    name_first: customer?.name_first,
    name_last: customer?.name_last,
    patient_number: null,
    ...(echoes && { id_external: header.id_external }),
    id_location: header.id_location,
    type: header.type,
    status: order.status,
    status_list: order.statusList,
    date_created: new Date(order.createdAt).toISOString(),
    date_updated: new Date(order.updatedAt).toISOString(),
    pickup_date: header.pickup_date ?? null,
    pickup_time: header.pickup_time ?? null,
    complete: order.complete,
    cancel: order.cancel,
    void: order.cancel,
    void_reason: order.voidReason,
    paid_in_full: order.paidInFull,
    subtotal: amount(totals.subtotal),
    tax: amount(totals.tax),
    discount: amount(totals.discount),
    total: amount(totals.total, true),
    ...((!listed || listedLines) && { items: order.lines.map((line) => shownLine(line, switches)) }),
  };
}
