import type { Connection } from '../model/connection';
import { canonicalJson } from '../model/hash';
import type { KnownCustomer, Person } from '../model/person';
import { keysOf, personOf } from '../plan/persons';
import { ALL_THE_TIME, type Stretch } from './wholeMenu';
import type { World } from './world';

const AT_ONCE = 300;

/**
 * Says of each customer which person it is, so that one who stands in the POS twice, or in two of them, counts once. Only
 * the tenant's own rows of customers are read and written: nothing personal goes to the storefront's side.
 */
async function identify(world: World, tenantId: string, customers: readonly KnownCustomer[]): Promise<void> {
  const store = world.publishing.customers;
  const keys = customers.map(keysOf);
  const known = new Map<string, KnownCustomer>();
  const found = await store.byKeys(
    tenantId,
    keys.flatMap(({ emailKey }) => emailKey ?? []),
    keys.flatMap(({ phoneKey }) => phoneKey ?? []),
  );
  for (const one of found) known.set(one.rowId, one);
  const changed = new Map<string, Person>();
  for (const customer of customers) {
    const person = personOf(customer, [...known.values()]);
    known.set(customer.rowId, { ...customer, person });
    if (canonicalJson(person) !== canonicalJson(customer.person)) changed.set(customer.rowId, person);
  }
  if (changed.size > 0) await store.identify(tenantId, changed);
}

/** Of some customers, by the POS's id, or of all of a connection: then where another task goes on, if the time was up. */
export async function identifyCustomers(
  world: World,
  connection: Connection,
  ids: readonly string[] | 'all',
  { from, isTimeUp }: Stretch = ALL_THE_TIME,
): Promise<string | undefined> {
  const store = world.publishing.customers;
  if (ids !== 'all') {
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = await store.read(connection, ids.slice(at, at + AT_ONCE));
      await identify(world, connection.tenantId, some);
    }
    return undefined;
  }
  let after = from;
  for (;;) {
    const some = await store.page(connection, after, AT_ONCE);
    await identify(world, connection.tenantId, some);
    if (some.length < AT_ONCE) return undefined;
    after = some.at(-1)?.rowId;
    if (isTimeUp()) return after;
  }
}
