import { Failure } from '../../../model/failure';
import type { NamedAmount, PushOrder } from '../../provider';
import type { RecipeRequest } from '../recipe/schema';

/** Which parts of an order a recipe has a place for. */
export interface Carried {
  modifiers: boolean;
  discounts: boolean;
  fees: boolean;
  tip: boolean;
  tax: boolean;
}

/** Read off the names that stand in the body: what it does not name would be lost in silence. */
export function carriedBy({ body }: Pick<RecipeRequest, 'body'>): Carried {
  const text = JSON.stringify(body ?? null);
  const names = (...some: string[]) => some.some((name) => text.includes(name));
  return {
    modifiers: names('line.modifiers'),
    discounts: names('order.discountTotal', 'order.discounts'),
    fees: names('order.feeTotal', 'order.fees'),
    tip: names('order.tip'),
    tax: names('order.taxTotal'),
  };
}

/** Amounts without a place of their own: they become lines of the fallback item. */
export function uncarried({ order, fees }: PushOrder, carried: Carried): NamedAmount[] {
  const tax = order.tax.inclusive ? 0 : order.tax.amount;
  return [
    ...(carried.fees ? [] : fees),
    ...(carried.tip ? [] : [{ name: 'Tip', amount: order.tip }]),
    ...(carried.tax ? [] : [{ name: 'Tax', amount: tax }]),
  ].filter(({ amount }) => amount > 0);
}

/** @throws Failure `rejected` for what can stand nowhere. */
export function demandPlaces(push: PushOrder, carried: Carried, pos: string): void {
  const hasDiscount = push.discounts.length > 0 || push.lines.some(({ line }) => line.discount > 0);
  if (hasDiscount && !carried.discounts)
    throw new Failure('rejected', `The recipe for ${pos} has no place for discounts.`, {
      advice: 'Give the recipe one (order.discountTotal), or enter the order at the till.',
    });
  const [extra] = uncarried(push, carried);
  if (!extra || push.fallback) return;
  throw new Failure('rejected', `The recipe for ${pos} has no place for ${extra.name}.`, {
    advice: 'Choose a fallback item in the settings of the connection, or give the recipe a place for it.',
  });
}
