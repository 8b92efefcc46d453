import { productKey, type Link } from '../../functions/src/model/link';
import type { LoyverseModel } from '../../test/simulators/loyverse';
import type { SquareModel } from '../../test/simulators/square';
import type { CatalogObject } from '../../test/simulators/square/catalog/schema';

type Links = Record<string, Link>;

/** Minor units; the same in the storefront and in every POS before a benchmark changes it. */
export const PRICE = 350;
export const dish = (n: number): string => `dish-${n}`;

const uuid = (number: number) => `be4c0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const loyverseVariant = (n: number): string => uuid(2 * n + 1);
export const squareVariation = (n: number): string => `VARDISH${n}`;

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Puts dishes into the simulated Loyverse; returns what each is called there. */
export function stockLoyverse(model: LoyverseModel, count: number): Links {
  for (const n of numbers(count)) {
    const variants = [{ id: loyverseVariant(n), sku: `DISH-${n}`, price: PRICE }];
    model.addItem({ id: uuid(2 * n), name: `Dish ${n}`, variants });
  }
  const links = numbers(count).map((n) => [
    productKey(dish(n)),
    { itemId: uuid(2 * n), variationId: loyverseVariant(n) },
  ]);
  return Object.fromEntries(links) as Links;
}

function squareObjects(n: number): CatalogObject[] {
  const id = `ITMDISH${n}`;
  const variation = {
    item_id: id,
    name: 'Regular',
    sku: `DISH-${n}`,
    pricing_type: 'FIXED_PRICING' as const,
    price_money: { amount: PRICE, currency: 'USD' },
  };
  return [
    { type: 'ITEM', id, item_data: { name: `Dish ${n}`, product_type: 'REGULAR' } },
    { type: 'ITEM_VARIATION', id: squareVariation(n), item_variation_data: variation },
  ];
}

/** Puts dishes into the simulated Square; returns what each is called there. */
export function stockSquare(model: SquareModel, count: number): Links {
  const { catalog } = model.account();
  const objects = numbers(count).flatMap(squareObjects);
  const all = new Map([...catalog.objects, ...objects.map((object) => [object.id, object] as const)]);
  catalog.commit(
    all,
    objects.map(({ id }) => id),
  );
  const links = numbers(count).map((n) => [
    productKey(dish(n)),
    { itemId: `ITMDISH${n}`, variationId: squareVariation(n) },
  ]);
  return Object.fromEntries(links) as Links;
}
