import { modifierKey, productKey } from '../../functions/src/model/link';
import { createLoyverse } from '../simulators/loyverse';
import * as seed from '../simulators/loyverse/seed';
import { MemoryWorld } from './memoryWorld';
import { aConnection } from './orders';
import { simHttp } from './simHttp';

export const ORDER = 'tenants/demo/orders/o1';

type Apps = ConstructorParameters<typeof MemoryWorld>[1];

/** A shop in memory with one Loyverse connection `c1`, its items linked, and the Loyverse simulator behind it. */
export function loyverseShop(
  settings: object = {},
  { simulators = {}, apps = {} }: { simulators?: Parameters<typeof simHttp>[0]; apps?: Apps } = {},
) {
  const clock: { world?: MemoryWorld } = {};
  const loyverse = createLoyverse({ now: () => clock.world?.clock ?? 0 });
  const world = new MemoryWorld(simHttp({ loyverse, ...simulators }), apps);
  clock.world = world;
  const connection = aConnection({
    provider: 'loyverse',
    name: 'Ariapita Ave',
    accountId: seed.MERCHANT_ID,
    externalLocationId: seed.STORE_ID,
    settings: {
      fallbackItem: { itemId: seed.EXTRAS_ITEM_ID, variationId: seed.EXTRAS_ID },
      pos: { paymentTypeId: seed.PAYMENT_TYPE_ID },
      ...settings,
    },
  });
  world.connectionRows.set(connection.id, structuredClone(connection));
  world.vaultRows.set(connection.id, {
    credentials: { accessToken: seed.ACCESS_TOKEN },
    version: '1',
    renewingUntil: 0,
  });
  world.linkRows.set(connection.id, {
    [productKey('soup')]: { itemId: seed.LATTE_ITEM_ID, variationId: seed.LATTE_ID },
    [modifierKey('bread')]: { variationId: seed.OAT_OPTION_ID },
  });
  return { world, loyverse, connection };
}
