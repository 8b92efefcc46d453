import type { Firestore } from 'firebase-admin/firestore';
import type { connect as Connect } from '../../functions/src/deliver/connect';
import type { World } from '../../functions/src/deliver/world';
import type { Connection } from '../../functions/src/model/connection';
import { productKey, type Links } from '../../functions/src/model/link';
import type { LoyverseModel } from '../../test/simulators/loyverse';
import * as loyverse from '../../test/simulators/loyverse/seed';
import * as square from '../../test/simulators/square/seed';
import { MENU, MODIFIERS, UNLINKED } from './menu';
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
  for (const { id, ...item } of [...MENU, UNLINKED])
    batch.set(tenant.collection('products').doc(id), {
      ...item,
      modifiers: item.variations ? MODIFIERS : [],
    });
  await batch.commit();
}

/** Who is connected, and what each of them calls the whole menu; `UNLINKED` is not in their link tables yet. */
export interface SeededShop {
  connections: Connection[];
  /** By connection id. */
  links: Readonly<Record<string, Links>>;
}

const PRICES = { enabled: true };

/** One kitchen with two tills: every order and every price goes to Loyverse and to Square. */
export async function seedShop({
  db,
  world,
  connect,
  loyverse: till,
  squareUrl,
}: Bridge): Promise<SeededShop> {
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
      prices: PRICES,
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
    settings: { syncCustomers: true, prices: PRICES },
  });
  const links = { [counter.id]: stockLoyverse(till), [kitchen.id]: await stockSquare(squareUrl) };
  const connections = [counter, kitchen];
  for (const connection of connections) {
    const { [productKey(UNLINKED.id)]: _unlinked, ...known } = links[connection.id] ?? {};
    await world.linkTables.save(connection, known);
  }
  return { connections, links };
}
