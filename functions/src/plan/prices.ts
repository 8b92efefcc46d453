import type { Connection, PriceSettings } from '../model/connection';
import { canonicalJson } from '../model/hash';
import { productKey, type Links } from '../model/link';
import { readProduct, type Product } from '../model/product';
import type { PriceChange } from '../providers/change';
import { manifestOf } from '../providers/manifests';

type Document = Readonly<Record<string, unknown>>;

/** A change of a product document. */
export interface ProductEvent {
  tenantId: string;
  path: string;
  productId: string;
  before?: Document;
  after?: Document;
}

const priceFields = ({ price, locationPrices, variations }: Product) =>
  canonicalJson([price, locationPrices, variations]);

/** What may make a product unreadable; whether it is available is ours to write, and no edit. */
const others = ({ available: _available, ...fields }: Document = {}) => canonicalJson(fields);

/** True when a price changed; what else a storefront writes on a product is not our business. */
export function pricesChanged({ before, after }: ProductEvent): boolean {
  if (!after) return false;
  const now = readProduct(after);
  const then = readProduct(before ?? {});
  if (!now.ok) return others(before) !== others(after);
  return !then.ok || priceFields(then.product) !== priceFields(now.product);
}

/** The connection that this very write says the price came from. */
function originOf({ before, after }: ProductEvent): string | undefined {
  const [then, now] = [before, after].map((document) => document?.priceOrigin);
  if (now === undefined || canonicalJson([then]) === canonicalJson([now])) return undefined;
  const read = readProduct(after);
  return read.ok ? read.product.priceOrigin?.connectionId : undefined;
}

function concerns({ include, exclude }: PriceSettings, categories: readonly string[]): boolean {
  if (categories.some((id) => exclude.includes(id))) return false;
  return include.length === 0 || categories.some((id) => include.includes(id));
}

/** Whether prices go from the storefront to this connection's POS at all. */
export function sendsPrices({ provider, settings }: Connection): boolean {
  const { prices, enabled } = settings;
  const wanted = enabled && prices.enabled && prices.direction === 'push';
  return wanted && manifestOf(provider)?.can.includes('pushPrices') === true;
}

/** The connections whose POS is to learn of the change. */
export function priceTakers(event: ProductEvent, connections: readonly Connection[]): Connection[] {
  const read = readProduct(event.after);
  const categories = read.ok ? read.product.categoryId : [];
  const origin = originOf(event);
  return connections.filter((connection) => {
    const { id, status, settings } = connection;
    if (status === 'disconnected' || origin === id || !sendsPrices(connection)) return false;
    return concerns(settings.prices, categories);
  });
}

const COALESCE_MS = 2_000;
const WINDOWS: Readonly<Record<Exclude<PriceSettings['frequency'], 'manual'>, number>> = {
  realtime: COALESCE_MS,
  every_5_minutes: 5 * 60_000,
  hourly: 3_600_000,
};

/** When a price edited now is pushed: at the end of its window, so that a burst is one push. Undefined: by hand. */
export function dueAt(frequency: PriceSettings['frequency'], now: number): number | undefined {
  if (frequency === 'manual') return undefined;
  const window = WINDOWS[frequency];
  return (Math.floor(now / window) + 1) * window;
}

/** To the step that the merchant wants, in minor units. Halves go up. Nothing is ever rounded to zero. */
export function rounded(price: number, { mode, step }: PriceSettings['rounding']): number {
  if (mode === 'none' || price === 0) return price;
  const steps = {
    nearest: Math.floor(price / step + 0.5),
    up: Math.ceil(price / step),
    down: Math.floor(price / step),
  };
  return Math.max(steps[mode] * step, step);
}

/** Link-table key -> price of a product at a location, as the storefront has it. */
export function pricesAt(product: Product, productId: string, locationId: string): Map<string, number> {
  const prices = new Map<string, number>();
  const base = product.locationPrices[locationId] ?? product.price;
  if (base !== undefined) prices.set(productKey(productId), base);
  for (const { id, price, locationPrices } of product.variations) {
    const own = locationPrices[locationId] ?? price ?? base;
    if (own !== undefined) prices.set(productKey(productId, id), own);
  }
  return prices;
}

/**
 * Whether a price of the product has no POS item to go to. A product is sold by its variations once one of them is
 * linked, and as a whole until then.
 */
export function lacksLink({ variations }: Product, productId: string, links: Links): boolean {
  const keys = variations.map(({ id }) => productKey(productId, id));
  return keys.some((key) => links[key]) ? keys.some((key) => !links[key]) : !links[productKey(productId)];
}

/**
 * What to tell the POS of one product: its linked prices, rounded. A price that the POS told us is left out: it would
 * come back changed by our rounding, and creep.
 */
export function changesOf(
  product: Product,
  productId: string,
  links: Links,
  connection: Connection,
): PriceChange[] {
  const { rounding } = connection.settings.prices;
  return [...pricesAt(product, productId, connection.locationId)].flatMap(([key, price]) => {
    const link = links[key];
    if (!link || link.pulledPrice === price) return [];
    return [{ key, link, price: rounded(price, rounding) }];
  });
}
