import { type Account, usableLocation } from '../accounts';
import { refuse } from '../errors';
import { validate } from '../validate';
import type { World } from '../world';
import { checkFulfillmentSteps, checkPaidFor, checkState, noteTimes } from './advance';
import type { Order, StoredOrder } from './order';
import { patched } from './patch';
import { resolve, type Shop } from './resolve';
import { checkOrder } from './rules';
import { orderBody, type OrderBody, type UpdateOrderBody } from './schema';
import { orderView } from './view';

export function findOrder(account: Account, id: string): StoredOrder {
  return account.orders.get(id) ?? refuse('NOT_FOUND', `Order not found for id ${id}`, 'order_id');
}

export const viewIn = (account: Account, order: StoredOrder): Order => orderView(order, account.currency);

/** Every change raises the version. */
export function touch(world: World, order: StoredOrder): void {
  order.version += 1;
  order.updatedAt = world.clock.iso();
}

function settled(world: World, account: Account, given: OrderBody, before?: OrderBody): OrderBody {
  const { customer_id: customerId, location_id: locationId } = given;
  if (customerId !== undefined && !account.customers.find(customerId))
    refuse('CUSTOMER_NOT_FOUND', `Customer with ID \`${customerId}\` not found.`, 'order.customer_id');
  checkOrder(given);
  const shop: Shop = { catalog: account.catalog, ids: world.ids, locationId };
  const body = resolve(given, shop, before);
  checkOrder(body);
  return body;
}

function stored(world: World, account: Account, given: OrderBody, id: string): StoredOrder {
  usableLocation(account, world.accounts.values(), given.location_id, 'order.location_id');
  const { state = 'OPEN', ...rest } = given;
  const body = settled(world, account, {
    ...rest,
    source: given.source ?? { name: 'Simulated application' },
  });
  const now = world.clock.iso();
  const history = { tenders: [], refunds: [], returns: [], fulfillmentTimes: {} };
  const order: StoredOrder = { id, body, state, version: 1, createdAt: now, updatedAt: now, ...history };
  noteTimes(order, body, now);
  return order;
}

export function placeOrder(world: World, account: Account, given: OrderBody): Order {
  const order = stored(world, account, given, '');
  order.id = world.ids.next('ORD');
  account.orders.set(order.id, order);
  return viewIn(account, order);
}

/** The totals that an order would have; nothing is kept. */
export function calculateOrder(world: World, account: Account, given: OrderBody): Order {
  const view = viewIn(account, stored(world, account, given, ''));
  const { id, version, created_at, updated_at, ...calculated } = view;
  return calculated;
}

function checkVersion(order: StoredOrder, version: number | undefined): void {
  if (order.atTill) refuse('BAD_REQUEST', `Order ${order.id} was not created by the API.`, 'order.version');
  if (version === undefined) refuse('BAD_REQUEST', 'Missing required parameter.', 'order.version');
  if (version !== order.version)
    refuse(
      'VERSION_MISMATCH',
      `Supplied version ${version} does not match the current version ${order.version} of order ${order.id}.`,
      'order.version',
    );
}

/**
 * A key that was used before answers with the order as it is and drops the change, whatever the change was; a change
 * lost in this way counts as a violation.
 */
function isReplay(world: World, account: Account, order: StoredOrder, body: UpdateOrderBody): boolean {
  const key = body.idempotency_key;
  if (key === undefined) return false;
  const text = JSON.stringify(body);
  const earlier = account.updateKeys.get(key);
  if (earlier !== undefined && earlier !== text)
    world.violations.push({
      at: world.clock.iso(),
      request: `PUT /v2/orders/${order.id}`,
      field: 'idempotency_key',
      detail: 'A reused key: Square answers 200 and drops the change.',
    });
  return earlier !== undefined;
}

export function updateOrder(world: World, account: Account, id: string, request: UpdateOrderBody): Order {
  const order = findOrder(account, id);
  if (isReplay(world, account, order, request)) return viewIn(account, order);
  const { order: patch, fields_to_clear: fieldsToClear = [] } = request;
  checkVersion(order, patch.version);
  if (order.state === 'COMPLETED' || order.state === 'CANCELED')
    refuse('BAD_REQUEST', `Order ${id} is ${order.state} and cannot be updated.`, 'order.state');
  if (patch.location_id !== undefined && patch.location_id !== order.body.location_id)
    refuse('LOCATION_MISMATCH', 'An order stays at its location.', 'order.location_id');
  checkPaidFor(order, patch, fieldsToClear);
  const next = validate(orderBody, patched(order.body, patch, fieldsToClear));
  const body = settled(world, account, next, order.body);
  checkFulfillmentSteps(order.body, body);
  checkState(order, body, patch.state ?? order.state);
  commit(world, order, body, patch.state ?? order.state);
  if (request.idempotency_key !== undefined)
    account.updateKeys.set(request.idempotency_key, JSON.stringify(request));
  return viewIn(account, order);
}

function commit(world: World, order: StoredOrder, body: OrderBody, state: StoredOrder['state']): void {
  const now = world.clock.iso();
  order.body = body;
  noteTimes(order, body, now);
  if (state !== order.state && state !== 'OPEN') order.closedAt = now;
  order.state = state;
  touch(world, order);
}
