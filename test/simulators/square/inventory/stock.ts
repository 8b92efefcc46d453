import type { Clock, Ids } from '../clock';
import { scaled } from '../exact';

/** Stock in hundred-thousandths, because quantities have up to five decimals. */
type Amount = bigint;

interface Entry {
  id: string;
  kind: 'count' | 'change';
  amount: Amount;
  occurredAt: number;
  recordedAt: number;
}

export interface Count {
  catalog_object_id: string;
  catalog_object_type: 'ITEM_VARIATION';
  state: 'IN_STOCK';
  location_id: string;
  quantity: string;
  calculated_at: string;
}

function textOf(amount: Amount): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(6, '0');
  const text = `${digits.slice(0, -5)}.${digits.slice(-5)}`.replace(/\.?0+$/, '');
  return amount < 0n ? `-${text}` : text;
}

/** One seller's stock: a ledger applied in the order in which things happened, not in which they were reported. */
export class Stock {
  private readonly ledger = new Map<string, Entry[]>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A physical count: so much was there at that moment. */
  count(variationId: string, locationId: string, quantity: string, occurredAt = this.clock.now()): string {
    return this.enter(variationId, locationId, 'count', scaled(quantity), occurredAt);
  }

  /** Goods came (+1) or went (-1). */
  move(
    variationId: string,
    locationId: string,
    quantity: string,
    sign: 1 | -1,
    occurredAt = this.clock.now(),
  ): string {
    return this.enter(variationId, locationId, 'change', scaled(quantity) * BigInt(sign), occurredAt);
  }

  private enter(
    variationId: string,
    locationId: string,
    kind: Entry['kind'],
    amount: Amount,
    occurredAt: number,
  ) {
    const key = `${variationId} ${locationId}`;
    const entry = { id: this.ids.next('STK'), kind, amount, occurredAt, recordedAt: this.clock.now() };
    this.ledger.set(key, [...(this.ledger.get(key) ?? []), entry]);
    return entry.id;
  }

  /** Undefined when it was never counted. */
  at(variationId: string, locationId: string): Count | undefined {
    const entries = this.ledger.get(`${variationId} ${locationId}`);
    if (!entries) return undefined;
    const amount = [...entries]
      .sort((a, b) => a.occurredAt - b.occurredAt)
      .reduce((sum, entry) => (entry.kind === 'count' ? entry.amount : sum + entry.amount), 0n);
    return {
      catalog_object_id: variationId,
      catalog_object_type: 'ITEM_VARIATION',
      state: 'IN_STOCK',
      location_id: locationId,
      quantity: textOf(amount),
      calculated_at: this.clock.iso(Math.max(...entries.map((entry) => entry.recordedAt))),
    };
  }

  /** Newest first. */
  all(): Count[] {
    return [...this.ledger.keys()]
      .map((key) => key.split(' '))
      .map(([variationId = '', locationId = '']) => this.at(variationId, locationId))
      .filter((count) => count !== undefined)
      .sort((a, b) => Date.parse(b.calculated_at) - Date.parse(a.calculated_at));
  }
}
