/** How much of an item there is at a place, in thousandths. */
export interface Level {
  /** By the accounts: moved by invoices and adjustments. */
  onHand: number;
  /** On the shelf: moved by shipments and adjustments. */
  physical: number;
  /** In confirmed orders and not yet invoiced. */
  committed: number;
  /** In confirmed orders and not yet shipped. */
  reserved: number;
}

const KINDS = ['onHand', 'physical', 'committed', 'reserved'] as const;
const nothing = (): Level => ({ onHand: 0, physical: 0, committed: 0, reserved: 0 });

function add(level: Level, change: Partial<Level>): void {
  for (const kind of KINDS) level[kind] += change[kind] ?? 0;
}

/** The stock of an organization's tracked items; a level may go below zero. */
export class StockBook {
  /** Item id -> place id -> level. */
  private readonly levels = new Map<string, Map<string, Level>>();

  /** `placeId` is empty in organizations without places. */
  move(itemId: string, placeId: string, change: Partial<Level>): void {
    const places = this.levels.get(itemId) ?? new Map<string, Level>();
    this.levels.set(itemId, places);
    const level = places.get(placeId) ?? nothing();
    places.set(placeId, level);
    add(level, change);
  }

  at(itemId: string, placeId: string): Level {
    return this.levels.get(itemId)?.get(placeId) ?? nothing();
  }

  total(itemId: string): Level {
    const total = nothing();
    for (const level of this.levels.get(itemId)?.values() ?? []) add(total, level);
    return total;
  }

  /** Units on the shelf, by item and place. */
  state(): { item_id: string; location_id: string; on_hand: number; reserved: number }[] {
    return [...this.levels].flatMap(([item_id, places]) =>
      [...places].map(([location_id, { physical, reserved }]) => ({
        ...{ item_id, location_id },
        ...{ on_hand: physical / 1000, reserved: reserved / 1000 },
      })),
    );
  }
}
