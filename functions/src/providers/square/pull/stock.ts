import { z } from 'zod';
import type { PulledStock } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { locationOf, type Shop } from '../shop';
import { pages, type Step } from './pages';
import { backFrom, BEGINNING, newestOf } from './window';
import { countsPage } from './rows';

const place = z.object({
  since: z.string().optional(),
  cursor: z.string().optional(),
  /** `since` of the next pull, from the first page, where the newest counts stand. */
  checkpoint: z.string().optional(),
});
type StockPlace = z.infer<typeof place>;

const PAGE = 1000;

/**
 * POST /v2/inventory/counts/batch-retrieve
 * https://developer.squareup.com/reference/square/inventory-api/batch-retrieve-inventory-counts
 */
async function read(shop: Shop, at: StockPlace): Promise<Step<PulledStock, StockPlace>> {
  const { since } = at;
  const reply = await shop.call({
    method: 'POST',
    path: '/v2/inventory/counts/batch-retrieve',
    json: {
      location_ids: [locationOf(shop)],
      states: ['IN_STOCK'],
      updated_after: since,
      limit: PAGE,
      cursor: at.cursor,
    },
    effect: false,
    reply: countsPage,
  });
  const counts = reply.counts.filter(
    (one) => one.catalog_object_type === 'ITEM_VARIATION' && one.state === 'IN_STOCK',
  );
  const newest = newestOf(counts.map(({ calculated_at }) => calculated_at));
  const checkpoint = at.checkpoint ?? (newest === undefined ? (since ?? BEGINNING) : backFrom(newest));
  return {
    records: counts.map(({ catalog_object_id, quantity, calculated_at }) => ({
      variationId: catalog_object_id,
      available: Number(quantity),
      updatedAt: calculated_at,
    })),
    next: reply.cursor ? { since, checkpoint, cursor: reply.cursor } : undefined,
    checkpoint,
  };
}

/** What may be sold at the location. An item without a row is not counted, which is not the same as none left. */
export function pullStock(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledStock>> {
  return pages({ place, begin: (since) => ({ since }), read: (at) => read(shop, at) }, request);
}
