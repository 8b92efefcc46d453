import type { EventDelivery, EventEndpoint, OutboxEvent, ToldEvent } from '../../model/event';

/** Fields to set; `undefined` clears. */
export type EndpointPatch = Partial<Pick<EventEndpoint, 'status' | 'failingSinceAt'>>;

/** A place in the list of events: behind this one. */
export interface EventPlace {
  recordedAt: number;
  id: string;
}

export interface Events {
  /** Active endpoints; may be a minute old: most tenants have none, and that must cost nothing. */
  listening(tenantId: string): Promise<readonly EventEndpoint[]>;
  endpoints(tenantId: string): Promise<EventEndpoint[]>;
  endpoint(tenantId: string, id: string): Promise<EventEndpoint | undefined>;
  saveEndpoint(endpoint: EventEndpoint): Promise<void>;
  /** Nothing happens to an endpoint that is gone. */
  patchEndpoint(tenantId: string, id: string, patch: EndpointPatch): Promise<void>;
  removeEndpoint(tenantId: string, id: string): Promise<void>;
  /** An event that is there already stays as it is. */
  record(event: OutboxEvent): Promise<void>;
  event(tenantId: string, id: string): Promise<OutboxEvent | undefined>;
  /** The oldest first. */
  since(tenantId: string, from: number, limit: number): Promise<OutboxEvent[]>;
  /** The newest first, with how they fared. */
  recent(tenantId: string, after: EventPlace | undefined, limit: number): Promise<ToldEvent[]>;
  /** Remembers how an event fared at an endpoint; nothing happens to an event that is gone. */
  fared(tenantId: string, eventId: string, endpointId: string, delivery: EventDelivery): Promise<void>;
}
