import { z } from 'zod';
import { Failure } from '../../../model/failure';
import type { PulledMetadata } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { categoryId, categoryPath } from '../inventory/category';
import { inventoryOf, type Inventory } from '../inventory/rows';
import type { Shop } from '../shop';
import { listOf, locations, maybe } from '../wire';
import { inSlices } from './slices';

type Kind = 'brand' | 'category' | 'vendor';
const KINDS: readonly Kind[] = ['brand', 'category', 'vendor'];

/** Rows of a list name their thing by its kind, or plainly. */
const named = z.object({
  brand: maybe(z.string()),
  category: maybe(z.string()),
  vendor: maybe(z.string()),
  name: maybe(z.string()),
});
const list = listOf(named, 'data', 'results');

/** GET /inventory/brand, /inventory/category, /inventory/vendor; where there is no such list, what the inventory names. */
async function namesOf(shop: Shop, kind: Kind, inventory: () => Promise<Inventory>): Promise<string[]> {
  try {
    const rows = await shop.client.get(`/inventory/${kind}`, list);
    return rows.flatMap((row) => row[kind] ?? row.name ?? []);
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (failure.kind !== 'rejected' && failure.kind !== 'unexpected') throw failure;
    return (await inventory()).rows.flatMap((row) => row[kind] ?? []);
  }
}

function categories(names: readonly string[]): PulledMetadata[] {
  const paths = names.map(categoryPath);
  const all = paths.flatMap((path) => path.map((_part, depth) => path.slice(0, depth + 1)));
  const byId = new Map(all.map((path) => [categoryId(path), path]));
  return [...byId].map(([id, path]) => ({
    kind: 'category',
    id,
    name: path.at(-1) ?? id,
    ...(path.length > 1 && { parentId: categoryId(path.slice(0, -1)) }),
    deleted: false,
  }));
}

function entriesOf(kind: Kind, names: readonly string[]): PulledMetadata[] {
  if (kind === 'category') return categories(names);
  const tidy = new Set(names.map((name) => name.trim()).filter(Boolean));
  return [...tidy].map((name) => ({ kind, id: name, name, deleted: false }));
}

/** Small lists, always whole. Names are ids here: that is all by which the inventory and the rules know them. */
export async function* pullMetadata(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledMetadata>> {
  yield* inSlices(request, shop.now(), async () => {
    let inventory: Promise<Inventory> | undefined;
    const once = () => (inventory ??= inventoryOf(shop));
    const records: PulledMetadata[] = [];
    for (const kind of KINDS) records.push(...entriesOf(kind, await namesOf(shop, kind, once)));
    const places = await shop.client.get('/location', locations);
    for (const { id_location, location } of places)
      records.push({ kind: 'location', id: String(id_location), name: location, deleted: false });
    const complete = inventory === undefined || (await inventory).complete;
    return { entries: records.map((record, order) => ({ order, record })), complete };
  });
}
