import { majorText } from '../../model/money';
import type { Order } from '../../model/order';
import type { MappedLine, MappedModifier, PushOrder } from '../provider';
import { cut, oneLine } from './text';

/** Odoo's text fields have no length; a ticket has. */
const MAX_NOTE = 500;
const MAX_NAME = 100;

const FULFILLMENT = { pickup: 'Pickup', delivery: 'Delivery', dine_in: 'Dine in' } as const;

const utc = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function written(parts: readonly (string | undefined | false)[], separator: string): string {
  const text = parts
    .map((part) => (part ? oneLine(part) : ''))
    .filter(Boolean)
    .join(separator);
  return cut(text, MAX_NOTE);
}

/** What the till lists the order as. */
export const orderName = ({ number, customer }: Order): string =>
  cut(written([`Web #${number}`, customer?.name?.split(/\s+/)[0]], ' '), MAX_NAME);

/** What staff need at the counter, and no more of the shopper than that. */
export function staffNote({ order, discounts, heading }: PushOrder): string {
  const { fulfillment, customer, note } = order;
  const type = fulfillment?.type;
  const comesOrIsSent = type === 'pickup' || type === 'delivery';
  const parts = [
    heading,
    type && FULFILLMENT[type],
    fulfillment?.table && `table ${fulfillment.table}`,
    fulfillment?.dueAt !== undefined && utc(fulfillment.dueAt),
    comesOrIsSent && customer?.phone,
    type === 'delivery' && fulfillment?.address,
    ...discounts.map(({ name, amount }) => `${name} -${majorText(amount, order.currency)}`),
    note,
  ];
  return written(parts, ', ');
}

const times = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} x ${name}`);

/** An option that the till shows by itself needs words only where there are several of it. */
const optionWords = ({ modifier }: MappedModifier, shown: boolean) =>
  shown && modifier.quantity === 1 ? undefined : times(modifier.quantity, modifier.name);

/** What a line says beside its name. */
export function lineNote(
  { line, as, modifiers }: MappedLine,
  currency: string,
  isShown: (modifier: MappedModifier) => boolean,
): string {
  const parts = [
    as !== 'item' && line.name,
    ...modifiers.map((modifier) => optionWords(modifier, isShown(modifier))),
    line.note,
    line.discount > 0 && `discount ${majorText(line.discount, currency)}`,
  ];
  return written(parts, '; ');
}

export const amountNote = (name: string): string => written([name], ' ');
