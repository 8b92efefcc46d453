import { z } from 'zod';
import type { PosLocation } from '../../model/item';
import type { Client } from './client';
import type { Shop } from './shop';
import { id, maybe } from './wire';
import { failureIn } from './refusal';

/** A place as Zoho lists it; both spellings of each field are documented. */
const place = z.looseObject({
  location_id: maybe(id),
  warehouse_id: maybe(id),
  location_name: maybe(z.string()),
  warehouse_name: maybe(z.string()),
  type: maybe(z.string()),
  status: maybe(z.string()),
  is_location_active: maybe(z.boolean()),
});
type WirePlace = z.infer<typeof place>;

const LISTS = [
  { path: '/locations', reply: z.looseObject({ locations: z.array(place) }).transform((r) => r.locations) },
  // Organizations that have not been moved to locations yet.
  {
    path: '/settings/warehouses',
    reply: z.looseObject({ warehouses: z.array(place) }).transform((r) => r.warehouses),
  },
] as const;

export interface Place {
  id: string;
  name: string;
}

/** One that takes orders: a "line item only" location merely keeps goods. */
function usable(row: WirePlace): Place[] {
  const placeId = row.location_id ?? row.warehouse_id;
  const isActive = row.status !== 'inactive' && row.is_location_active !== false;
  if (placeId === undefined || !isActive || row.type === 'line_item_only') return [];
  return [{ id: placeId, name: row.location_name ?? row.warehouse_name ?? placeId }];
}

/** These say something of the sign-in as a whole or of Zoho; the others, that the list is not to be had. */
const PASSED_ON = ['throttled', 'unavailable', 'unexpected'];

async function listed(client: Client, { path, reply }: (typeof LISTS)[number]): Promise<Place[]> {
  try {
    return (await client.get(path, reply)).flatMap(usable);
  } catch (thrown) {
    const failure = failureIn(thrown);
    // Where the feature is off Zoho was seen to answer like for a missing permission.
    if (PASSED_ON.includes(failure.kind) && failure.detail.code !== '5') throw failure;
    return [];
  }
}

/** The organization's places; none where it has only itself. https://www.zoho.com/inventory/api/v1/locations/ */
export async function placesOf(client: Client): Promise<Place[]> {
  for (const list of LISTS) {
    const places = await listed(client, list);
    if (places.length > 0) return places;
  }
  return [];
}

/** GET /organizations, then its locations; an organization without any stands for itself. */
export async function locations(shop: Shop): Promise<PosLocation[]> {
  const { organization_id: accountId, name, currency_code: currency, time_zone } = await shop.organization();
  const places = await placesOf(shop.client);
  const all = places.length > 0 ? places : [{ id: accountId, name }];
  return all.map((one) => ({
    externalId: one.id,
    name: one.name,
    currency,
    ...(time_zone !== undefined && { timezone: time_zone }),
    accountId,
  }));
}
