export interface Dish {
  id: string;
  name: string;
  price: number;
}

/** A menu of made-up dishes, the same in the storefront and in every POS. */
export const MENU: readonly Dish[] = Array.from({ length: 60 }, (_, n) => ({
  id: `dish-${n}`,
  name: `Dish ${n}`,
  price: 300 + 37 * n,
}));

/** Linked only in the middle of the run: orders for it wait until then. */
export const LATE_DISH = 'dish-59';
export const MODIFIER = { id: 'oat', name: 'Oat milk', price: 60 };
