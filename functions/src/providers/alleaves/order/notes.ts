import { majorText } from '../../../model/money';
import type { Order } from '../../../model/order';
import type { PushOrder } from '../../provider';

/** How the order differs in Alleaves in form, for the badge; never what was written, which may be personal. */
export function formNotes(push: PushOrder): string[] {
  const { order, lines, discounts, fees } = push;
  const fallback = lines.filter(({ as }) => as !== 'item').map(({ line }) => line.name);
  const own = [...fallback, ...fees.map(({ name }) => name), ...(order.tip > 0 ? ['Tip'] : [])];
  const hasDiscount = discounts.length > 0 || lines.some(({ line }) => line.discount > 0);
  const hasNote = order.note !== undefined || lines.some(({ line }) => line.note !== undefined);
  return [
    ...(own.length > 0 ? [`Standing as lines of the fallback item: ${own.join(', ').slice(0, 300)}.`] : []),
    ...(hasDiscount ? ['Discounts stand as lower prices of the lines.'] : []),
    ...(push.heading !== undefined
      ? ['Somebody works on the order already; Alleaves has no place to say so.']
      : []),
    ...(hasNote ? ['Alleaves has no place for notes: read them in the storefront.'] : []),
    ...(lines.some(({ modifiers }) => modifiers.length > 0)
      ? ['Alleaves has no modifiers: their prices stand in the prices of the lines.']
      : []),
    ...(order.fulfillment?.type === 'delivery' && !order.fulfillment.address
      ? ['A delivery without an address stands as a pickup: ask the shopper where to.']
      : []),
    ...(order.payment.status === 'paid'
      ? ['Alleaves takes no payments from outside: the storefront has it paid, the till does not.']
      : []),
  ];
}

/** Alleaves computes the tax, so its total is its own. */
export function totalNote(posTotal: number, order: Order): string[] {
  if (posTotal === order.total) return [];
  const text = (minor: number) => `${majorText(minor, order.currency)} ${order.currency}`;
  return [
    `Alleaves’s order comes to ${text(posTotal)}, the storefront’s to ${text(order.total)}: compare taxes and prices.`,
  ];
}
