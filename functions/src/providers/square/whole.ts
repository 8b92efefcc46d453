import { z } from 'zod';
import { chunksOf } from './chunks';
import { errorList } from './refusal';
import type { Shop } from './shop';

/**
 * Catalog objects as they are, unknown fields included: Square has no sparse updates, so whatever is not sent back is
 * removed.
 */
const money = z.looseObject({ amount: z.number().int(), currency: z.string() });
const override = z.looseObject({
  location_id: z.string(),
  price_money: money.optional(),
  pricing_type: z.string().optional(),
});
const wholeVariation = z.looseObject({
  type: z.literal('ITEM_VARIATION'),
  id: z.string().min(1),
  version: z.number().int(),
  is_deleted: z.boolean().optional(),
  present_at_all_locations: z.boolean().optional(),
  present_at_location_ids: z.array(z.string()).optional(),
  absent_at_location_ids: z.array(z.string()).optional(),
  item_variation_data: z.looseObject({
    item_id: z.string().optional(),
    pricing_type: z.string().optional(),
    price_money: money.optional(),
    location_overrides: z.array(override).optional(),
  }),
});
export type WholeVariation = z.infer<typeof wholeVariation>;

const otherObject = z.object({
  type: z.string().refine((type) => type !== 'ITEM_VARIATION'),
  id: z.string().min(1),
});
export type OtherObject = z.infer<typeof otherObject>;
/** Where something sent along is on sale. */
const placed = z.object({
  id: z.string(),
  is_deleted: z.boolean().optional(),
  present_at_all_locations: z.boolean().optional(),
  present_at_location_ids: z.array(z.string()).optional(),
  absent_at_location_ids: z.array(z.string()).optional(),
});
/** Strict where something is a variation: one that lacks its data must not be written back. */
const wholeObjects = z.object({
  objects: z.array(z.union([wholeVariation, otherObject])).default([]),
  related_objects: z.array(placed).default([]),
});

export const isVariation = (object: WholeVariation | OtherObject): object is WholeVariation =>
  object.type === 'ITEM_VARIATION';

/** Written objects; a variation may come inside its item. */
export const upsertReply = z.object({
  objects: z
    .array(
      z.object({
        id: z.string(),
        item_data: z.object({ variations: z.array(z.object({ id: z.string() })).default([]) }).optional(),
      }),
    )
    .default([]),
  errors: errorList.default([]),
});

/** BatchRetrieveCatalogObjects takes no more ids. */
export const RETRIEVE_MAX = 1000;

/** What Square has of some variations. */
export interface Looked {
  /** By id; what is deleted or unknown is not among them. */
  objects: ReadonlyMap<string, WholeVariation | OtherObject>;
  /** The items that were sent along, by id. */
  parents: ReadonlyMap<string, z.infer<typeof placed>>;
}

/**
 * Objects with the items they belong to.
 * POST /v2/catalog/batch-retrieve
 * https://developer.squareup.com/reference/square/catalog-api/batch-retrieve-catalog-objects
 */
export async function wholeObjectsOf({ call }: Shop, ids: readonly string[]): Promise<Looked> {
  const objects = new Map<string, WholeVariation | OtherObject>();
  const parents = new Map<string, z.infer<typeof placed>>();
  for (const object_ids of chunksOf(ids, RETRIEVE_MAX)) {
    const path = '/v2/catalog/batch-retrieve';
    const reply = await call({
      method: 'POST',
      path,
      json: { object_ids, include_related_objects: true },
      effect: false,
      reply: wholeObjects,
    });
    for (const object of reply.objects) objects.set(object.id, object);
    for (const parent of reply.related_objects) parents.set(parent.id, parent);
  }
  return { objects, parents };
}
