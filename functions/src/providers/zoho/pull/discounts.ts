import { fromMajor } from '../../../model/money';
import type { PulledDiscount } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { readPriceList, type WirePriceList } from '../priceList';
import type { Shop } from '../shop';
import { pulled, whole } from './pages';
import { priceLists } from './wire';

function discount(
  list: WirePriceList,
  worth: Pick<PulledDiscount, 'id' | 'kind' | 'value' | 'productIds'>,
  active: boolean,
): PulledDiscount {
  return {
    name: list.name,
    ...worth,
    categoryIds: [],
    brandIds: [],
    categoryNames: [],
    priority: 0,
    weekdays: [],
    active,
    deleted: false,
    updatedAt: list.last_modified_time,
  };
}

/** One percentage off everything; undefined for a list that is none, or that raises prices. */
function percentOf(list: WirePriceList, active: boolean): PulledDiscount[] {
  const { pricebook_id: id, percentage, is_increase } = list;
  if (percentage === undefined || percentage <= 0 || is_increase !== false) return [];
  return [discount(list, { id, kind: 'percent', value: percentage, productIds: [] }, active)];
}

/** A price of its own for each item. */
function fixedPricesOf(list: WirePriceList, active: boolean, currency: string): PulledDiscount[] {
  return (list.pricebook_items ?? []).flatMap(({ item_id, pricebook_rate }) => {
    if (pricebook_rate === undefined) return [];
    const id = `${list.pricebook_id}:${item_id}`;
    const value = fromMajor(pricebook_rate, currency);
    return [discount(list, { id, kind: 'fixed_price', value, productIds: [item_id] }, active)];
  });
}

/**
 * GET /pricebooks: price lists are what Zoho has in the place of discounts; coupons are not in its API. A list is for the
 * customers it was given to, so it is active only if the merchant chose it for the menu, and the items of those that
 * were not chosen are not read. https://www.zoho.com/inventory/api/v1/pricelists/
 */
export async function* pullDiscounts(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledDiscount>> {
  const { client } = shop;
  const currency = await shop.currency();
  const { menuPriceListIds } = shop.settings();
  const records = async (rows: readonly WirePriceList[]): Promise<PulledDiscount[]> => {
    const found: PulledDiscount[] = [];
    for (const row of rows) {
      const isChosen = menuPriceListIds.includes(row.pricebook_id);
      const active = isChosen && row.status !== 'inactive';
      const isForeign = row.currency_code !== undefined && row.currency_code !== currency;
      if (isForeign || row.sales_or_purchase_type === 'purchases') continue;
      if (row.pricebook_type !== 'per_item') found.push(...percentOf(row, active));
      else if (isChosen) {
        const list = row.pricebook_items ? row : await readPriceList(client, row.pricebook_id);
        found.push(...fixedPricesOf(list, active, currency));
      }
    }
    return found;
  };
  const query = { filter_by: 'SalesOrPurchaseType.Sales' };
  const list = whole(client, { path: '/pricebooks', reply: priceLists, query }, records);
  yield* pulled(shop, { full: () => true, lists: () => [list] }, request);
}
