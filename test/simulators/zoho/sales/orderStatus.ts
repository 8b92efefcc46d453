import { thousandths } from '../arithmetic';
import type { Call, Endpoint } from '../endpoint';
import { found } from '../listing';
import type { Organization } from '../organization';
import { CODE, invalid, missing, notAllowed, refused } from '../refusal';
import { liveInvoices, type SalesOrder } from './order';

const MOST_AT_ONCE = 25;

/** A confirmed order reserves its goods (1); a void one lets them go (-1). */
export function reserve(organization: Organization, order: SalesOrder, sign: 1 | -1): void {
  for (const { item_id, quantity, location_id = '' } of order.line_items) {
    if (!organization.items.get(item_id)?.track_inventory) continue;
    const units = sign * thousandths(quantity);
    organization.stock.move(item_id, location_id, { committed: units, reserved: units });
  }
}

function checkConfirmable({ switches }: Call, { stage }: SalesOrder): void {
  if (stage === 'void') throw notAllowed('A void sales order cannot be confirmed.');
  if (stage === 'confirmed' && switches.repeatedStatus === 'refused')
    throw notAllowed('The sales order is already confirmed.');
}

function confirm({ organization }: Call, order: SalesOrder): void {
  if (order.stage === 'confirmed') return;
  order.stage = 'confirmed';
  order.last_modified_time = organization.nowText();
  reserve(organization, order, 1);
}

const CONFIRMED = "Sales order status has been changed to 'Confirmed'.";

function confirmOne(call: Call): object {
  const order = found(call.organization.orders, call.params.id, 'Sales Order');
  checkConfirmable(call, order);
  confirm(call, order);
  return { message: CONFIRMED };
}

function confirmMany(call: Call): object {
  const { salesorder_ids } = call.query;
  if (!salesorder_ids) throw missing('salesorder_ids');
  const ids = salesorder_ids.split(',');
  if (ids.length > MOST_AT_ONCE) throw invalid('salesorder_ids', `at most ${MOST_AT_ONCE}`);
  const orders = ids.map((id) => found(call.organization.orders, id, 'Sales Order'));
  for (const order of orders) checkConfirmable(call, order);
  for (const order of orders) confirm(call, order);
  return { message: CONFIRMED };
}

/** An invoiced order cannot be voided: its invoice first. */
function voidOne({ organization, params, switches }: Call): object {
  const order = found(organization.orders, params.id, 'Sales Order');
  if (liveInvoices(organization, order).length > 0)
    throw refused(CODE.orderInvoiced, 'Sales orders that have been invoiced cannot be marked as void.');
  if (order.shipped) throw notAllowed('A shipped sales order cannot be marked as void.');
  if (order.stage === 'void' && switches.repeatedStatus === 'refused')
    throw notAllowed('The sales order is already void.');
  if (order.stage === 'confirmed') reserve(organization, order, -1);
  if (order.stage !== 'void') order.last_modified_time = organization.nowText();
  order.stage = 'void';
  return { message: 'The status of the Sales Order has been changed to void.' };
}

const path = '/salesorders/:id/status';
const action = { method: 'POST', scopes: ['salesorders.CREATE'] } as const;

/** https://www.zoho.com/inventory/api/v1/salesorders/#mark-a-sales-order-as-confirmed : status is an action. */
export const ORDER_STATUS: Endpoint[] = [
  { ...action, path: `${path}/confirmed`, handle: confirmOne },
  { ...action, path: `${path}/void`, handle: voidOne },
  { ...action, path: '/salesorders/status/confirmed', query: ['salesorder_ids'], handle: confirmMany },
];
