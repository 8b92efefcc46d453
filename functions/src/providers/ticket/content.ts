import { lineGross, roundingOf } from '../../model/arithmetic';
import { dayAndTime } from '../../model/localTime';
import { majorText } from '../../model/money';
import type { Order, OrderLine } from '../../model/order';
import { flat } from './words';

/** A label with what stands beside it. */
export type Row = readonly [label: string, value: string];

export interface TicketLine {
  /** `2 x Lentil soup`. */
  text: string;
  amount: string;
  /** Modifiers, the shopper's wish, a discount: one below the other. */
  details: string[];
}

/** An order as people read it: plain text throughout, nothing of it escaped yet. */
export interface Ticket {
  number: string;
  /** When it is wanted, and how. */
  when: string;
  facts: Row[];
  lines: TicketLine[];
  sums: Row[];
  total: string;
  note?: string;
}

const FULFILLMENT = { pickup: 'Pickup', delivery: 'Delivery', dine_in: 'Dine in' } as const;
const times = (quantity: number, name: string) => `${quantity} x ${flat(name)}`;
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

function lineOf(line: OrderLine, money: (minor: number) => string): TicketLine {
  const modifiers = line.modifiers.map(
    ({ name, quantity, unitPrice }) =>
      `+ ${quantity === 1 ? flat(name) : times(quantity, name)}${unitPrice > 0 ? ` (${money(unitPrice)})` : ''}`,
  );
  return {
    text: times(line.quantity, line.name),
    amount: money(lineGross(line) - line.discount),
    details: [
      ...modifiers,
      ...(line.note !== undefined && flat(line.note) !== '' ? [`Note: ${flat(line.note)}`] : []),
      ...(line.discount > 0 ? [`Discount ${money(line.discount)} taken off`] : []),
    ],
  };
}

function whenOf({ fulfillment }: Order, timezone: string | undefined): string {
  const how = fulfillment ? FULFILLMENT[fulfillment.type] : 'Order';
  const at = fulfillment?.dueAt;
  return `${how}, ${at === undefined ? 'as soon as possible' : dayAndTime(at, timezone)}`;
}

const PAYMENT = {
  paid: 'PAID',
  unpaid: 'NOT PAID: collect the total',
  refunded: 'Refunded',
} as const;

/** Who and where, and no more of the shopper than whoever prepares or brings the order needs. */
function factsOf(order: Order, timezone: string | undefined): Row[] {
  const { fulfillment, customer, payment, placedAt } = order;
  const isDelivery = fulfillment?.type === 'delivery';
  const rows: (readonly [string, string | undefined])[] = [
    ['When', whenOf(order, timezone)],
    ['Table', fulfillment?.table],
    ['Address', isDelivery ? fulfillment.address : undefined],
    ['Name', customer?.name],
    ['Phone', isDelivery ? customer?.phone : undefined],
    ['Payment', PAYMENT[payment.status]],
    ['Placed', dayAndTime(placedAt, timezone)],
  ];
  return rows.flatMap(([label, value]): Row[] => {
    const text = flat(value ?? '');
    return text === '' ? [] : [[label, text]];
  });
}

function sumsOf(order: Order, money: (minor: number) => string): Row[] {
  const { lines, discounts, fees, tip, tax } = order;
  const rounding = roundingOf(order);
  const named = (name: string | undefined, usual: string) => flat(name ?? '') || usual;
  const rows: (readonly [string, number])[] = [
    ['Subtotal', sum(lines.map((line) => lineGross(line) - line.discount))],
    ...discounts.map(({ name, amount }) => [named(name, 'Discount'), -amount] as const),
    ...fees.map(({ name, amount }) => [named(name, 'Fee'), amount] as const),
    ['Tip', tip],
    ['Rounding', rounding],
    [tax.inclusive ? 'Tax, included' : 'Tax', tax.amount],
  ];
  return rows
    .filter(([label, minor]) => minor !== 0 || label === 'Subtotal')
    .map(([label, minor]) => [label, money(minor)]);
}

/** @param timezone of the location, an IANA name */
export function ticketOf(order: Order, timezone: string | undefined): Ticket {
  const money = (minor: number) => majorText(minor, order.currency);
  const note = flat(order.note ?? '');
  return {
    number: flat(order.number),
    when: whenOf(order, timezone),
    facts: factsOf(order, timezone),
    lines: order.lines.map((line) => lineOf(line, money)),
    sums: sumsOf(order, money),
    total: `${money(order.total)} ${order.currency}`,
    ...(note !== '' && { note }),
  };
}
