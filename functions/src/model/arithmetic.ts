import { roundHalfAway } from './money';
import type { FieldIssue, Order, OrderLine } from './order';

/** One unit of the line with its modifiers, in minor units. */
export function unitWithModifiers(line: OrderLine): number {
  return line.unitPrice + line.modifiers.reduce((sum, m) => sum + m.quantity * m.unitPrice, 0);
}

/** The line before its discount, in minor units. */
export function lineGross(line: OrderLine): number {
  return roundHalfAway(line.quantity * unitWithModifiers(line));
}

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** What lines, discounts, fees, tip and tax come to, in minor units. */
export function computedTotal(order: Order): number {
  return (
    sum(order.lines.map((line) => lineGross(line) - line.discount)) -
    sum(order.discounts.map((d) => d.amount)) +
    sum(order.fees.map((f) => f.amount)) +
    order.tip +
    (order.tax.inclusive ? 0 : order.tax.amount)
  );
}

/** The stated total minus the computed one: what a rounding entry must carry so that the POS shows the stated total. */
export function roundingOf(order: Order): number {
  return order.total - computedTotal(order);
}

/** Where the numbers contradict each other. Storefronts round per line, so one minor unit per line is allowed. */
export function arithmeticIssues(order: Order): FieldIssue[] {
  const issues: FieldIssue[] = [];
  order.lines.forEach((line, index) => {
    if (line.discount > lineGross(line))
      issues.push({ path: `lines.${index}.discount`, message: 'is more than the line costs' });
  });
  const goods = sum(order.lines.map((line) => lineGross(line) - line.discount));
  if (sum(order.discounts.map((d) => d.amount)) > goods)
    issues.push({ path: 'discounts', message: 'are more than the lines come to' });
  if (order.tax.inclusive && order.tax.amount > order.total)
    issues.push({ path: 'tax.amount', message: 'is more than the total that contains it' });
  const off = roundingOf(order);
  if (Math.abs(off) > order.lines.length)
    issues.push({
      path: 'total',
      message: `is ${order.total}, but lines, discounts, fees, tip and tax come to ${order.total - off}`,
    });
  return issues;
}
