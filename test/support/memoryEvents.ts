import type { EventPlace, Events } from '../../functions/src/deliver/ports/events';
import type { EventEndpoint, ToldEvent } from '../../functions/src/model/event';

const newerFirst = (one: EventPlace, other: EventPlace) =>
  other.recordedAt - one.recordedAt || Number(one.id < other.id) - Number(one.id > other.id);

function memoryEvents(endpoints: Map<string, EventEndpoint>, events: Map<string, ToldEvent>): Events {
  const of = (tenantId: string) => [...endpoints.values()].filter((one) => one.tenantId === tenantId);
  const key = (tenantId: string, id: string) => `${tenantId}/${id}`;
  return {
    listening: async (tenantId) => of(tenantId).filter(({ status }) => status === 'active'),
    endpoints: async (tenantId) => of(tenantId),
    endpoint: async (tenantId, id) => endpoints.get(key(tenantId, id)),
    saveEndpoint: async (endpoint) => void endpoints.set(key(endpoint.tenantId, endpoint.id), endpoint),
    patchEndpoint: async (tenantId, id, patch) => {
      const row = endpoints.get(key(tenantId, id));
      if (row) endpoints.set(key(tenantId, id), { ...row, ...patch });
    },
    removeEndpoint: async (tenantId, id) => void endpoints.delete(key(tenantId, id)),
    record: async (event) => {
      const at = key(event.tenantId, event.id);
      if (!events.has(at)) events.set(at, { ...event, deliveries: {} });
    },
    event: async (tenantId, id) => events.get(key(tenantId, id)),
    since: async (tenantId, from, limit) =>
      [...events.values()]
        .filter((event) => event.tenantId === tenantId && event.recordedAt >= from)
        .sort((a, b) => a.recordedAt - b.recordedAt)
        .slice(0, limit),
    recent: async (tenantId, after, limit) =>
      [...events.values()]
        .filter((event) => event.tenantId === tenantId)
        .sort(newerFirst)
        .filter((event) => !after || newerFirst(after, event) < 0)
        .slice(0, limit),
    fared: async (tenantId, eventId, endpointId, delivery) => {
      const row = events.get(key(tenantId, eventId));
      if (row) row.deliveries[endpointId] = delivery;
    },
  };
}

/** Endpoints and outbox by `tenant/id`. */
export class MemoryEvents {
  readonly endpoints = new Map<string, EventEndpoint>();
  readonly events = new Map<string, ToldEvent>();
  readonly store = memoryEvents(this.endpoints, this.events);
}
