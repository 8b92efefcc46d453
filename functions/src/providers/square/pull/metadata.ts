import type { PulledMetadata } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { catalogSource, objectsOf, parentOf, type CatalogPlace } from './objects';
import { pages } from './pages';
import { everyLocation } from './rows';
import { isGone, type CatalogObject, type LiveObject, type ModifierObject } from './wire';

type Kind = PulledMetadata['kind'];
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['CATEGORY', 'category'],
  ['TAX', 'tax'],
  ['MODIFIER_LIST', 'modifier_list'],
]);

/** An option with its price at the location, minor units. */
function option({ id, modifier_data: data }: ModifierObject, locationId: string | undefined) {
  const own = data.location_overrides.find((entry) => entry.location_id === locationId);
  return { id, name: data.name ?? id, price: (own?.price_money ?? data.price_money)?.amount ?? 0 };
}

function pulledObject(object: LiveObject, locationId: string | undefined): PulledMetadata[] {
  const { id } = object;
  if (object.type === 'CATEGORY') {
    const { name = id, category_type, parent_category } = object.category_data;
    if (category_type !== 'REGULAR_CATEGORY') return [];
    return [{ kind: 'category', id, name, parentId: parent_category?.id, deleted: false }];
  }
  if (object.type === 'TAX') {
    const { name = id, percentage, inclusion_type } = object.tax_data;
    const rate = percentage === undefined ? undefined : Number(percentage);
    return [{ kind: 'tax', id, name, rate, inclusive: inclusion_type === 'INCLUSIVE', deleted: false }];
  }
  if (object.type !== 'MODIFIER_LIST') return [];
  const { name = id, modifiers } = object.modifier_list_data;
  const options = modifiers.filter((one) => !one.is_deleted).map((one) => option(one, locationId));
  return [{ kind: 'modifier_list', id, name, options, deleted: false }];
}

function pulledMetadata(object: CatalogObject, locationId: string | undefined): PulledMetadata[] {
  if (!isGone(object)) return pulledObject(object, locationId);
  const kind = KINDS.get(object.type);
  return kind ? [{ kind, id: object.id, name: object.id, deleted: true }] : [];
}

/** Lists whose options changed, as far as they are not listed themselves. */
function absentLists(objects: readonly CatalogObject[]): Set<string> {
  const listed = new Set(objects.map(({ id }) => id));
  return new Set(objects.flatMap((object) => parentOf(object) ?? []).filter((id) => !listed.has(id)));
}

/** GET /v2/locations (does not page), https://developer.squareup.com/reference/square/locations-api/list-locations */
async function locations({ call }: Shop): Promise<PulledMetadata[]> {
  const path = '/v2/locations';
  const reply = await call({ method: 'GET', path, effect: false, reply: everyLocation });
  return reply.locations.map(({ id, name = id, status }) => ({
    kind: 'location',
    id,
    name,
    deleted: status === 'INACTIVE',
  }));
}

/** Categories, taxes and modifier lists, and all locations on the first page. */
export function pullMetadata(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledMetadata>> {
  const records = async (objects: CatalogObject[], { cursor, all }: CatalogPlace) => {
    const first = cursor === undefined && !all;
    const places = first ? await locations(shop) : [];
    const lists = await objectsOf(shop, absentLists(objects));
    return [...places, ...[...objects, ...lists].flatMap((one) => pulledMetadata(one, shop.locationId))];
  };
  return pages(catalogSource(shop, { types: [...KINDS.keys()], nested: 'MODIFIER', records }), request);
}
