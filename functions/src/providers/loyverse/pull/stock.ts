import type { PulledStock } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { demandStore, type Shop } from '../shop';
import { inventoryPage, type WireLevel } from '../wire';
import { changedIn, list, pulled } from './pages';
import { trackingOf } from './tracking';

const pulledStock = (row: WireLevel): PulledStock => ({
  variationId: row.variant_id,
  available: row.in_stock,
  updatedAt: row.updated_at,
});

/**
 * GET /inventory of the connection's store, https://developer.loyverse.com/docs/#tag/Inventory. A level of 0 counts
 * only where the item's stock is counted: any other figure proves that it is.
 */
export async function* pullStock(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledStock>> {
  const { client } = shop;
  const storeId = demandStore(shop);
  const tracking = trackingOf(client);
  const records = async (rows: readonly WireLevel[]) => {
    const ours = rows.filter((row) => row.store_id === storeId);
    const zeros = ours.filter((row) => row.in_stock === 0).map((row) => row.variant_id);
    const counted = await tracking.countedAmong(zeros);
    return ours.filter((row) => row.in_stock !== 0 || counted.has(row.variant_id)).map(pulledStock);
  };
  yield* pulled(
    {
      full: ({ since }) => since === undefined,
      lists: (at) => {
        const query = { store_ids: storeId, ...changedIn(at) };
        return [list(client, { path: '/inventory', reply: inventoryPage, query }, records)];
      },
    },
    request,
    shop.now(),
  );
}
