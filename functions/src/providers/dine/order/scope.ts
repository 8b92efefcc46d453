import { lineGross } from '../../../model/arithmetic';
import type { Link } from '../../../model/link';
import { majorText } from '../../../model/money';
import type { Order } from '../../../model/order';
import { uncarried, type Carried } from './carried';
import type { MappedLine, MappedModifier, PushOrder } from '../../provider';

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

const priceOf = ({ modifier }: MappedModifier) => modifier.quantity * modifier.unitPrice;

const times = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} x ${name}`);

/** An item without variants goes by its own id. */
export function idsOf(link: Link): { itemId: string; variantId?: string } {
  const itemId = link.itemId ?? link.variationId;
  return { itemId, ...(link.variationId !== itemId && { variantId: link.variationId }) };
}

function lineValues({ line, link, as, modifiers }: MappedLine, currency: string, carried: Carried) {
  if (!link) throw new Error('A line without an item reached the recipe.');
  // The fallback item does not have the product's options.
  const isOwn = (one: MappedModifier) => carried.modifiers && as === 'item' && one.link !== undefined;
  const folded = as !== 'item' && !Number.isInteger(line.quantity);
  const loose = modifiers.filter((one) => !isOwn(one));
  const unit = folded ? lineGross(line) : line.unitPrice + sum(loose.map(priceOf));
  const words = [
    folded ? `${line.quantity} x ${line.name}` : '',
    ...loose.map(({ modifier }) => times(modifier.quantity, modifier.name)),
    line.note ?? '',
    line.discount > 0 ? `discount ${majorText(line.discount, currency)}` : '',
  ];
  return {
    id: line.id,
    itemId: idsOf(link).itemId,
    variantId: idsOf(link).variantId,
    name: line.name,
    quantity: folded ? 1 : line.quantity,
    unitPrice: unit,
    gross: lineGross(line),
    note: words.filter(Boolean).join('; '),
    modifiers: modifiers.filter(isOwn).map(({ modifier, link: option }) => ({
      optionId: option?.variationId ?? '',
      name: modifier.name,
      quantity: modifier.quantity,
      price: modifier.unitPrice,
    })),
  };
}

/** Absent where nobody is named: a ticket without a shopper has no customer at all. */
function customerOf({ customer }: Order) {
  const { name, phone, email } = customer ?? {};
  return name || phone || email ? { name, phone, email } : undefined;
}

/** What the recipe has no place for, as lines of the fallback item. */
function extraLines(push: PushOrder, carried: Carried) {
  const { fallback } = push;
  if (!fallback) return [];
  return uncarried(push, carried).map(({ name, amount }, index) => ({
    id: `extra-${index + 1}`,
    ...idsOf(fallback),
    name,
    quantity: 1,
    unitPrice: amount,
    gross: amount,
    note: '',
    modifiers: [],
  }));
}

/**
 * Subtotal less discounts plus fees plus tip plus the tax on top is the total. Every discount stands in `discountTotal`
 * and none at a line, so that it counts once however a POS reads the two.
 */
export function orderValues(push: PushOrder, carried: Carried) {
  const { order, lines, discounts, marker } = push;
  const fees = carried.fees ? push.fees.filter(({ amount }) => amount > 0) : [];
  const extras = extraLines(push, carried);
  const { fulfillment, payment, tax } = order;
  return {
    key: marker,
    number: order.number,
    type: fulfillment?.type ?? 'pickup',
    channel: order.channel ?? 'online',
    table: fulfillment?.table,
    placedAt: order.placedAt,
    dueAt: fulfillment?.dueAt,
    currency: order.currency,
    customer: customerOf(order),
    address: fulfillment?.type === 'delivery' ? fulfillment.address : undefined,
    note: [push.heading, order.note].filter(Boolean).join(' - ') || undefined,
    lines: [...lines.map((line) => lineValues(line, order.currency, carried)), ...extras],
    fees,
    discounts,
    subtotal: sum([...lines.map(({ line }) => lineGross(line)), ...extras.map(({ gross }) => gross)]),
    discountTotal: sum(discounts.map(({ amount }) => amount)) + sum(lines.map(({ line }) => line.discount)),
    feeTotal: sum(fees.map(({ amount }) => amount)),
    taxTotal: tax.inclusive ? 0 : tax.amount,
    taxIncluded: tax.inclusive ? tax.amount : 0,
    tip: order.tip,
    total: order.total,
    payment: {
      status: payment.status === 'paid' ? 'paid' : 'unpaid',
      method: payment.method,
      reference: payment.reference,
    },
  };
}
