import type { Connection } from '../model/connection';
import type { Link, Links } from '../model/link';
import type { PulledItem } from '../model/pulled';
import { availabilityOf, differing } from '../plan/availability';
import { driftOf, keysByProduct } from '../plan/drift';
import { canonicalJson } from '../model/hash';
import { stockOf } from './publish';
import type { World } from './world';

/** The links of these keys. */
const only = (links: Links, keys: readonly string[]): Links =>
  Object.fromEntries(keys.flatMap((key): [string, Link][] => (links[key] ? [[key, links[key]]] : [])));

/** Modifiers have neither an availability nor a price of their own here. */
const ofProducts = (links: Links): Links => only(links, [...keysByProduct(links).values()].flat());

/** Variation id -> item, of everything that is linked. */
async function linkedItems(world: World, connection: Connection, links: Links) {
  const { catalog } = world.publishing;
  const all = Object.values(links);
  const itemIds = [...new Set(all.flatMap(({ itemId }) => itemId ?? []))];
  const found = (await catalog.items(connection, itemIds)).flatMap((item) => item ?? []);
  const byVariation = new Map<string, PulledItem>();
  const note = (item: PulledItem) => {
    for (const { id } of item.variations) byVariation.set(id, item);
  };
  found.forEach(note);
  const missing = [...new Set(all.map(({ variationId }) => variationId))].filter(
    (id) => !byVariation.has(id),
  );
  if (missing.length > 0) (await catalog.ofVariations(connection, missing)).forEach(note);
  return byVariation;
}

async function productsOf(world: World, { tenantId }: Connection, ids: readonly string[]) {
  const documents = await world.publishing.storefront.products(tenantId, ids);
  return new Map(ids.map((id, index) => [id, documents[index]]));
}

/** Which links a change concerns. */
export type Concerns = (link: Link) => boolean;

/** Shows on the storefront's products whether the POS can sell them; only what differs is written. */
export async function showAvailability(
  world: World,
  connection: Connection,
  concerns: Concerns,
): Promise<number> {
  if (!connection.settings.menu.storefrontAvailability) return 0;
  const links = ofProducts(await world.publishing.storefront.links(connection));
  const touched = [...keysByProduct(links)].filter(([, keys]) =>
    Object.values(only(links, keys)).some(concerns),
  );
  if (touched.length === 0) return 0;
  const some = only(
    links,
    touched.flatMap(([, keys]) => keys),
  );
  const [items, stock, products] = await Promise.all([
    linkedItems(world, connection, some),
    stockOf(world, connection),
    productsOf(
      world,
      connection,
      touched.map(([id]) => id),
    ),
  ]);
  const changed = differing(availabilityOf(some, items, stock), products);
  if (changed.size > 0) await world.publishing.storefront.setAvailable(connection.tenantId, changed);
  return changed.size;
}

/** Reports what the storefront's linked products and the POS disagree on; written only when it is another report. */
export async function reportDrift(world: World, connection: Connection, concerns: Concerns): Promise<void> {
  const { storefront, drift } = world.publishing;
  const [links, before] = await Promise.all([storefront.links(connection), drift.read(connection)]);
  const linked = ofProducts(links);
  if (before && !Object.values(linked).some(concerns)) return;
  const [items, stock, products, currency] = await Promise.all([
    linkedItems(world, connection, linked),
    stockOf(world, connection),
    productsOf(world, connection, [...keysByProduct(linked).keys()]),
    storefront.currencyOf(connection.tenantId, connection.locationId),
  ]);
  const report = driftOf({ connection, links: linked, items, stock, products, currency });
  if (before && canonicalJson([report]) === canonicalJson([before])) return;
  await drift.write(connection, report, world.now());
}
