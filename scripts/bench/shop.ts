import type { Firestore } from 'firebase-admin/firestore';
import type { Connection } from '../../functions/src/model/connection';
import * as till from '../../test/simulators/loyverse/seed';
import * as kitchen from '../../test/simulators/square/seed';
import { builtCode } from '../demo/built';
import type { Desk } from './desk';
import { LOCATION } from './order';
import { dish, PRICE, stockLoyverse, stockSquare } from './stock';

export type Pos = 'square' | 'loyverse';

const CREDENTIALS = {
  loyverse: () => ({ accessToken: till.ACCESS_TOKEN }),
  square: () => ({
    accessToken: kitchen.ACCESS_TOKEN,
    refreshToken: kitchen.REFRESH_TOKEN,
    refreshedAt: Date.now(),
    expiresAt: Date.now() + 30 * 24 * 3_600_000,
    merchantId: kitchen.MERCHANT_ID,
  }),
};
const PLACES = { loyverse: till.STORE_ID, square: kitchen.MAIN_LOCATION };
const SETTINGS = {
  loyverse: { pos: { paymentTypeId: till.PAYMENT_TYPE_ID }, prices: { enabled: true } },
  square: { prices: { enabled: true } },
};

/** A tenant of its own. */
export interface Shop {
  pos: Pos;
  connection: Connection;
  product(n: number): FirebaseFirestore.DocumentReference;
  order(id: string): FirebaseFirestore.DocumentReference;
}

async function seedMenu(db: Firestore, tenant: string, dishes: number): Promise<void> {
  const batch = db.batch();
  for (let n = 0; n < dishes; n += 1)
    batch.set(db.doc(`tenants/${tenant}/products/${dish(n)}`), { name: `Dish ${n}`, price: PRICE });
  await batch.commit();
}

/** A tenant with a menu, whose orders and prices go to one POS; at rest when this resolves. */
export async function openShop(desk: Desk, pos: Pos, dishes: number): Promise<Shop> {
  const { db } = desk;
  const tenantId = `bench-${pos}`;
  // Before there is a connection, so that no price is news to the POS.
  await seedMenu(db, tenantId, dishes);
  await desk.still();
  const { world, connect } = builtCode();
  const connection = await connect(world, {
    tenantId,
    connectionId: `${pos}-main`,
    provider: pos,
    locationId: LOCATION,
    externalLocationId: PLACES[pos],
    credentials: CREDENTIALS[pos](),
    settings: SETTINGS[pos],
  });
  const links =
    pos === 'square' ? stockSquare(desk.square.model, dishes) : stockLoyverse(desk.loyverse.model, dishes);
  await world.linkTables.save(connection, links);
  await desk.still();
  return {
    pos,
    connection,
    product: (n) => db.doc(`tenants/${tenantId}/products/${dish(n)}`),
    order: (id) => db.doc(`tenants/${tenantId}/orders/${id}`),
  };
}

/** Resolves when the order's badge says `synced`. */
export async function synced({ connection, order }: Shop, id: string, patienceMs = 60_000): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => end(reject, new Error(`Order ${id} did not reach the POS.`)), patienceMs);
    const stop = order(id).onSnapshot(
      (snapshot) => {
        if (snapshot.get(`pos.${connection.id}.status`) === 'synced') end(resolve);
      },
      (error) => end(reject, error),
    );
    function end<T extends unknown[]>(settle: (...result: T) => void, ...result: T): void {
      clearTimeout(late);
      stop();
      settle(...result);
    }
  });
}
