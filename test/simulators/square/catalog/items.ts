import { z } from 'zod';
import type { Route } from '../../core/types';
import type { Account } from '../accounts';
import { endpointsOf } from '../endpoint';
import type { World } from '../world';
import type { CatalogObject } from './schema';
import { matchingVariations } from './search';
import { childrenOf, presentAt } from './store';

const itemSearchBody = z.strictObject({
  text_filter: z.string().min(1).optional(),
  category_ids: z.array(z.string()).optional(),
  stock_levels: z.array(z.enum(['OUT', 'LOW'])).optional(),
  enabled_location_ids: z.array(z.string()).optional(),
  product_types: z.array(z.string()).optional(),
  archived_state: z
    .enum(['ARCHIVED_STATE_NOT_ARCHIVED', 'ARCHIVED_STATE_ARCHIVED', 'ARCHIVED_STATE_ALL'])
    .optional(),
  sort_order: z.enum(['ASC', 'DESC']).optional(),
  limit: z.int().min(1).max(100).optional(),
  cursor: z.string().optional(),
});
type ItemSearchBody = z.infer<typeof itemSearchBody>;

/** OUT: nothing left of a counted variation; LOW: not more than its alert threshold. At any of the locations. */
function isShort(account: Account, variation: CatalogObject, body: ItemSearchBody): boolean {
  const places = body.enabled_location_ids ?? account.locations.map((location) => location.id);
  const data = variation.item_variation_data;
  return places.some((locationId) => {
    const count = account.stock.at(variation.id, locationId);
    if (!count) return false;
    const override = data?.location_overrides?.find((each) => each.location_id === locationId);
    const threshold = override?.inventory_alert_threshold ?? data?.inventory_alert_threshold;
    const left = Number(count.quantity);
    const level = left <= 0 ? 'OUT' : threshold !== undefined && left <= threshold ? 'LOW' : undefined;
    return level !== undefined && (body.stock_levels ?? []).includes(level);
  });
}

function matches(account: Account, item: CatalogObject, body: ItemSearchBody): boolean {
  const data = item.item_data;
  if (!data || item.is_deleted === true) return false;
  const archived = body.archived_state ?? 'ARCHIVED_STATE_NOT_ARCHIVED';
  const wantArchived = archived === 'ARCHIVED_STATE_ARCHIVED';
  if (archived !== 'ARCHIVED_STATE_ALL' && (data.is_archived ?? false) !== wantArchived) return false;
  const categories = (data.categories ?? []).map((category) => category.id);
  if (body.category_ids && !body.category_ids.some((id) => categories.includes(id))) return false;
  if (body.enabled_location_ids && !body.enabled_location_ids.some((id) => presentAt(item, id))) return false;
  if (body.product_types && !body.product_types.includes(data.product_type ?? 'REGULAR')) return false;
  const variations = childrenOf(account.catalog.objects, item.id);
  if (body.stock_levels && !variations.some((each) => isShort(account, each, body))) return false;
  return (
    body.text_filter === undefined || matchingVariations(account.catalog, item, body.text_filter).length > 0
  );
}

function searchItems(account: Account, body: ItemSearchBody): object {
  const { catalog } = account;
  const { cursor: from, ...query } = body;
  const nameOf = (item: CatalogObject) => item.item_data?.name ?? '';
  const { ids, cursor } = account.cursors.page(query, from, body.limit ?? 100, () => {
    const found = [...catalog.objects.values()]
      .filter((object) => matches(account, object, body))
      .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
    return (body.sort_order === 'DESC' ? found.reverse() : found).map((item) => item.id);
  });
  const items = ids.map((id) => catalog.find(id)).filter((item) => item !== undefined);
  if (items.length === 0) return {};
  const matched = items.flatMap((item) => matchingVariations(catalog, item, body.text_filter));
  return { items: items.map((item) => catalog.view(item)), matched_variation_ids: matched, cursor };
}

/** https://developer.squareup.com/reference/square/catalog-api/search-catalog-items */
export function itemSearchRoute(world: World): Route {
  return endpointsOf(world)({
    method: 'POST',
    path: '/v2/catalog/search-catalog-items',
    scopes: ['ITEMS_READ'],
    body: itemSearchBody,
    handle: ({ account, body }) => searchItems(account, body),
  });
}
