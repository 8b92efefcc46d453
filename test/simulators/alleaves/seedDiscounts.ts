import type { Discount } from './records';
import * as seed from './seed';

/** A rule whose dates are days from the moment the simulator is made. */
export type SeedDiscount = Omit<Discount, 'start_date' | 'end_date'> & { startsIn: number; endsIn?: number };

const RUNNING = { active: true, startsIn: -10, endsIn: 10 };

export const DISCOUNTS: readonly SeedDiscount[] = [
  {
    id_discount: seed.STAFF_DISCOUNT_ID,
    name: 'Staff',
    discount_type: 'percent',
    discount_value: 10,
    active: true,
    startsIn: -10,
  },
  {
    id_discount: seed.FLOWER_SALE_ID,
    name: 'Flower week',
    discount_type: 'percent',
    discount_value: 15,
    conditions: { categories: ['Category > Flower'] },
    badge_text: 'FLOWER WEEK',
    priority: 5,
    ...RUNNING,
  },
  {
    id_discount: seed.BRAND_SALE_ID,
    name: 'Nimbus five off',
    discount_type: 'amount',
    discount_value: 5,
    conditions: { brands: ['Nimbus'] },
    ...RUNNING,
  },
  {
    id_discount: seed.EXPIRED_SALE_ID,
    name: 'Last month',
    discount_type: 'percent',
    discount_value: 50,
    active: true,
    startsIn: -40,
    endsIn: -20,
  },
  {
    id_discount: seed.GUMMIES_FIXED_ID,
    name: 'Gummies for twenty',
    discount_type: 'fixed_price',
    discount_value: 20,
    conditions: { products: [seed.GUMMIES_ITEM_ID] },
    priority: 1,
    ...RUNNING,
  },
  {
    id_discount: seed.BOGO_ID,
    name: 'Two papers for one',
    discount_type: 'bogo',
    discount_value: 0,
    conditions: { products: [seed.PAPERS_ITEM_ID], min_qty: 2 },
    ...RUNNING,
  },
];
