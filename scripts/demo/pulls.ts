import type { askPull as AskPull } from '../../functions/src/deliver/pull/tick';
import type { Link, Links } from '../../functions/src/model/link';
import type { PulledItem } from '../../functions/src/model/pulled';
import type { Shop } from './bridge';
import { requireBuilt } from './built';
import { comesTrue } from './comesTrue';
import type { Rehearsal } from './rehearsal';
import { LOCATION, TENANT } from './seed';
import type { Counter } from './simulators';
import { money } from './table';

/** Pulls wait until an account has calls again that orders and prices do not need. */
const PATIENCE_MS = 150_000;

const connectionOf = ({ id }: Counter) => `${id}-${LOCATION}`;

/** Has the whole menu of every POS pulled; false when that takes too long. */
async function pullAll({ connections, world }: Shop): Promise<boolean> {
  const { askPull } = requireBuilt('./deliver/pull/tick') as { askPull: typeof AskPull };
  for (const connection of connections) await askPull(world, connection, ['catalog']);
  const isThere = async (connectionId: string) => {
    const found = await world.pulls.read({ tenantId: TENANT, connectionId });
    return found?.value.asked.catalog === undefined && found?.value.capabilities.catalog?.pass === undefined;
  };
  const areThere = async () => (await Promise.all(connections.map(({ id }) => isThere(id)))).every(Boolean);
  return comesTrue(areThere, PATIENCE_MS);
}

/** Items on a menu, and of those that the shop has linked how many variations there are and what they cost together. */
interface Side {
  items: number;
  linked: number;
  sum: number;
}

async function pulledSide({ db }: Shop, connectionId: string, linked: ReadonlySet<string>): Promise<Side> {
  const items = db.collection(`tenants/${TENANT}/posItems`).where('connectionId', '==', connectionId);
  const rows = (await items.get()).docs.map((snapshot) => snapshot.data() as PulledItem);
  const variations = rows.flatMap((row) => row.variations).filter(({ id }) => linked.has(id));
  const sum = variations.reduce((total, { price = NaN }) => total + price, 0);
  return { items: rows.length, linked: variations.length, sum };
}

/** Links of what is sold, by the POS's variation: sizes where a product has some, and no extras. */
function productsOf(links: Links): Map<string, Link> {
  const keys = Object.keys(links);
  const isSold = (key: string) => key.startsWith('p:') && !keys.some((other) => other.startsWith(`${key}:`));
  return new Map(
    Object.entries(links).flatMap(([key, link]): [string, Link][] =>
      isSold(key) ? [[link.variationId, link]] : [],
    ),
  );
}

/** Both sides of one POS: how many items there are, and what all that the storefront links costs. */
async function compare(r: Rehearsal, counter: Counter): Promise<void> {
  const { shop } = r;
  const products = productsOf(shop.links[connectionOf(counter)] ?? {});
  const priceOf = counter.price ?? counter.priceOf;
  const there: Side = {
    items: counter.items().length,
    linked: products.size,
    sum: [...products.values()].reduce((total, link) => total + (priceOf?.(link) ?? NaN), 0),
  };
  const here = await pulledSide(shop, connectionOf(counter), new Set(products.keys()));
  const ok = here.items === there.items && here.linked === there.linked && here.sum === there.sum;
  const said = ({ items, linked, sum }: Side) => [String(items), String(linked), money(sum)];
  r.check(
    `the menu of ${counter.name} is pulled as it stands there`,
    ok,
    `${here.items} items, ${here.linked} linked for ${money(here.sum)}; there ${said(there).join(', ')}`,
  );
  const pairs = said(here).map((cell, index) => `${cell} / ${said(there)[index]}`);
  r.pulls.push([counter.name, ...pairs, ok ? 'yes' : 'NO']);
}

/** Pulls every menu and compares it with what its POS holds. */
export async function rehearsePulls(r: Rehearsal): Promise<void> {
  const startedAt = performance.now();
  const ok = await pullAll(r.shop);
  const after = `in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  r.check('every menu is pulled', ok, ok ? after : 'too late');
  for (const counter of r.shop.counters) await compare(r, counter);
}
