import { Failure } from '../../../model/failure';
import type { Receipt } from '../../../model/job';
import { productKey } from '../../../model/link';
import { majorText } from '../../../model/money';
import type { PushOrder } from '../../provider';
import { at, readRecord } from '../extract';
import { demand, type Shop } from '../shop';
import type { WireOrder } from '../wire';
import { carriedBy, demandPlaces } from './carried';
import { findOrder } from './find';
import { orderValues } from './scope';
import { explained } from './unmapped';

function demandLinks(push: PushOrder, pos: string): void {
  const lines = push.lines
    .filter(({ link }) => link === undefined)
    .map(({ line }) => ({
      lineId: line.id,
      key: productKey(line.productId, line.variationId),
      name: line.name,
    }));
  if (lines.length > 0)
    throw new Failure('unmapped', `${pos} takes no line without an item of its menu.`, { lines });
}

function demandCurrency({ order }: PushOrder, { currency, recipe }: Shop): void {
  if (currency === undefined || currency === order.currency) return;
  throw new Failure(
    'rejected',
    `The order is in ${order.currency}, the ${recipe.display.name} outlet in ${currency}.`,
    {
      advice: 'Connect the location to an outlet in its own currency.',
    },
  );
}

function notesOf({ order, lines, discounts }: PushOrder, row: WireOrder, pos: string): string[] {
  const text = (minor: number) => `${majorText(minor, order.currency)} ${order.currency}`;
  const hasLineDiscount = lines.some(({ line }) => line.discount > 0);
  return [
    ...(row.total === undefined ? [`${pos} does not say what its order comes to.`] : []),
    ...(row.total !== undefined && row.total !== order.total
      ? [
          `${pos}’s order comes to ${text(row.total)}, the storefront’s to ${text(order.total)}: compare them.`,
        ]
      : []),
    ...(hasLineDiscount || discounts.length > 1
      ? ['All discounts stand as one; the notes of the lines name theirs.']
      : []),
    // An earlier try brought it before it was paid.
    ...(order.payment.status === 'paid' && row.payment === 'unpaid'
      ? [`${pos} has the order as unpaid, the storefront as paid: record the payment there.`]
      : []),
  ];
}

/** The order as the POS says it is, never as we meant it. */
function received(push: PushOrder, row: WireOrder, shop: Shop): Receipt {
  const { order } = push;
  const paid = row.payment === undefined ? order.payment.status === 'paid' : row.payment === 'paid';
  return {
    externalId: row.id,
    externalNumber: row.number ?? row.id,
    posTotal: row.total ?? order.total,
    paid,
    notes: notesOf(push, row, shop.recipe.display.name),
  };
}

/** An earlier try may have reached a POS that can neither be asked nor recognise a repeat. */
function demandRepeatable({ recipe }: Shop): void {
  const { createOrder, findOrder: find } = recipe.operations;
  if (find || createOrder?.idempotent) return;
  throw new Failure('rejected', `It cannot be told whether ${recipe.display.name} has this order already.`, {
    advice: 'Look for the order in the POS. If it is not there, send it again as a new order.',
  });
}

/** One order per key: looked for where an earlier try may have left it, and recognised by the POS where it can. */
export async function pushOrder(shop: Shop, push: PushOrder): Promise<Receipt> {
  const { display, operations } = shop.recipe;
  const create = demand(shop, 'createOrder');
  demandLinks(push, display.name);
  demandCurrency(push, shop);
  const carried = carriedBy(create.request);
  if (push.mayExistSince !== undefined) {
    demandRepeatable(shop);
    const found = operations.findOrder && (await findOrder(shop, push.marker));
    if (found) return received(push, found, shop);
  }
  demandPlaces(push, carried, display.name);
  const answer = await shop.call(create.request, {
    scope: { order: orderValues(push, carried) },
    effect: true,
  });
  if (answer.ok) {
    const record = create.select === undefined ? answer.body : at(answer.body, create.select);
    const where = { pos: display.name, select: create.select };
    return received(push, readRecord(shop.shapes.order, create.map, record, where), shop);
  }
  const { refusal } = answer;
  const standing =
    refusal.action === 'duplicate' && operations.findOrder && (await findOrder(shop, push.marker));
  if (standing) return received(push, standing, shop);
  throw explained(push, refusal, display.name);
}
