import { Failure } from '../../../model/failure';
import type { Receipt } from '../../../model/job';
import { fromMajor } from '../../../model/money';
import type { PushOrder } from '../../provider';
import { inventoryOf } from '../inventory/rows';
import { layOut, type Want } from '../mapping';
import type { Shop } from '../shop';
import { changed, created, orderWithLines, type WireOrder, type WireOrderWithLines } from '../wire';
import { allocate, type Allocation } from './allocate';
import { headerBody, pickupBody } from './body';
import { findOrder } from './find';
import { formNotes, totalNote } from './notes';
import { reprice } from './reprice';
import { heldLine, heldQuantity, hold, quantityOf, standing, type Held, type HeldLine } from './standing';

function demandCustomer(push: PushOrder, shop: Shop): number {
  const id = push.customerId ?? shop.settings().guestCustomerId;
  if (id !== undefined) return Number(id);
  throw new Failure('rejected', 'Alleaves takes no order without a customer, and none is chosen.', {
    advice:
      'Choose a customer for online orders in the settings of the connection, or keep shoppers as customers in Alleaves.',
  });
}

/** The order as Alleaves says it is, never as we meant it. */
function received(row: WireOrder & { total: number }, push: PushOrder, notes: readonly string[]): Receipt {
  const posTotal = fromMajor(row.total, push.order.currency);
  return {
    externalId: String(row.id_order),
    externalNumber: String(row.id_order),
    posTotal,
    paid: row.paid_in_full === true,
    notes: [...totalNote(posTotal, push.order), ...notes, ...formNotes(push)],
  };
}

const hasTotal = (row: WireOrder | undefined): row is WireOrder & { total: number } =>
  row?.total !== undefined;

/** GET /order/{id} */
async function read(shop: Shop, orderId: number): Promise<WireOrderWithLines & { total: number }> {
  const row = await shop.client.get(`/order/${orderId}`, orderWithLines);
  if (hasTotal(row)) return { ...row, total: row.total };
  throw new Failure('unexpected', 'Alleaves answered an order without usable total.', {
    advice: 'The bridge tries again. If it stays so, look at the order in Alleaves.',
  });
}

/** POST /order/{id}/item. The reply holds every line so far: those that are new, or have more, are of this batch. */
async function add(shop: Shop, orderId: number, one: Allocation, held: Held, seen: Map<number, number>) {
  const body = { id_batch: one.batchId, id_area: one.areaId, qty: one.quantity };
  const { items } = await shop.client.post(
    `/order/${orderId}/item`,
    orderWithLines.pick({ items: true }),
    body,
  );
  for (const line of items) {
    if (quantityOf(line) > (seen.get(line.id_item) ?? 0)) hold(held, one.want.itemId, heldLine(line));
    seen.set(line.id_item, quantityOf(line));
  }
}

const missingOf = (wants: readonly Want[], held: Held) =>
  wants
    .map((want) => ({ want, quantity: want.quantity - heldQuantity(held, want.itemId) }))
    .filter(({ quantity }) => quantity > 0);

const isOver = ({ complete, cancel, void: voided }: WireOrder) => Boolean(complete || cancel || voided);

const OTHERWISE =
  'The order stands in Alleaves with other lines than the storefront’s, so nothing was added: compare them.';

/** What an earlier try left: nothing, an order that is done with, or one to go on with. */
async function earlier(shop: Shop, push: PushOrder, customerId: number) {
  if (push.mayExistSince === undefined) return undefined;
  const found = await findOrder(shop, { marker: push.marker, since: push.mayExistSince, customerId });
  return found && read(shop, found.id_order);
}

/**
 * Three steps, none of which can be repeated blindly: the header with our marker, the lines batch by batch, the due
 * time. Whoever comes after a crash finds the header and adds only what it lacks.
 */
export async function pushOrder(shop: Shop, push: PushOrder): Promise<Receipt> {
  const settings = shop.settings();
  const { order, marker } = push;
  const wants = layOut(push);
  const customerId = demandCustomer(push, shop);
  const found = await earlier(shop, push, customerId);
  if (found && isOver(found)) return received(found, push, []);
  const { rows } = await inventoryOf(shop);
  const left = found && { row: found, held: standing(found.items, wants, rows) };
  if (left && !left.held) return received(left.row, push, [OTHERWISE]);
  const held: Held = left?.held ?? new Map<number, HeldLine[]>();
  const allocations = allocate(missingOf(wants, held), rows, push, settings);
  const header = headerBody(shop, order, marker, customerId);
  const orderId = found?.id_order ?? (await shop.client.post('/order', created, header)).id_order;
  const seen = new Map((found?.items ?? []).map((line) => [line.id_item, quantityOf(line)]));
  for (const one of allocations) await add(shop, orderId, one, held, seen);
  const pricing = { currency: order.currency, inclusive: order.tax.inclusive, rate: order.tax.rate };
  const notes = await reprice(shop, orderId, wants, held, rows, pricing);
  const due = pickupBody(shop, order, orderId, customerId);
  const last = await shop.client.put(`/order/${orderId}`, changed, due);
  return received(hasTotal(last) ? last : await read(shop, orderId), push, notes);
}
