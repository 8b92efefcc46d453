import { z } from 'zod';
import type { PulledItem } from '../../model/pulled';
import type { PriceMove } from '../../model/run';

const recordedSchema = z.object({
  variations: z.array(z.object({ id: z.string(), price: z.number().optional() })),
});

/** Prices of an item that moved; a variation that is new or gone has not moved. */
export function priceMoves(before: unknown, item: PulledItem): PriceMove[] {
  const recorded = recordedSchema.safeParse(before);
  if (!recorded.success) return [];
  const prices = new Map(recorded.data.variations.map(({ id, price }) => [id, price]));
  return item.variations.flatMap(({ id, price }): PriceMove[] => {
    const from = prices.get(id);
    if (!prices.has(id) || from === price) return [];
    return [
      {
        itemId: item.id,
        variationId: id,
        ...(from !== undefined && { from }),
        ...(price !== undefined && { to: price }),
      },
    ];
  });
}
