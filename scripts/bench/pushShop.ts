import type { Http } from '../../functions/src/providers/http';
import { createSquare, type SquareModel } from '../../test/simulators/square';
import * as kitchen from '../../test/simulators/square/seed';
import { MemoryWorld } from '../../test/support/memoryWorld';
import { aConnection } from '../../test/support/orders';
import { simHttp } from '../../test/support/simHttp';
import { LOCATION } from './order';
import { dish, PRICE, squareVariation, stockSquare } from './stock';

const TENANT = 'demo';
/** Where a MemoryWorld begins. */
const START = Date.UTC(2026, 0, 15, 12);
/** What a call to Square takes on the virtual clock. */
const CALL_MS = 100;
const INSTANCES = 10;
const NEW_PRICE = PRICE + 100;

type Send = Parameters<Http>[0];

/** Looking for the children of a variation, which has none, takes a walk through the whole catalog: minutes in all. */
function quicken(model: SquareModel): void {
  const { catalog } = model.account();
  const view = catalog.view.bind(catalog);
  catalog.view = (object) => (object.item_variation_data ? structuredClone(object) : view(object));
}

/**
 * A shop in memory on a virtual clock, its prices in a simulated Square that holds to ten calls a second. `onCall`
 * runs at each call, while the call is under way; calls about prices are counted.
 */
export function pushShop(products: number) {
  const clock: { world?: MemoryWorld } = {};
  const now = () => clock.world?.clock ?? START;
  const square = createSquare({ now, catalogWriteMs: 0, callsPerSecond: 10 });
  const send = simHttp({ square });
  const counts = { looks: 0, writes: 0, refused: 0 };
  const hooks: { onCall: (request: Send) => Promise<void> } = { onCall: async () => {} };
  const world = new MemoryWorld(async (request) => {
    await hooks.onCall(request);
    world.clock += CALL_MS;
    const reply = await send(request);
    if (request.url.endsWith('/v2/catalog/batch-retrieve')) counts.looks += 1;
    if (request.url.endsWith('/v2/catalog/batch-upsert')) counts.writes += 1;
    if (reply.status === 429) counts.refused += 1;
    return reply;
  });
  clock.world = world;
  world.instances = INSTANCES;
  const settings = { prices: { enabled: true }, holdAfterMinutes: 7 * 24 * 60 };
  const connection = aConnection({
    id: 'square',
    provider: 'square',
    tenantId: TENANT,
    locationId: LOCATION,
    accountId: kitchen.MERCHANT_ID,
    externalLocationId: kitchen.MAIN_LOCATION,
    settings,
  });
  world.connectionRows.set(connection.id, connection);
  const credentials = { accessToken: kitchen.ACCESS_TOKEN };
  world.vaultRows.set(connection.id, { credentials, version: '1', renewingUntil: 0 });
  world.linkRows.set(connection.id, stockSquare(square.model, products));
  quicken(square.model);
  for (let n = 0; n < products; n += 1)
    world.productDocs.set(`tenants/${TENANT}/products/${dish(n)}`, { name: `Dish ${n}`, price: PRICE });
  const variation = (n: number) => square.model.account().catalog.objects.get(squareVariation(n));
  return {
    world,
    square,
    counts,
    hooks,
    orderPath: (id: string) => `tenants/${TENANT}/orders/${id}`,
    /** Edits every price, all at one moment. */
    editAll: () => {
      for (let n = 0; n < products; n += 1)
        world.putProduct(TENANT, dish(n), { name: `Dish ${n}`, price: NEW_PRICE });
    },
    /** Square has the new price. */
    told: (n: number) => {
      const data = variation(n)?.item_variation_data;
      const here = data?.location_overrides?.find(({ location_id }) => location_id === kitchen.MAIN_LOCATION);
      return (here?.price_money ?? data?.price_money)?.amount === NEW_PRICE;
    },
    /** Makes a price one that Square refuses, in one of three ways. */
    spoil: (n: number, way: number) => {
      const { catalog } = square.model.account();
      const object = variation(n);
      if (!object) return;
      // Square names no object when an item is gone; it names one that stands where its item does not.
      if (way === 0) catalog.objects.set(object.id, { ...object, is_deleted: true });
      if (way === 1) catalog.objects.delete(`ITMDISH${n}`);
      if (way === 2) {
        const item = catalog.objects.get(`ITMDISH${n}`);
        if (item) catalog.objects.set(item.id, { ...item, absent_at_location_ids: [kitchen.PARK_LOCATION] });
      }
    },
    refusals: () => [...world.priceEditRows.values()].filter(({ edit }) => edit.state === 'refused').length,
    due: () => [...world.priceEditRows.values()].filter(({ edit }) => edit.state === 'due').length,
  };
}

export type PushShop = ReturnType<typeof pushShop>;
