import type { PulledStock } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { itemDetails } from '../items';
import { isTracked, levelOf } from '../levels';
import type { Shop } from '../shop';
import type { WireItem } from '../wire';
import { pulled, whole } from './pages';
import { items } from './wire';

function pulledStock(item: WireItem, locationId: string | undefined): PulledStock[] {
  const level = levelOf(item, locationId);
  if (!level || level.forSale === undefined) return [];
  return [
    {
      variationId: item.item_id,
      available: level.forSale,
      onHand: level.onHand,
      lowAt: item.reorder_level,
    },
  ];
}

/**
 * GET /items for what is counted, and GET /itemdetails, a hundred at a time, for what may be sold at the location, which
 * lists leave out. Always everything: whether a mere movement of stock changes an item's date is not documented.
 */
export async function* pullStock(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledStock>> {
  const { client } = shop;
  const locationId = await shop.locationId();
  const records = async (rows: readonly WireItem[]) => {
    const tracked = rows.filter(isTracked).map(({ item_id }) => item_id);
    const details = await itemDetails(client, tracked);
    return [...details.values()].filter(isTracked).flatMap((item) => pulledStock(item, locationId));
  };
  const query = { status: 'active', sort_column: 'created_time', sort_order: 'A' };
  const list = whole(client, { path: '/items', reply: items, query }, records);
  yield* pulled(shop, { full: () => true, lists: () => [list] }, request);
}
