import { z } from 'zod';
import { hashOf } from './hash';

/** One entry of a link table: what a product, variation or modifier of the storefront is called in the POS. */
export const linkSchema = z.looseObject({
  /** The POS's item id (informative where only the variation is sold). */
  itemId: z.string().min(1).optional(),
  /** The id that the POS wants on an order line: a variant, a variation, or a modifier option. */
  variationId: z.string().min(1),
  name: z.string().optional(),
  sku: z.string().optional(),
  /** POS tax ids to put on lines of this item. */
  taxIds: z.array(z.string()).optional(),
  /** Minor units: what we told the POS last, and what the POS told us last. */
  pushedPrice: z.number().optional(),
  pulledPrice: z.number().optional(),
  /** When a person last said that it is right. */
  lastVerifiedAt: z.number().optional(),
  /** Made for this connection alone: a link for all locations of the account leaves it as it is. */
  own: z.boolean().optional(),
});
export type Link = z.infer<typeof linkSchema>;

/** Link-table key -> link. */
export type Links = Readonly<Record<string, Link>>;

/** Keys hold ids as the storefront wrote them, escaped so that they are legal Firestore field names. */
const escape = (id: string) => encodeURIComponent(id).replace(/\./g, '%2E').replace(/~/g, '%7E');

/** Key of a product, or of one of its variations. */
export function productKey(productId: string, variationId?: string): string {
  return variationId === undefined
    ? `p:${escape(productId)}`
    : `p:${escape(productId)}:${escape(variationId)}`;
}

/** The product a key belongs to; undefined for a modifier. */
export function productOf(key: string): string | undefined {
  const [kind, id] = key.split(':');
  return kind === 'p' && id !== undefined ? decodeURIComponent(id) : undefined;
}

export function modifierKey(modifierId: string): string {
  return `m:${escape(modifierId)}`;
}

/** Which shard of a link table holds a key: product and variations share one, so an order reads few. */
export function shardOf(key: string, shards: number): number {
  if (shards <= 1) return 0;
  const owner = key.split(':').slice(0, 2).join(':');
  return parseInt(hashOf([owner], 8), 16) % shards;
}
