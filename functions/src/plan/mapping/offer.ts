import type { PulledItem } from '../../model/pulled';

/** Something that the POS sells and a link can name: a variation of an item, or an option of a modifier list. */
export interface Offer {
  kind: 'item' | 'option';
  /** Absent for an option. */
  itemId?: string;
  variationId: string;
  name: string;
  variationName?: string;
  sku?: string;
  barcode?: string;
  /** Minor units at the connection's location; absent for an open price. */
  price?: number;
  /** Why it should not be linked: the POS does not sell it any more, or not here. */
  closed?: 'archived' | 'not_at_location';
}

/** An option of a POS's modifier list. */
export interface ModifierOption {
  id: string;
  name: string;
  price?: number;
}

function ofItem({ id, name, variations, archived, deleted }: PulledItem): Offer[] {
  if (deleted) return [];
  const isOnlyOne = variations.length === 1;
  return variations.map((variation): Offer => {
    const closed = archived ? 'archived' : variation.available ? undefined : 'not_at_location';
    return {
      kind: 'item',
      itemId: id,
      variationId: variation.id,
      name,
      // What an only variation is called ("Regular", "Default") says nothing.
      variationName: isOnlyOne ? undefined : variation.name,
      sku: variation.sku,
      barcode: variation.barcode,
      price: variation.price,
      closed,
    };
  });
}

const ofOption = ({ id, name, price }: ModifierOption): Offer => ({
  kind: 'option',
  variationId: id,
  name,
  price,
});

/** Everything in the POS that can be linked, by the id that a link names; items before options of the same id. */
export function offersOf(
  items: readonly PulledItem[],
  options: readonly ModifierOption[],
): Map<string, Offer> {
  const all = [...options.map(ofOption), ...items.flatMap(ofItem)];
  return new Map(all.map((offer) => [offer.variationId, offer]));
}
