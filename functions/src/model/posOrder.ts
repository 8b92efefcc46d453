import { z } from 'zod';
import type { PulledOrder } from './pulled';

/** A storefront's order that we pushed, and the connection that did: its badge is the one to write on. */
export interface PushedOrder {
  orderPath: string;
  connectionId: string;
}

/** A pulled order as our row of it. */
export interface PosOrder {
  rowId: string;
  order: PulledOrder;
  /** Of the order as it was pulled. */
  hash: string;
  /** The sale's row and what was given back of it, minor units, for a refund. */
  refund?: { saleRowId: string; amount: number };
  /** The storefront's order, where we pushed it. */
  pushed?: PushedOrder;
}

/** What is compared of an order that was pulled before. */
export const knownOrderSchema = z.object({
  accountId: z.string(),
  status: z.enum(['accepted', 'preparing', 'ready', 'completed', 'cancelled', 'refunded']),
  updatedAt: z.number(),
  total: z.number(),
  hash: z.string(),
  /** The storefront's order, where we pushed this one, and the connection that did. */
  orderPath: z.string().optional(),
  orderConnectionId: z.string().optional(),
});
export type KnownOrder = z.infer<typeof knownOrderSchema>;

/** What its refunds gave back, by their row ids; they may be known before the sale is. */
export const refundsSchema = z.record(z.string(), z.number()).default({});

/** A row of an order of the POS; it may be there for its refunds alone. */
export interface PosOrderRow {
  order?: KnownOrder;
  refunds: Readonly<Record<string, number>>;
}
