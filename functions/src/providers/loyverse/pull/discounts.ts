import { fromMajor } from '../../../model/money';
import type { PulledDiscount } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { list, pulled } from './pages';
import { isOf } from './place';
import { discounts, type WireDiscount } from './wire';

/** Its kind and value; undefined for those without a value of their own (open ones, loyalty points). */
function worth(row: WireDiscount, currency: string): Pick<PulledDiscount, 'kind' | 'value'> | undefined {
  const { type, discount_percent: percent, discount_amount: amount } = row;
  if (type === 'FIXED_PERCENT' && percent !== undefined) return { kind: 'percent', value: percent };
  if (type === 'FIXED_AMOUNT' && amount !== undefined)
    return { kind: 'amount', value: fromMajor(amount, currency) };
  return undefined;
}

/**
 * GET /discounts (does not page), https://developer.loyverse.com/docs/#tag/Discounts. They are buttons of the till
 * without target, time or condition: one is active only if the merchant chose it for the menu, or "Staff 10 %"
 * would be everybody's.
 */
export async function* pullDiscounts(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledDiscount>> {
  const currency = await shop.currency();
  const { menuDiscountIds } = shop.settings();
  const records = (rows: readonly WireDiscount[]) =>
    rows
      .filter((row) => isOf(row, shop.storeId))
      .flatMap((row): PulledDiscount[] => {
        const value = worth(row, currency);
        if (!value) return [];
        return [
          {
            id: row.id,
            name: row.name,
            ...value,
            productIds: [],
            categoryIds: [],
            brandIds: [],
            categoryNames: [],
            priority: 0,
            weekdays: [],
            active: menuDiscountIds.includes(row.id),
            deleted: row.deleted_at !== undefined,
            updatedAt: row.updated_at,
          },
        ];
      });
  const query = { show_deleted: 'true' };
  const all = list(shop.client, { path: '/discounts', reply: discounts, query, pages: false }, records);
  yield* pulled({ full: () => true, lists: () => [all] }, request, shop.now());
}
