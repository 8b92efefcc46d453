import * as check from './checks';
import type { Call, Endpoint } from './endpoint';
import { idList, page, rangeOf, within } from './listing';
import type { InventoryLevel } from './records';
import { References } from './references';
import { invalid, stricter } from './refusal';

const { required, listOf, object, uuid } = check;
const SAFE_BATCH = 100;

function list(call: Call): unknown {
  const { account, query, switches } = call;
  const [stores, variants] = [idList(query, 'store_ids'), idList(query, 'variant_ids')];
  const updated = rangeOf(query, 'updated_at');
  const keep = (level: InventoryLevel) =>
    (stores?.has(level.store_id) ?? true) &&
    (variants?.has(level.variant_id) ?? true) &&
    within(level.updated_at, updated, switches.timeBounds);
  const place = (level: InventoryLevel) => ({ at: '', id: level.variant_id + level.store_id });
  return page(call, 'inventory_levels', account.levels, place, keep);
}

const input = object({
  inventory_levels: required(
    listOf(
      object({ variant_id: required(uuid), store_id: required(uuid), stock_after: required(check.stock) }),
      1,
    ),
  ),
});

/** `stock_after` is absolute. All levels are checked before any is set. */
function set({ account, switches, body }: Call): unknown {
  const { inventory_levels } = input(body, 'object');
  if (inventory_levels.length > SAFE_BATCH)
    throw stricter(`more than ${SAFE_BATCH} levels at once`, 'object.inventory_levels');
  inventory_levels.forEach(({ variant_id, store_id, stock_after }, index) => {
    const at = `object.inventory_levels[${index}]`;
    const references = new References(account, switches, store_id);
    references.store(`${at}.store_id`);
    const known = account.variants.find((variant) => variant.variant_id === variant_id);
    const item = account.itemOf(references.live(known, variant_id, `${at}.variant_id`));
    if (!item?.track_stock) throw invalid('Stock of this item is not tracked', `${at}.variant_id`);
    if (!item.sold_by_weight && !Number.isInteger(stock_after))
      throw invalid('Stock must be whole for an item not sold by weight', `${at}.stock_after`);
  });
  const updated_at = account.nowText();
  const levels = inventory_levels.map(({ variant_id, store_id, stock_after }) =>
    Object.assign(account.level(variant_id, store_id), { in_stock: stock_after, updated_at }),
  );
  return { inventory_levels: levels };
}

const FILTERS = ['store_ids', 'variant_ids', 'updated_at_min', 'updated_at_max', 'limit', 'cursor'];

/** https://developer.loyverse.com/docs/#tag/Inventory */
export const INVENTORY: Endpoint[] = [
  { method: 'GET', path: '/inventory', scope: 'INVENTORY_READ', query: FILTERS, handle: list },
  { method: 'POST', path: '/inventory', scope: 'INVENTORY_WRITE', handle: set },
];
