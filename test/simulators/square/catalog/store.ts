import type { Clock } from '../clock';
import type { Money } from '../fields';
import { DATA_FIELD, type CatalogObject } from './schema';

/** Objects lie flat; children (variations, modifiers) know their parent. */
export type Objects = Map<string, CatalogObject>;

/** Absent from the location, or deleted, is not there. */
export function presentAt(object: CatalogObject | undefined, locationId: string): boolean {
  if (!object || object.is_deleted === true) return false;
  if (object.present_at_all_locations ?? true)
    return !(object.absent_at_location_ids ?? []).includes(locationId);
  return (object.present_at_location_ids ?? []).includes(locationId);
}

/** The object's own data, whatever its type. */
export function dataOf(object: CatalogObject): Record<string, unknown> {
  return object[DATA_FIELD[object.type]] ?? {};
}

export function parentIdOf(object: CatalogObject): string | undefined {
  return object.item_variation_data?.item_id ?? object.modifier_data?.modifier_list_id;
}

export function childrenOf(objects: Objects, parentId: string): CatalogObject[] {
  const place = (child: CatalogObject) =>
    child.item_variation_data?.ordinal ?? child.modifier_data?.ordinal ?? 0;
  return [...objects.values()]
    .filter((object) => parentIdOf(object) === parentId && object.is_deleted !== true)
    .sort((a, b) => place(a) - place(b));
}

/** What remains of a deleted object. */
export function tombstone({ type, id, created_at }: CatalogObject): CatalogObject {
  return { type, id, created_at, is_deleted: true };
}

/** A variation as it is sold at one location. */
export interface Offer {
  item: CatalogObject;
  variation: CatalogObject;
  /** Absent when the price is asked for at the till. */
  price?: Money;
}

/** One seller's catalog. */
export class Catalog {
  objects: Objects = new Map();
  /** Epoch milliseconds of the last write; rises with every write, also when the clock stands still. */
  latest: number;
  /** A write is under way, ours or another application's: Square lets no second one in. */
  locked = false;

  constructor(private readonly clock: Clock) {
    this.latest = clock.now();
  }

  /** The objects written become current under one new version. */
  commit(objects: Objects, written: Iterable<string>): number {
    this.latest = Math.max(this.clock.now(), this.latest + 1);
    for (const id of written) {
      const object = objects.get(id);
      if (!object) continue;
      const updated_at = this.clock.iso(this.latest);
      const created_at = object.created_at ?? updated_at;
      objects.set(id, { is_deleted: false, ...object, version: this.latest, updated_at, created_at });
    }
    this.objects = objects;
    return this.latest;
  }

  find(id: string | undefined): CatalogObject | undefined {
    const object = id === undefined ? undefined : this.objects.get(id);
    return object?.is_deleted === true ? undefined : object;
  }

  /** With its children inside, as Square sends it. */
  view(object: CatalogObject): CatalogObject {
    const whole = structuredClone(object);
    const children = structuredClone(childrenOf(this.objects, object.id));
    if (whole.item_data) Object.assign(whole.item_data, { variations: children });
    if (whole.modifier_list_data) Object.assign(whole.modifier_list_data, { modifiers: children });
    return whole;
  }

  /** Undefined when either the variation or its item is not present there. */
  offer(variationId: string, locationId: string): Offer | undefined {
    const variation = this.find(variationId);
    const data = variation?.item_variation_data;
    const item = this.find(data?.item_id);
    if (!data || !item || !presentAt(variation, locationId) || !presentAt(item, locationId)) return undefined;
    const override = data.location_overrides?.find((each) => each.location_id === locationId);
    const variable = (override?.pricing_type ?? data.pricing_type) === 'VARIABLE_PRICING';
    return { item, variation, price: variable ? undefined : (override?.price_money ?? data.price_money) };
  }

  /** The price of a modifier at a location; undefined when there is no such modifier there. */
  modifier(id: string, locationId: string): { object: CatalogObject; price?: Money } | undefined {
    const object = this.find(id);
    const data = object?.modifier_data;
    if (!object || !data || !presentAt(object, locationId)) return undefined;
    const override = data.location_overrides?.find((each) => each.location_id === locationId);
    return { object, price: override?.price_money ?? data.price_money };
  }
}
