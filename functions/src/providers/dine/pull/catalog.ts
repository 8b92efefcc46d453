import type { PulledItem, PulledMetadata, PulledStock } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { locations, variationsOf } from '../menu';
import { demand, type Shop } from '../shop';
import type { WireItem } from '../wire';
import { goesOn, pulled } from './pages';

function pulledItem(item: WireItem): PulledItem {
  return {
    id: item.id,
    name: item.name,
    description: item.description,
    categoryIds: item.categoryId === undefined ? [] : [item.categoryId],
    variations: variationsOf(item).map(({ id, name, sku, barcode, price, available = true }) => ({
      id,
      name,
      sku,
      barcode,
      price,
      available,
    })),
    modifierListIds: item.modifierGroups.map(({ id }) => id),
    taxIds: [],
    imageUrl: item.imageUrl,
    archived: false,
    deleted: item.deleted === true,
    updatedAt: item.updatedAt,
  };
}

const menu = <T>(shop: Shop, records: (items: WireItem[]) => T[], request: PullRequest) =>
  pulled(
    shop,
    { operation: demand(shop, 'listItems'), shape: shop.shapes.item, records, full: true },
    request,
  );

export async function* pullCatalog(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledItem>> {
  yield* menu(shop, (items) => items.map(pulledItem), request);
}

/** What the menu says of stock; items that say nothing are not counted. */
export async function* pullStock(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledStock>> {
  const rows = (item: WireItem): PulledStock[] =>
    item.deleted
      ? []
      : variationsOf(item).flatMap(({ id, stock }) =>
          stock === undefined ? [] : [{ variationId: id, available: stock, updatedAt: item.updatedAt }],
        );
  yield* menu(shop, (items) => items.flatMap(rows), request);
}

function listsOf(items: readonly WireItem[], told: Set<string>): PulledMetadata[] {
  const live = items.filter(({ deleted }) => !deleted);
  const categories = live.flatMap(({ categoryId: id, categoryName: name = id }): PulledMetadata[] =>
    id === undefined || name === undefined ? [] : [{ kind: 'category', id, name, deleted: false }],
  );
  const groups = live
    .flatMap(({ modifierGroups }) => modifierGroups)
    .map(({ id, name, options }): PulledMetadata => ({
      kind: 'modifier_list',
      id,
      name,
      options,
      deleted: false,
    }));
  return [...categories, ...groups].filter(({ kind, id }) => {
    const isNew = !told.has(`${kind} ${id}`);
    told.add(`${kind} ${id}`);
    return isNew;
  });
}

/** Outlets, and the categories and modifier groups that the menu names: there are no lists of their own. */
export async function* pullMetadata(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledMetadata>> {
  const told = new Set<string>();
  const places = goesOn(request) ? [] : await locations(shop);
  let first = places.map(({ externalId: id, name }): PulledMetadata => ({
    kind: 'location',
    id,
    name,
    deleted: false,
  }));
  const records = (items: WireItem[]) => {
    const page = [...first, ...listsOf(items, told)];
    first = [];
    return page;
  };
  // Always whole: a category of an item that changed says nothing of those that went.
  yield* menu(shop, records, { from: request.from });
}
