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
/** Strict where something is a variation: one that lacks its data must not be written back. */
const wholeObjects = z.object({ objects: z.array(z.union([wholeVariation, otherObject])).default([]) });

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

/**
 * Objects by id; what is deleted or unknown is not among them.
 * POST /v2/catalog/batch-retrieve
 * https://developer.squareup.com/reference/square/catalog-api/batch-retrieve-catalog-objects
 */
export async function wholeObjectsOf(
  { call }: Shop,
  ids: readonly string[],
): Promise<Map<string, WholeVariation | OtherObject>> {
  const found = new Map<string, WholeVariation | OtherObject>();
  for (const object_ids of chunksOf(ids, RETRIEVE_MAX)) {
    const path = '/v2/catalog/batch-retrieve';
    const reply = await call({
      method: 'POST',
      path,
      json: { object_ids },
      effect: false,
      reply: wholeObjects,
    });
    for (const object of reply.objects) found.set(object.id, object);
  }
  return found;
}
