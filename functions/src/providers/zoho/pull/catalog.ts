import { fromMajor } from '../../../model/money';
import type { PulledItem, PulledVariation } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { optionsOf } from '../search';
import { segment, type Client } from '../client';
import type { Shop } from '../shop';
import type { WireItem } from '../wire';
import { changed, pulled, whole } from './pages';
import type { Position } from './window';
import { groupReply, groups, items, type WireGroup, type WireGroupItem } from './wire';

/** With more, the list of groups is read instead: a page of a pull must not take many calls. */
const MANY = 4;

const minor = (major: number | undefined, currency: string) =>
  major === undefined ? undefined : fromMajor(major, currency);

function variation(source: WireGroupItem, currency: string, name?: string): PulledVariation {
  return {
    id: source.item_id,
    name,
    sku: source.sku,
    price: minor(source.rate, currency),
    cost: minor(source.purchase_rate, currency),
    available: source.status !== 'inactive',
  };
}

const distinct = (ids: readonly (string | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

/** What an item and a group have in common. Pictures need a sign-in, so there is no address for them. */
const common = { modifierListIds: [], deleted: false };

function ofItem(source: WireItem, currency: string): PulledItem {
  return {
    ...common,
    id: source.item_id,
    name: source.name,
    description: source.description,
    categoryIds: distinct([source.category_id]),
    variations: [variation(source, currency)],
    taxIds: distinct([source.tax_id]),
    archived: source.status === 'inactive',
    updatedAt: source.last_modified_time,
  };
}

/** A group is the product, and its items are what is sold. */
function ofGroup(source: WireGroup, currency: string): PulledItem {
  const moments = [source, ...source.items].flatMap(({ last_modified_time }) => last_modified_time ?? []);
  return {
    ...common,
    id: source.group_id,
    name: source.group_name,
    description: source.description,
    categoryIds: distinct([source.category_id, ...source.items.map((one) => one.category_id)]),
    variations: source.items.map((one) => variation(one, currency, optionsOf(one) || one.name || undefined)),
    taxIds: distinct([source.tax_id, ...source.items.map((one) => one.tax_id)]),
    archived: source.status === 'inactive' || source.items.every(({ status }) => status === 'inactive'),
    updatedAt: moments.length > 0 ? Math.max(...moments) : undefined,
  };
}

/** GET /itemgroups/{id}, or GET /itemgroups where they are many. https://www.zoho.com/inventory/api/v1/itemgroups/ */
async function groupsOf(client: Client, ids: ReadonlySet<string>): Promise<WireGroup[]> {
  const found: WireGroup[] = [];
  if (ids.size <= MANY) {
    for (const id of ids) found.push(await client.get(`/itemgroups/${segment(id)}`, groupReply));
    return found;
  }
  for (let page = 1; found.length < ids.size; page += 1) {
    const { rows, hasMore } = await client.get('/itemgroups', groups, { page, per_page: 200 });
    found.push(...rows.filter(({ group_id }) => ids.has(group_id)));
    if (!hasMore) break;
  }
  return found;
}

/**
 * GET /itemgroups, then GET /items for those without a group. For changes GET /items alone, and the groups of those
 * that changed. Zoho does not say what was deleted: only a full pull can tell.
 * https://www.zoho.com/inventory/api/v1/items/
 */
export async function* pullCatalog(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledItem>> {
  const { client } = shop;
  const currency = await shop.currency();
  const seen = new Set<string>();
  const single = (rows: readonly WireItem[]) =>
    rows.filter(({ group_id }) => group_id === undefined).map((row) => ofItem(row, currency));
  const ofGroups = async (rows: readonly WireItem[]) => {
    const ids = distinct(rows.map(({ group_id }) => group_id)).filter((id) => !seen.has(id));
    ids.forEach((id) => seen.add(id));
    return (await groupsOf(client, new Set(ids))).map((one) => ofGroup(one, currency));
  };
  const query = { filter_by: 'Status.All' };
  const plan = {
    full: ({ since }: Position) => since === undefined,
    lists: (at: Position) => {
      const source = { path: '/items', reply: items, query };
      const all = whole(client, { path: '/itemgroups', reply: groups }, (rows: WireGroup[]) =>
        rows.map((one) => ofGroup(one, currency)),
      );
      if (at.since === undefined) return [all, changed(client, source, at, single)];
      return [changed(client, source, at, async (rows) => [...single(rows), ...(await ofGroups(rows))])];
    },
  };
  yield* pulled(shop, plan, request);
}
