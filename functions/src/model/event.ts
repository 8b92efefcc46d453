import { z } from 'zod';

/** What storefronts may be told of. */
export const EVENT_TYPES = [
  'order.synced',
  'order.failed',
  'order.needs_mapping',
  'order.cancelled',
  'order.acknowledged',
  'price.refused',
  'catalog.updated',
  'sync.failed',
  'connection.auth_failed',
  'connection.disconnected',
  'connection.restored',
] as const;
export const eventTypeSchema = z.enum(EVENT_TYPES);
export type EventType = z.infer<typeof eventTypeSchema>;

export const eventSchema = z.object({
  /** The same over all tries, and for the same thing: receivers dedupe by it. */
  id: z.string().min(1),
  tenantId: z.string().min(1),
  type: eventTypeSchema,
  /** When we heard of it. */
  recordedAt: z.number(),
  /** Ids and states; never personal data. */
  data: z.record(z.string(), z.string()),
});
/** One thing that happened, as it stands in the outbox. */
export type OutboxEvent = z.infer<typeof eventSchema>;

export const DELIVERY_STATES = ['delivered', 'retrying', 'given_up'] as const;
const deliverySchema = z.object({
  state: z.enum(DELIVERY_STATES),
  /** Tries of the latest round. */
  tries: z.number().int(),
  /** HTTP status of the last answer; absent where none came. */
  status: z.number().int().optional(),
  triedAt: z.number(),
  /** Not before. */
  retryAt: z.number().optional(),
});
/** How an event fared at one endpoint. */
export type EventDelivery = z.infer<typeof deliverySchema>;

export const toldEventSchema = eventSchema.extend({
  /** By endpoint. One that has not been tried yet is not there. */
  deliveries: z.record(z.string(), deliverySchema).default({}),
});
/** An event with what has become of it. */
export type ToldEvent = z.infer<typeof toldEventSchema>;

export const endpointSchema = z.object({
  id: z.string().min(1),
  tenantId: z.string().min(1),
  /** https only. */
  url: z.string().min(1),
  /** Empty: all. */
  types: z.array(eventTypeSchema).default([]),
  status: z.enum(['active', 'disabled']),
  createdAt: z.number(),
  /** The first failure since the last success. */
  failingSinceAt: z.number().optional(),
});
/** Where a storefront listens; its secret lies in the vault. */
export type EventEndpoint = z.infer<typeof endpointSchema>;

/** A task: one event for one endpoint, for the n-th time. */
export interface EventRef {
  tenantId: string;
  endpointId: string;
  eventId: string;
  tried: number;
}
