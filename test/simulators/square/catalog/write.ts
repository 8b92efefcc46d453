import type { Ids } from '../clock';
import { refuse } from '../errors';
import { checkReferences } from './references';
import type { CatalogObject, CatalogType } from './schema';
import { type Catalog, childrenOf, type Objects, tombstone } from './store';

export interface IdMapping {
  client_object_id: string;
  object_id: string;
}

export interface Written {
  ids: string[];
  idMappings: IdMapping[];
}

const ID_PREFIX: Record<CatalogType, string> = {
  ITEM: 'ITM',
  ITEM_VARIATION: 'VAR',
  CATEGORY: 'CAT',
  MODIFIER_LIST: 'MLS',
  MODIFIER: 'MOD',
  TAX: 'TAX',
  DISCOUNT: 'DSC',
  PRICING_RULE: 'RUL',
  PRODUCT_SET: 'PRS',
  TIME_PERIOD: 'TMP',
  IMAGE: 'IMG',
};

/** Who the seller is, as far as catalog objects may name it. */
export interface Premises {
  locationIds: readonly string[];
}

/** A parent without its children, and the children with their parent's id. */
export function flatten(object: CatalogObject): CatalogObject[] {
  const { variations, ...item } = object.item_data ?? {};
  const { modifiers, ...list } = object.modifier_list_data ?? {};
  const own = structuredClone(object);
  if (own.item_data) own.item_data = { ...own.item_data, ...item, variations: undefined };
  if (own.modifier_list_data)
    own.modifier_list_data = { ...own.modifier_list_data, ...list, modifiers: undefined };
  const children: CatalogObject[] = [
    ...(variations ?? []).map((child) => ({
      ...child,
      item_variation_data: { ...child.item_variation_data, item_id: parentOf(child, object.id) },
    })),
    ...(modifiers ?? []).map((child) => ({
      ...child,
      modifier_data: { ...child.modifier_data, modifier_list_id: parentOf(child, object.id) },
    })),
  ];
  return [own, ...structuredClone(children)];
}

function parentOf(child: CatalogObject, parentId: string): string {
  const named = child.item_variation_data?.item_id ?? child.modifier_data?.modifier_list_id ?? parentId;
  if (named !== parentId)
    refuse('INVALID_VALUE', `Object ${child.id} stands in ${parentId} but names ${named}.`);
  return parentId;
}

function replaceIds<T>(value: T, ids: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? (ids.get(inner) ?? inner) : inner,
  );
  return JSON.parse(text) as T;
}

function newIds(objects: CatalogObject[], ids: Ids): Map<string, string> {
  const mapped = new Map<string, string>();
  for (const { id, type } of objects) {
    if (!id.startsWith('#')) continue;
    // They are uploaded, by a call that the bridge does not make.
    if (type === 'IMAGE') refuse('INVALID_VALUE', 'An image cannot be created by an upsert.', 'object.type');
    if (mapped.has(id)) refuse('INVALID_VALUE', `Two objects of the batch share the id ${id}.`, 'object.id');
    mapped.set(id, ids.next(ID_PREFIX[type]));
  }
  return mapped;
}

function checkCurrent(next: CatalogObject, current: CatalogObject | undefined): void {
  if (!current || current.is_deleted === true) refuse('NOT_FOUND', 'Resource not found.', 'object.id');
  if (current.type !== next.type)
    refuse('INVALID_VALUE', `Object ${next.id} is a ${current.type}.`, 'object.type');
  if (next.version !== current.version)
    refuse('VERSION_MISMATCH', 'Object version does not match latest database version.', 'version');
  const was = current.item_data?.product_type;
  if (was !== undefined && (next.item_data?.product_type ?? was) !== was)
    refuse('INVALID_VALUE', 'The product type of an item cannot change.', 'product_type');
}

const CREATABLE = ['REGULAR', 'APPOINTMENTS_SERVICE'];

/** What Square adds by itself, and what of the old object survives a full replacement. */
function completed(object: CatalogObject, current: CatalogObject | undefined): CatalogObject {
  const whole: CatalogObject = { present_at_all_locations: true, ...object, is_deleted: false };
  whole.created_at = current?.created_at;
  const item = whole.item_data;
  if (!item) return whole;
  item.product_type ??= current?.item_data?.product_type ?? 'REGULAR';
  if (!current && !CREATABLE.includes(item.product_type))
    refuse('INVALID_VALUE', `Items of type ${item.product_type} cannot be created.`, 'product_type');
  item.description_plaintext = (item.description_html ?? item.description)?.replace(/<[^>]*>/g, '');
  return whole;
}

/** The children that a replaced parent no longer lists. */
function dropped(parent: CatalogObject, staged: Objects, kept: ReadonlySet<string>): CatalogObject[] {
  if (!parent.item_data && !parent.modifier_list_data) return [];
  return childrenOf(staged, parent.id).filter((child) => !kept.has(child.id));
}

/** Writes one batch: all of it or, when anything in it is refused, nothing. There are no sparse updates. */
export function writeBatch(catalog: Catalog, premises: Premises, ids: Ids, batch: CatalogObject[]): Written {
  const given = batch.flatMap(flatten);
  const mapped = newIds(given, ids);
  const next = replaceIds(given, mapped);
  if (new Set(next.map((object) => object.id)).size < next.length)
    refuse('INVALID_VALUE', 'The batch holds an object twice.', 'objects');
  const staged: Objects = new Map(catalog.objects);
  const written = new Set(next.map((object) => object.id));
  for (const [index, object] of next.entries()) {
    const current = catalog.objects.get(object.id);
    if (given[index]?.id === object.id) checkCurrent(object, current);
    staged.set(object.id, completed(object, current));
  }
  const replaced = next.filter((object) => catalog.objects.has(object.id));
  for (const gone of replaced.flatMap((parent) => dropped(parent, staged, written))) {
    staged.set(gone.id, tombstone(gone));
    written.add(gone.id);
  }
  for (const object of next) checkReferences(object, staged, premises.locationIds);
  catalog.commit(staged, written);
  const idMappings = [...mapped].map(([client_object_id, object_id]) => ({ client_object_id, object_id }));
  return { ids: batch.map((object) => mapped.get(object.id) ?? object.id), idMappings };
}

/** Deletes objects and their children; what is not there is passed over. */
export function deleteObjects(catalog: Catalog, objectIds: string[]): string[] {
  const found = objectIds.filter((id) => catalog.find(id));
  const all = new Set(
    found.flatMap((id) => [id, ...childrenOf(catalog.objects, id).map((child) => child.id)]),
  );
  const staged: Objects = new Map(catalog.objects);
  for (const id of all) {
    const object = staged.get(id);
    if (object) staged.set(id, tombstone(object));
  }
  if (all.size > 0) catalog.commit(staged, all);
  return [...all];
}
