import { Failure } from '../../../model/failure';
import { walk, type Client } from '../client';
import { itemsPage, variantsPage, type WireItem } from '../wire';
import { inChunks } from './chunks';

/** From here on one walk through all items is cheaper than asking for each. */
const MANY = 100;
/** 250,000 items. */
const MAX_PAGES = 1000;

/** Tells which variants have their stock counted; of the others Loyverse lists a level of 0, which means nothing. */
export interface Tracking {
  countedAmong(variantIds: readonly string[]): Promise<ReadonlySet<string>>;
}

const ids = (chunk: readonly string[]) => chunk.join(',');

/** GET /variants?variants_ids=, then GET /items?items_ids= */
async function itemsOf(client: Client, variantIds: readonly string[]): Promise<WireItem[]> {
  const rows = await inChunks(variantIds, async (chunk) => {
    const query = { variants_ids: ids(chunk), limit: 250 };
    return (await client.get('/variants', variantsPage, query)).variants;
  });
  const wanted = new Set(variantIds);
  const itemIds = new Set(rows.filter((row) => wanted.has(row.variant_id)).map((row) => row.item_id));
  return inChunks([...itemIds], async (chunk) => {
    const query = { items_ids: ids(chunk), limit: 250 };
    return (await client.get('/items', itemsPage, query)).items;
  });
}

/** GET /items, all of them. https://developer.loyverse.com/docs/#tag/Items */
async function allItems(client: Client): Promise<WireItem[]> {
  const found: WireItem[] = [];
  const ended = await walk(client, { path: '/items', reply: itemsPage, maxPages: MAX_PAGES }, (page) => {
    found.push(...page.items);
    return false;
  });
  if (ended) return found;
  throw new Failure(
    'unexpected',
    'Loyverse’s list of items did not end, so no zero of its stock can be believed.',
  );
}

/** Remembers what it learnt for as long as the pull lasts. */
export function trackingOf(client: Client): Tracking {
  const known = new Map<string, boolean>();
  return {
    countedAmong: async (variantIds) => {
      const unknown = variantIds.filter((id) => !known.has(id));
      const many = unknown.length > MANY;
      const items = unknown.length === 0 ? [] : await (many ? allItems(client) : itemsOf(client, unknown));
      for (const item of items)
        for (const { variant_id } of item.variants) known.set(variant_id, item.track_stock === true);
      // What no item has any more is not counted either.
      unknown.filter((id) => !known.has(id)).forEach((id) => known.set(id, false));
      return new Set(variantIds.filter((id) => known.get(id)));
    },
  };
}
