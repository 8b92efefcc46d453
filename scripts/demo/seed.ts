import type { Firestore } from 'firebase-admin/firestore';
import type { connect as Connect } from '../../functions/src/deliver/connect';
import type { World } from '../../functions/src/deliver/world';
import type { Connection } from '../../functions/src/model/connection';
import { productKey, type Links } from '../../functions/src/model/link';
import { MENU, MODIFIERS, UNLINKED } from './menu';
import type { Counter } from './simulators';

export const TENANT = 'demo';
export const LOCATION = 'main';

/** What the seed needs of the running bridge. */
export interface Bridge {
  db: Firestore;
  world: World;
  connect: typeof Connect;
  counters: readonly Counter[];
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

const place = { tenantId: TENANT, locationId: LOCATION };

/** One kitchen with a till of every make: every order goes to all of them, every price to those that take one. */
export async function seedShop({ db, world, connect, counters }: Bridge): Promise<SeededShop> {
  await seedStorefront(db);
  const connections: Connection[] = [];
  const links: Record<string, Links> = {};
  for (const counter of counters) {
    const { id: provider, price, url } = counter;
    const settings = { prices: { enabled: price !== undefined }, ...counter.connect.settings };
    const request = { ...place, connectionId: `${provider}-${LOCATION}`, provider };
    const connection = await connect(world, { ...request, ...counter.connect, settings });
    const known = (links[connection.id] = await counter.stock(url));
    const { [productKey(UNLINKED.id)]: _unlinked, ...linked } = known;
    await world.linkTables.save(connection, linked);
    connections.push(connection);
  }
  return { connections, links };
}
