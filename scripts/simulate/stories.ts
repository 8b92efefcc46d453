import type { Dice } from './dice';
import { LATE_DISH, MENU, MODIFIER } from './menu';

type Document = Record<string, unknown>;

/** Something a storefront does at a moment, milliseconds after the start. */
export type Deed =
  | { at: number; do: 'order'; id: string; fields: Document }
  | { at: number; do: 'price'; id: string; price: number }
  | { at: number; do: 'link' };

const MINUTE = 60_000;

function line(dice: Dice, id: string, placedAt: number) {
  const dish = dice.pick(MENU);
  // The late dish stays rare: it is there to be waited for, not to stop the shop.
  const {
    id: productId,
    name,
    price,
  } = dish.id === LATE_DISH && placedAt % 3 !== 0 ? (MENU[0] ?? dish) : dish;
  const modifiers = dice.chance(0.2) ? [{ ...MODIFIER, quantity: 1, unitPrice: MODIFIER.price }] : [];
  const quantity = 1 + dice.below(4);
  const gross = quantity * (price + modifiers.reduce((sum, m) => sum + m.unitPrice, 0));
  const discount = dice.chance(0.1) ? Math.min(50, gross) : 0;
  return {
    line: { id, productId, name, quantity, unitPrice: price, modifiers, discount },
    total: gross - discount,
  };
}

/** On the storefront's menu and in no POS: its orders wait for a person to the end. */
const GHOST = { id: 'ghost', name: 'Dish that no POS has', price: 999 };

function order(dice: Dice, n: number, placedAt: number): Document {
  const lines = Array.from({ length: 1 + dice.below(4) }, (_, i) => line(dice, `l${i}`, placedAt + i));
  if (dice.chance(0.02)) {
    const { id: productId, name, price } = GHOST;
    const ghost = { id: 'ghost', productId, name, quantity: 1, unitPrice: price, modifiers: [], discount: 0 };
    lines.push({ line: ghost, total: price });
  }
  const goods = lines.reduce((sum, { total }) => sum + total, 0);
  const fees = dice.chance(0.3) ? [{ name: 'Delivery', amount: 299 }] : [];
  const tip = dice.chance(0.2) ? 150 : 0;
  const discounts = dice.chance(0.2) ? [{ name: 'PROMO', amount: Math.min(100, goods) }] : [];
  const tax = dice.chance(0.2) ? { amount: Math.round(goods * 0.08), inclusive: false } : null;
  const off = discounts.reduce((sum, { amount }) => sum + amount, 0);
  const total = goods - off + (fees.length > 0 ? 299 : 0) + tip + (tax?.amount ?? 0);
  return {
    number: String(1000 + n),
    locationId: 'main',
    currency: 'USD',
    placedAt,
    status: 'placed',
    payment: { status: dice.chance(0.8) ? 'paid' : 'unpaid' },
    lines: lines.map(({ line: made }) => made),
    fees,
    tip,
    discounts,
    tax,
    // One in fifty contradicts itself: it must be refused and told, not sent.
    total: dice.chance(0.02) ? total + 5_000 : total,
  };
}

/** What happens in a shop: orders over time, some cancelled, paid later or edited, and prices that change. */
export function stories(dice: Dice, start: number, orders: number, edits: number): Deed[] {
  const span = Math.max(30 * MINUTE, orders * 1_000);
  const deeds: Deed[] = [{ at: span / 2, do: 'link' }];
  for (let n = 0; n < orders; n += 1) {
    const at = dice.below(span);
    const id = `o${n}`;
    const fields = order(dice, n, start + at);
    deeds.push({ at, do: 'order', id, fields });
    // Half of all second thoughts come at once, while the order is still on its way.
    const later = at + dice.below(dice.chance(0.5) ? 10_000 : 20 * MINUTE);
    if (dice.chance(0.08)) deeds.push({ at: later, do: 'order', id, fields: { status: 'cancelled' } });
    else if ((fields.payment as Document).status === 'unpaid' && dice.chance(0.7))
      deeds.push({ at: later, do: 'order', id, fields: { payment: { status: 'paid' } } });
    else if (dice.chance(0.05)) deeds.push({ at: later, do: 'order', id, fields: { note: 'a late edit' } });
  }
  for (let n = 0; n < edits; n += 1)
    deeds.push({ at: dice.below(span), do: 'price', id: dice.pick(MENU).id, price: 200 + dice.below(5_000) });
  return deeds.sort((a, b) => a.at - b.at);
}
