import { majorText } from '../../model/money';
import type { Order } from '../../model/order';
import type { MappedLine, MappedModifier, PushOrder } from '../provider';
import { cut, oneLine } from './text';

/** Loyverse documents no length for notes; this is the shortest that is usual. */
const MAX_NOTE = 255;

const FULFILLMENT = { pickup: 'Pickup', delivery: 'Delivery', dine_in: 'Dine in' } as const;

const utc = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function written(parts: readonly (string | undefined | false)[], separator: string): string | undefined {
  const text = parts
    .map((part) => (part ? oneLine(part) : ''))
    .filter(Boolean)
    .join(separator);
  return cut(text, MAX_NOTE) || undefined;
}

/** What staff need at the counter, and no more of the shopper than that. */
export function staffNote(order: Order, heading?: string): string | undefined {
  const { fulfillment, customer, note } = order;
  const type = fulfillment?.type;
  const comesOrIsSent = type === 'pickup' || type === 'delivery';
  const parts = [
    heading,
    type && FULFILLMENT[type],
    fulfillment?.table && `table ${fulfillment.table}`,
    fulfillment?.dueAt !== undefined && utc(fulfillment.dueAt),
    customer?.name?.split(/\s+/)[0],
    comesOrIsSent && customer?.phone,
    note,
  ];
  return written(parts, ', ');
}

const times = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} x ${name}`);

/** A modifier that Loyverse shows by itself needs words only where there are several of it. */
function modifierWords({ modifier }: MappedModifier, shown: boolean): string | undefined {
  return shown && modifier.quantity === 1 ? undefined : times(modifier.quantity, modifier.name);
}

/** What a line says beside its catalog name, which Loyverse always takes from the item. */
export function lineNote(
  { line, as, modifiers }: MappedLine,
  currency: string,
  has: { ownModifier: (modifier: MappedModifier) => boolean; foldedQuantity: boolean },
): string | undefined {
  const product = has.foldedQuantity ? `${line.quantity} x ${line.name}` : line.name;
  const parts = [
    as !== 'item' && product,
    ...modifiers.map((modifier) => modifierWords(modifier, has.ownModifier(modifier))),
    line.note,
    line.discount > 0 && `discount ${majorText(line.discount, currency)}`,
  ];
  return written(parts, '; ');
}

export const feeNote = (name: string): string | undefined => written([name], ' ');

/** How the receipt differs from the order in form (never in total), for the order's badge. */
export function formNotes(push: PushOrder, extraTaxMinor: number): string[] {
  const { order, lines, discounts, fees } = push;
  const ownRow = [
    ...fees.filter((fee) => fee.amount > 0).map((fee) => fee.name),
    ...(order.tip > 0 ? ['Tip'] : []),
    ...(extraTaxMinor > 0 ? ['Tax'] : []),
  ];
  const hasLineDiscount = lines.some(({ line }) => line.discount > 0);
  return [
    ...(ownRow.length > 0
      ? [`Standing as lines of the fallback item: ${cut(ownRow.join(', '), MAX_NOTE)}.`]
      : []),
    ...(hasLineDiscount
      ? ['All discounts stand as one discount on the receipt; the notes of the lines say which is whose.']
      : discounts.length > 1
        ? [`The ${discounts.length} discounts of the order stand as one.`]
        : []),
    ...(order.payment.status === 'paid'
      ? []
      : [
          `Loyverse holds the order as paid, since it knows no other; the storefront says ${order.payment.status}.`,
        ]),
  ];
}
