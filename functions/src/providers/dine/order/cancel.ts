import { Failure } from '../../../model/failure';
import type { CancelOrder, Cancellation } from '../../provider';
import { at, extract, readRecord } from '../extract';
import { demand, type Shop } from '../shop';
import type { WireOrder } from '../wire';
import { findOrder } from './find';

/** What the POS holds, where the recipe has a call to read it. */
async function standing(shop: Shop, id: string): Promise<WireOrder | undefined> {
  const get = shop.recipe.operations.getOrder;
  if (!get) return undefined;
  const { body } = await shop.read(get.request, { scope: { order: { id } } });
  const record = get.select === undefined ? body : at(body, get.select);
  return readRecord(shop.shapes.order, get.map, record, {
    pos: shop.recipe.display.name,
    select: get.select,
  });
}

/** The order in the reply to the cancellation itself, if it is there in the usual place. */
function shown({ recipe, shapes }: Shop, body: unknown): WireOrder | undefined {
  const get = recipe.operations.getOrder;
  if (!get) return undefined;
  const record = get.select === undefined ? body : at(body, get.select);
  return shapes.order.safeParse(extract(get.map, record)).data;
}

const isOver = ({ recipe }: Shop, row: WireOrder | undefined) =>
  ['cancelled', 'refunded'].includes(recipe.statuses[row?.status ?? ''] ?? '');

function ended(row: WireOrder | undefined, paid: boolean, pos: string): Cancellation {
  if (row?.payment === 'refunded') return { how: 'refunded', notes: [] };
  const notes = paid ? [`${pos} gives no money back: do so where the shopper paid.`] : [];
  return { how: 'voided', notes };
}

const stands = (pos: string) =>
  new Failure('rejected', `${pos} took the cancellation, but the order still stands.`, {
    advice: 'Cancel the order at the till.',
  });

/** Cancelling twice is cancelling once at the POS. */
export async function cancelOrder(shop: Shop, cancel: CancelOrder): Promise<Cancellation> {
  const { display } = shop.recipe;
  const call = demand(shop, 'cancelOrder');
  const id = cancel.receipt?.externalId ?? (await findOrder(shop, cancel.marker))?.id;
  if (id === undefined) return { how: 'nothing', notes: [] };
  const paid = cancel.receipt?.paid ?? cancel.order.payment.status === 'paid';
  const answer = await shop.call(call.request, {
    scope: { order: { id, key: cancel.marker } },
    effect: true,
  });
  const told = answer.ok ? shown(shop, answer.body) : undefined;
  // Only a no to this order may mean that staff were faster; a POS that cannot answer now is not asked further.
  if (!answer.ok && answer.refusal.failure.kind !== 'rejected') throw answer.refusal.failure;
  // A yes must be seen.
  const row = isOver(shop, told) ? told : await standing(shop, id);
  if (isOver(shop, row) || (answer.ok && !row)) return ended(row, paid, display.name);
  throw answer.ok ? stands(display.name) : answer.refusal.failure;
}
