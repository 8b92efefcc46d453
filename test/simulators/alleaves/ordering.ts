import type { Company } from './company';
import { type Call, idIn } from './endpoint';
import { ADULT_YEARS } from './locations';
import { isAbout, type Line, type Order } from './order';
import * as input from './orderInput';
import type { Stock } from './records';
import { invalid, noSuchOrder, notFound, stricter } from './refusal';
import { shownLine, shownOrder } from './shownOrder';
import type { Switches } from './switches';

/** The order of the path while it can still be changed. */
function openOrder(call: Call): Order {
  const order = call.company.order(idIn(call));
  if (!order) throw noSuchOrder(idIn(call));
  if (order.cancel || order.complete) throw invalid(`Order ${order.id} is closed`);
  return order;
}

function touched(call: Call, order: Order): unknown {
  order.updatedAt = call.company.now();
  return shownOrder(call.company, order, call.switches);
}

/** Nobody under age is served, where the shop knows the date of birth. */
function checkPeople(company: Company, customerId: number): void {
  const customer = company.customer(customerId);
  if (!customer) throw invalid(`id_customer ${customerId} does not exist`);
  if (customer.date_of_birth === null) return;
  const birthday = new Date(customer.date_of_birth);
  birthday.setUTCFullYear(birthday.getUTCFullYear() + ADULT_YEARS);
  if (birthday.getTime() > company.now()) throw invalid('Customer is under age');
}

export function openedOrder(company: Company, header: input.NewOrder, switches: Readonly<Switches>): Order {
  const { taxPercent, rounding } = switches;
  const order: Order = {
    id: company.newOrderId(),
    header,
    terms: { taxPercent, rounding, currency: company.currency },
    createdAt: company.now(),
    updatedAt: company.now(),
    status: 'pending',
    statusList: [{ created_at: company.nowText(), customer_message: 'We have your order' }],
    complete: false,
    cancel: false,
    voidReason: null,
    paidInFull: false,
    lines: [],
    discounts: [],
  };
  company.orders.push(order);
  return order;
}

/** Makes another order every time: nothing is idempotent here. */
export function create(call: Call): unknown {
  const { company, switches, body } = call;
  const header = input.newOrder(body, '');
  if (!company.location(header.id_location))
    throw invalid(`id_location ${header.id_location} does not exist`);
  if ((header.type === 'delivery') !== (header.delivery_address !== null))
    throw invalid('delivery_address belongs to a delivery, and only there');
  checkPeople(company, header.id_customer);
  return shownOrder(company, openedOrder(company, header, switches), switches);
}

/** The stock that a line takes from, when it may. */
function sellable(company: Company, order: Order, batchId: number, areaId: number, quantity: number): Stock {
  const [batch, area] = [company.batch(batchId), company.area(areaId)];
  if (!batch?.open || batch.qcHold) throw invalid(`id_batch ${batchId} cannot be sold`);
  if (area?.locationId !== order.header.id_location)
    throw invalid(`id_area ${areaId} is not in the location of the order`);
  if (area.type !== 'Retail') throw stricter(`id_area ${areaId} holds goods that are ${area.type}`);
  const stock = company.stockOf(batchId, areaId);
  if (!stock || stock.onHand - stock.reserved < quantity) throw invalid('Insufficient inventory');
  return stock;
}

export function addUnits(
  company: Company,
  order: Order,
  { id_batch, id_area, qty }: ReturnType<typeof input.newLine>,
  { lines }: Readonly<Switches>,
): void {
  const stock = sellable(company, order, id_batch, id_area, qty);
  const item = company.item(company.batch(id_batch)?.itemId ?? -1);
  if (!item || item.deleted || item.isPlant) throw invalid(`id_batch ${id_batch} cannot be sold`);
  const { adult, medical, generic } = item.prices;
  const listPrice = (order.header.use_type === 'medical' && medical) || adult || generic;
  stock.reserved += qty;
  const unit = { item, batchId: id_batch, areaId: id_area, listPrice };
  const counts = lines === 'unit' ? Array.from({ length: qty }, () => 1) : [qty];
  for (const quantity of counts) order.lines.push({ id: company.newLineId(), quantity, ...unit });
}

/** Reserves at once, before the order is finished. */
export function addLine(call: Call): unknown {
  const order = openOrder(call);
  addUnits(call.company, order, input.newLine(call.body, ''), call.switches);
  return touched(call, order);
}

/** What the reply holds is not known: nothing but the line, so that nobody relies on more. */
export function changeLine(call: Call): unknown {
  const order = openOrder(call);
  const line = order.lines.find(({ id }) => id === idIn(call, 'line'));
  if (!line) throw notFound('Line', call.params.line ?? '');
  const { price_override: price, price_override_reason: reason } = input.lineChange(call.body, '');
  const discounted = call.company.discounts.some(
    (discount) => discount.active && discount.conditions && isAbout(discount, line.item),
  );
  if (call.switches.restrictOverrides && discounted)
    throw invalid('The price of a discounted product cannot be overridden');
  line.override = { price, reason };
  order.updatedAt = call.company.now();
  return shownLine(line, call.switches);
}

export function applyDiscount(call: Call): unknown {
  const order = openOrder(call);
  const { id_discount } = input.discountOnOrder(call.body, '');
  const discount = call.company.discount(id_discount);
  if (!discount?.active) throw invalid(`id_discount ${id_discount} does not exist or is not active`);
  if (order.discounts.some((one) => one.id_discount === id_discount))
    throw invalid(`id_discount ${id_discount} is on the order already`);
  order.discounts.push({ ...discount });
  return touched(call, order);
}

function stockOfLine(company: Company, { batchId, areaId }: Line): Stock | undefined {
  return company.stockOf(batchId, areaId);
}

/** Gives back what the order held. */
export function callOff(company: Company, order: Order, reason: string | null): void {
  for (const line of order.lines) {
    const stock = stockOfLine(company, line);
    if (stock) stock.reserved -= line.quantity;
  }
  Object.assign(order, { cancel: true, voidReason: reason, status: 'cancelled', updatedAt: company.now() });
}

/** Handed over and paid: the goods leave the stock. */
export function handOver(company: Company, order: Order): void {
  for (const line of order.lines) {
    const stock = stockOfLine(company, line);
    if (!stock) continue;
    stock.reserved -= line.quantity;
    stock.onHand -= line.quantity;
  }
  Object.assign(order, { complete: true, paidInFull: true, status: 'completed', updatedAt: company.now() });
}

/** Whether a change calls the order off; which field does is unverified. */
function callsOff(change: input.OrderChange, { cancelBy }: Readonly<Switches>): boolean {
  const { void: voided, cancel, void_reason, void_reason_other } = change;
  if (!voided && !cancel) return false;
  if (cancelBy === 'none') throw invalid('Orders cannot be voided through this API');
  if (!(cancelBy === 'void' ? voided : cancel)) return false;
  if (cancelBy === 'void' && !void_reason) throw invalid('void_reason is required');
  if (void_reason === 'Other' && !void_reason_other) throw invalid('void_reason_other is required');
  return true;
}

export function change(call: Call): unknown {
  const { company, switches } = call;
  const order = openOrder(call);
  const given = input.orderChange(call.body, '');
  if (given.id_order !== order.id) throw invalid('id_order is not the order of the path');
  if (given.id_location !== undefined && given.id_location !== order.header.id_location)
    throw stricter('nobody knows what becomes of the stock when an order moves to another location');
  if (given.id_customer !== undefined) checkPeople(company, given.id_customer);
  if (callsOff(given, switches)) {
    if (order.paidInFull) throw invalid(`Order ${order.id} is paid`);
    callOff(company, order, given.void_reason ?? null);
  }
  const { id_order: _id, void: _void, cancel: _cancel, void_reason, void_reason_other, ...header } = given;
  Object.assign(order.header, header);
  return touched(call, order);
}
