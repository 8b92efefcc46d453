import type { PulledItem } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { locationOf, type Shop } from '../shop';
import { deletedItem, pulledItem, relatedIds } from './items';
import { catalogSource, objectsOf, parentOf } from './objects';
import { pages } from './pages';
import { isGone, type CatalogObject, type ItemObject, type LiveObject } from './wire';

const isItem = (object: CatalogObject): object is ItemObject => !isGone(object) && object.type === 'ITEM';

/** Items whose variations changed, as far as they are not listed themselves. */
function absentParents(objects: readonly CatalogObject[]): Set<string> {
  const listed = new Set(objects.map(({ id }) => id));
  return new Set(objects.flatMap((object) => parentOf(object) ?? []).filter((id) => !listed.has(id)));
}

/**
 * Items with their variations, whole, as they are at the connection's location. An item that is not sold there comes
 * as not available: it may have been yesterday.
 */
export function pullCatalog(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledItem>> {
  const related = new Map<string, LiveObject>();
  const records = async (objects: CatalogObject[]): Promise<PulledItem[]> => {
    const parents = await objectsOf(shop, absentParents(objects));
    const items = [...objects, ...parents].filter(isItem);
    const unknown = relatedIds(items).filter((id) => !related.has(id));
    for (const one of await objectsOf(shop, unknown)) related.set(one.id, one);
    const gone = objects.filter(isGone).filter(({ type }) => type === 'ITEM');
    return [...items.map((item) => pulledItem(item, locationOf(shop), related)), ...gone.map(deletedItem)];
  };
  return pages(catalogSource(shop, { types: ['ITEM'], nested: 'ITEM_VARIATION', records }), request);
}
