import type { WebhookRoute, Webhooks } from '../../functions/src/deliver/ports/webhooks';
import type { Connection } from '../../functions/src/model/connection';

function memoryWebhooks(
  routes: Map<string, WebhookRoute>,
  events: Map<string, number>,
  connections: ReadonlyMap<string, Connection>,
): Webhooks {
  return {
    route: async (hash) => routes.get(hash),
    open: async (hash, route) => void routes.set(hash, route),
    close: async (hash) => void routes.delete(hash),
    ofAccount: async (provider, accountId) =>
      [...connections.values()].filter((row) => row.provider === provider && row.accountId === accountId),
    seen: async (event, now) => (events.get(event) ?? 0) > now,
    record: async (event, until) => void events.set(event, until),
  };
}

/** Addresses by hash, and the events that came in with the moment until which they count. */
export class MemoryWebhooks {
  readonly routes = new Map<string, WebhookRoute>();
  readonly events = new Map<string, number>();
  readonly store: Webhooks;

  constructor(connections: ReadonlyMap<string, Connection>) {
    this.store = memoryWebhooks(this.routes, this.events, connections);
  }
}
