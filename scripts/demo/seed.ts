import type { Firestore } from 'firebase-admin/firestore';
import type { connect as Connect } from '../../functions/src/deliver/connect';
import type { World } from '../../functions/src/deliver/world';
import type { Connection } from '../../functions/src/model/connection';
import type { LoyverseModel } from '../../test/simulators/loyverse';
import * as loyverse from '../../test/simulators/loyverse/seed';
import * as square from '../../test/simulators/square/seed';
import { MENU, MODIFIERS, UNMAPPED } from './menu';
import { stockLoyverse } from './stockLoyverse';
import { stockSquare } from './stockSquare';

export const TENANT = 'demo';
export const LOCATION = 'main';

/** What the seed needs of the running bridge. */
export interface Bridge {
  db: Firestore;
  world: World;
  connect: typeof Connect;
  loyverse: LoyverseModel;
  squareUrl: string;
}

async function seedStorefront(db: Firestore): Promise<void> {
  const tenant = db.doc(`tenants/${TENANT}`);
  const batch = db.batch();
  batch.set(tenant, { name: 'Corner Kitchen' });
  batch.set(tenant.collection('locations').doc(LOCATION), {
    name: 'Main Street',
    timezone: 'America/New_York',
    currency: 'USD',
  });
  for (const { id, ...item } of MENU)
    batch.set(tenant.collection('products').doc(id), {
      ...item,
      modifiers: item.variations ? MODIFIERS : [],
    });
  batch.set(tenant.collection('products').doc(UNMAPPED.id), { name: UNMAPPED.name, price: UNMAPPED.price });
  await batch.commit();
}

/** One kitchen with two tills: every order goes to Loyverse and to Square. */
export async function seedShop({
  db,
  world,
  connect,
  loyverse: till,
  squareUrl,
}: Bridge): Promise<Connection[]> {
  await seedStorefront(db);
  const place = { tenantId: TENANT, locationId: LOCATION };
  const counter = await connect(world, {
    ...place,
    connectionId: 'loyverse-main',
    provider: 'loyverse',
    externalLocationId: loyverse.STORE_ID,
    credentials: { accessToken: loyverse.ACCESS_TOKEN },
    settings: {
      fallbackItem: { itemId: loyverse.EXTRAS_ITEM_ID, variationId: loyverse.EXTRAS_ID },
      syncCustomers: true,
      pos: { paymentTypeId: loyverse.PAYMENT_TYPE_ID },
    },
  });
  const kitchen = await connect(world, {
    ...place,
    connectionId: 'square-main',
    provider: 'square',
    externalLocationId: square.MAIN_LOCATION,
    credentials: {
      accessToken: square.ACCESS_TOKEN,
      refreshToken: square.REFRESH_TOKEN,
      refreshedAt: world.now(),
      expiresAt: world.now() + 30 * 24 * 3_600_000,
      merchantId: square.MERCHANT_ID,
    },
    settings: { syncCustomers: true },
  });
  await world.linkTables.save(counter, stockLoyverse(till));
  await world.linkTables.save(kitchen, await stockSquare(squareUrl));
  return [counter, kitchen];
}
