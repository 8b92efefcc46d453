import { object, required, text } from '../core/shape';
import type { Answer, Call, Endpoint } from './endpoint';
import { checkLines } from './lines';
import { timeIn } from './menu';
import { shownMoney } from './money';
import { checkSums, type Order } from './order';
import { orderInput, type OrderInput } from './orderInput';
import { outletOf } from './outlets';
import { page, pagingParameters } from './paging';
import { conflict, notFound, stricter, unprocessable } from './refusal';

const LONGEST_KEY = 100;
const CANCELLABLE: readonly Order['status'][] = ['new', 'accepted', 'preparing'];

function shown(call: Call, order: Order): Record<string, unknown> {
  const { input } = order;
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    client_reference: input.client_reference,
    total: shownMoney(call, input.total),
    currency: input.currency,
    type: input.type,
    payment: input.payment,
    created_at: new Date(order.createdAt).toISOString(),
    updated_at: new Date(order.updatedAt).toISOString(),
  };
}

function checkOrder({ account, switches }: Call, input: OrderInput): void {
  if (input.currency !== account.currency.code)
    throw unprocessable('currency_mismatch', `This outlet sells in ${account.currency.code}`, 'currency');
  if ((input.type === 'delivery') !== (input.delivery !== undefined))
    throw unprocessable('delivery_invalid', 'A delivery says where to, and nothing else does', 'delivery');
  if (switches.sums === 'checked') checkSums(input);
}

function store(call: Call, outletId: string): Order {
  const { account, body } = call;
  const input = orderInput(call)(body, '');
  checkOrder(call, input);
  const items = checkLines(account, outletId, input.lines);
  items.forEach((item, index) => {
    if (item.stock !== undefined) item.stock -= input.lines[index]?.quantity ?? 0;
  });
  const at = { createdAt: account.now(), updatedAt: account.now() };
  const number = account.newNumber();
  const id = `ord-${outletId}-${number}`;
  const order: Order = {
    id,
    number: String(number),
    outletId,
    status: 'new',
    input,
    ...at,
    cancelReason: null,
  };
  account.orders.push(order);
  return order;
}

/** The same key with the same body is the same order; with another body it is a mistake. */
function create(call: Call): Answer {
  const outlet = outletOf(call);
  const { account, switches, headers } = call;
  const key = headers['idempotency-key'] ?? '';
  if (key === '' || key.length > LONGEST_KEY)
    throw stricter(`a new order carries a key of 1 to ${LONGEST_KEY} characters`, 'Idempotency-Key');
  const body = JSON.stringify(call.body);
  const slot = `${outlet.id} ${key}`;
  const before = switches.idempotencyKeys === 'honoured' ? account.remembered.get(slot) : undefined;
  if (before && before.body !== body)
    throw conflict('idempotency_conflict', 'This key came with another body before');
  if (before) return { body: { data: shown(call, before.order) } };
  const order = store(call, outlet.id);
  account.remembered.set(slot, { body, order });
  return { status: 201, body: { data: shown(call, order) } };
}

function orderOf(call: Call): Order {
  const outlet = outletOf(call);
  const order = call.account.orders.find(({ id }) => id === call.params.id);
  if (order?.outletId !== outlet.id)
    throw notFound('order_not_found', `There is no order ${call.params.id ?? ''} here`);
  return order;
}

/** In the order they came; by reference, or by the time of their last change. */
function list(call: Call): Answer {
  const outlet = outletOf(call);
  const { client_reference } = call.query;
  const since = timeIn(call, 'updated_since') ?? -Infinity;
  const found = call.account.orders.filter(
    ({ outletId, updatedAt, input }) =>
      outletId === outlet.id &&
      updatedAt >= since &&
      (client_reference === undefined || input.client_reference === client_reference),
  );
  const rows = found.map((order) => shown(call, order));
  return page(call, rows);
}

function cancel(call: Call): Answer {
  const order = orderOf(call);
  const { reason } = object({ reason: required(text(500, 1)) })(call.body, '');
  if (order.status !== 'cancelled') {
    if (!CANCELLABLE.includes(order.status))
      throw conflict('not_cancellable', `The order is ${order.status} already`);
    Object.assign(order, { status: 'cancelled', cancelReason: reason, updatedAt: call.account.now() });
  }
  return { body: { data: shown(call, order) } };
}

const PATH = '/v1/outlets/:outlet/orders';

export const ORDERS: Endpoint[] = [
  { method: 'POST', path: PATH, handle: create },
  {
    method: 'GET',
    path: PATH,
    query: (switches) => [...pagingParameters(switches), 'client_reference', 'updated_since'],
    handle: list,
  },
  {
    method: 'GET',
    path: `${PATH}/:id`,
    handle: (call) => ({ body: { data: shown(call, orderOf(call)) } }),
  },
  { method: 'POST', path: `${PATH}/:id/cancel`, handle: cancel },
];
