import type { Connection } from '../model/connection';
import type { Drift, DriftEntry, DriftReport } from '../model/drift';
import { productKey, productOf, type Link, type Links } from '../model/link';
import { majorText } from '../model/money';
import { readProduct } from '../model/product';
import type { PulledItem, PulledVariation } from '../model/pulled';
import { pricesAt, rounded } from './prices';
import type { StockOf } from './publicView';

/** Entries in a report; the counts are of all. */
export const MOST_ENTRIES = 200;

type Product = Readonly<Record<string, unknown>>;

/** What a report is made of; all by the storefront's product ids and the POS's ids. */
export interface DriftFacts {
  connection: Connection;
  links: Links;
  products: ReadonlyMap<string, Product | undefined>;
  /** Variation id -> the item that has it. */
  items: ReadonlyMap<string, PulledItem>;
  stock: StockOf;
  /** What the storefront sells in at the connection's location. */
  currency?: string;
}

const MESSAGES: Readonly<Record<Exclude<Drift, 'price_differs' | 'currency'>, string>> = {
  unlinked: 'It has no POS item: orders of it wait for a link.',
  deleted: 'The POS item it is linked to is gone: link it to another one.',
  archived: 'The POS no longer sells the item it is linked to.',
  not_at_location: 'The POS does not sell the item at this location.',
  sold_out: 'The POS has none left.',
};

/** What is wrong with the POS item of a link. */
function itemDrift(
  { itemId, variationId }: Link,
  { items, stock }: DriftFacts,
): { drift?: Exclude<Drift, 'price_differs' | 'currency'>; variation?: PulledVariation } {
  const item = items.get(variationId) ?? (itemId === undefined ? undefined : items.get(itemId));
  const variation = item?.variations.find(({ id }) => id === variationId);
  if (!item || item.deleted || !variation) return { drift: 'deleted' };
  if (item.archived) return { drift: 'archived' };
  if (!variation.available) return { drift: 'not_at_location' };
  const row = stock(variationId);
  return { drift: row && row.a <= 0 ? 'sold_out' : undefined, variation };
}

function priceEntry(
  at: Pick<DriftEntry, 'key' | 'productId' | 'name'>,
  wanted: number | undefined,
  variation: PulledVariation | undefined,
  { settings, currency }: Connection,
): DriftEntry[] {
  const posPrice = variation?.price;
  if (wanted === undefined || posPrice === undefined) return [];
  if (wanted === posPrice || rounded(wanted, settings.prices.rounding) === posPrice) return [];
  const [here, there] = [wanted, posPrice].map((minor) => majorText(minor, currency));
  const message = `It costs ${currency} ${here} in the storefront and ${there} in the POS.`;
  return [{ ...at, drift: 'price_differs', storefrontPrice: wanted, posPrice, message }];
}

function productDrift(productId: string, keys: readonly string[], facts: DriftFacts): DriftEntry[] {
  const { products, links, connection } = facts;
  const document = products.get(productId);
  // The storefront no longer has it: nobody can order it.
  if (!document) return [];
  const read = readProduct(document);
  const name = read.ok ? read.product.name : undefined;
  const prices = read.ok
    ? pricesAt(read.product, productId, connection.locationId)
    : new Map<string, number>();
  const linked = keys.flatMap((key): DriftEntry[] => {
    const link = links[key];
    if (!link) return [];
    const { drift, variation } = itemDrift(link, facts);
    const at = { key, productId, name };
    return drift
      ? [{ ...at, drift, message: MESSAGES[drift] }]
      : priceEntry(at, prices.get(key), variation, connection);
  });
  const variations = read.ok ? read.product.variations.map(({ id }) => productKey(productId, id)) : [];
  const unlinked = variations
    .filter((key) => !links[key])
    .map((key): DriftEntry => ({ key, productId, name, drift: 'unlinked', message: MESSAGES.unlinked }));
  return [...linked, ...unlinked];
}

function currencyDrift({ connection, currency }: DriftFacts): DriftEntry[] {
  if (currency === undefined || currency === connection.currency) return [];
  const message =
    `The location sells in ${currency} and the POS in ${connection.currency}: ` +
    'none of its orders can be sent.';
  return [{ key: 'location', drift: 'currency', message }];
}

/** Link-table keys by the product they belong to. */
export function keysByProduct(links: Links): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const key of Object.keys(links)) {
    const productId = productOf(key);
    if (productId !== undefined) found.set(productId, [...(found.get(productId) ?? []), key]);
  }
  return found;
}

/** What the storefront's linked products and the POS disagree on, the same facts always in the same order. */
export function driftOf(facts: DriftFacts): DriftReport {
  const byProduct = [...keysByProduct(facts.links)].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = [
    ...currencyDrift(facts),
    ...byProduct.flatMap(([productId, keys]) => productDrift(productId, [...keys].sort(), facts)),
  ];
  const counts: DriftReport['counts'] = {};
  for (const { drift } of all) counts[drift] = (counts[drift] ?? 0) + 1;
  return { counts, total: all.length, entries: all.slice(0, MOST_ENTRIES) };
}
