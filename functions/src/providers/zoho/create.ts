import { Failure } from '../../model/failure';
import { fromMajor } from '../../model/money';
import type { PushOrder } from '../provider';
import { segment, type Client } from './client';
import { explained } from './culprit';
import { adjustmentBody, layOut, salesOrderBody, type Layout, type SalesOrderBody } from './mapping';
import { findOrder } from './orders';
import { failureIn, hasCode } from './refusal';
import { demandCurrency, type Shop } from './shop';
import { salesOrderReply, type WireSalesOrder } from './wire';

const NUMBER_TAKEN = 36004;

function demandCustomer({ customerId }: PushOrder, walkIn: string | undefined): string {
  const id = customerId ?? walkIn;
  if (id !== undefined) return id;
  throw new Failure('rejected', 'Zoho needs a customer on every sales order, and none is chosen.', {
    advice:
      'Choose a walk-in customer in the settings of the connection; in Zoho Inventory, add one named e.g. "Online shop".',
  });
}

/** The number belongs to an order already: ours, from an earlier try that lost its reply, or somebody else's. */
async function adopted({ client }: Shop, { marker, order }: PushOrder, refusal: Failure) {
  const found = await findOrder(client, marker, 0, ['salesorder_number']);
  if (!found)
    // It was there a moment ago: its list lags behind, or the number is kept for a deleted order.
    throw new Failure('conflict', refusal.message, refusal.detail);
  const isOurs = found.reference_number === marker || fromMajor(found.total, order.currency) === order.total;
  if (isOurs) return found;
  throw new Failure('rejected', `Another sales order in Zoho has the number ${marker}.`, {
    ...refusal.detail,
    advice: 'Renumber that sales order in Zoho Inventory, then retry.',
  });
}

/**
 * PUT /salesorders/{id}: Zoho came to another total (a tax of an item that we do not know, another way of rounding), so
 * the difference goes into the adjustment. Lines are replaced as a whole, hence the ids.
 */
async function balanced(
  client: Client,
  { order }: PushOrder,
  layout: Layout,
  body: SalesOrderBody,
  made: WireSalesOrder,
): Promise<WireSalesOrder> {
  const offMinor = order.total - fromMajor(made.total, order.currency);
  const lineIds = made.line_items ?? [];
  const isWhole = lineIds.length === body.line_items.length;
  if (offMinor === 0 || !isWhole || (made.currency_code ?? order.currency) !== order.currency) return made;
  // Whether prices contain tax cannot be changed by an update, so it is not stated.
  const { is_inclusive_tax: _kept, ...rest } = body;
  const json = {
    ...rest,
    ...adjustmentBody(layout, order.currency, offMinor),
    line_items: body.line_items.map((line, index) => ({
      line_item_id: lineIds[index]?.line_item_id,
      ...line,
    })),
  };
  try {
    return await client.put(`/salesorders/${segment(made.salesorder_id)}`, salesOrderReply, json);
  } catch (thrown) {
    const failure = failureIn(thrown);
    // The order stands, with a total that its receipt will tell.
    if (failure.kind === 'rejected') return made;
    throw failure;
  }
}

/**
 * POST /salesorders with a number of our own, which Zoho takes only once.
 * https://www.zoho.com/inventory/api/v1/salesorders/#create-a-sales-order
 */
export async function createOrder(shop: Shop, push: PushOrder): Promise<WireSalesOrder> {
  const { client } = shop;
  const settings = shop.settings();
  const layout = layOut(push, settings);
  const customerId = demandCustomer(push, settings.walkInCustomerId);
  await demandCurrency(shop, push.order.currency);
  const locationId = await shop.locationId();
  const body = salesOrderBody(push, layout, { customerId, locationId, timezone: shop.timezone });
  try {
    const query = { ignore_auto_number_generation: 'true' };
    const made = await client.post('/salesorders', salesOrderReply, body, query);
    // A new order has none; lists, which do not name them either, are another matter.
    return { ...(await balanced(client, push, layout, body, made)), invoices: [] };
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (hasCode(failure, NUMBER_TAKEN)) return adopted(shop, push, failure);
    throw await explained(client, push, body, failure);
  }
}
