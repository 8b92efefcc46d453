import type { Connection } from '../model/connection';

/** The connections that serve a location, and those of them that would repeat another one's orders. */
export interface Route {
  takers: Connection[];
  /** Same POS account and location as an earlier connection: sending to both would cook everything twice. */
  twins: Connection[];
}

const bySeniority = (a: Connection, b: Connection) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
const placeOf = (c: Connection) => [c.provider, c.environment, c.accountId, c.externalLocationId].join('\n');

/** Which connections an order of this location concerns. Disconnected ones count only where there is no other. */
export function routeOf(locationId: unknown, connections: readonly Connection[]): Route {
  const here = connections.filter((c) => c.locationId === locationId).sort(bySeniority);
  const live = here.filter((c) => c.status !== 'disconnected');
  const route: Route = { takers: [], twins: [] };
  const taken = new Set<string>();
  for (const connection of live.length > 0 ? live : here) {
    const list = taken.has(placeOf(connection)) ? route.twins : route.takers;
    list.push(connection);
    taken.add(placeOf(connection));
  }
  return route;
}
