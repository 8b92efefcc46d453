import { productKey, type Link, type Links } from '../../functions/src/model/link';
import type { Connection } from '../../functions/src/model/connection';
import type { Http, HttpRequest } from '../../functions/src/providers/http';
import { loyversePrice, squarePrice } from '../../scripts/demo/posPrices';
import { createLoyverse, type LoyverseModel } from '../simulators/loyverse';
import * as till from '../simulators/loyverse/seed';
import { createSquare, type SquareModel } from '../simulators/square';
import type { CatalogObject } from '../simulators/square/catalog/schema';
import * as kitchen from '../simulators/square/seed';
import { MemoryWorld, type Document } from '../support/memoryWorld';
import { aConnection } from '../support/orders';
import { simHttp } from '../support/simHttp';

export const LOYVERSE = 'loyverse';
export const SQUARE = 'square';
export const BOTH: readonly string[] = [LOYVERSE, SQUARE];
/** The same price in both. */
export const both = (price: number) => ({ [LOYVERSE]: price, [SQUARE]: price });
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** A product with the sizes `small` and `large`. */
export const SIZED = 'sized';
/** Sold at an open price in both POS systems. */
export const OPEN = 'open';
/** Deleted in Loyverse, unknown to Square. */
export const GONE = 'gone';

const DISHES = 60;
/** Minor units; the same in both POS systems. */
export const DISH_PRICE = 350;
const dish = (n: number) => `dish-${n}`;
const uuid = (number: number) => `d2110000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const variantOf = { [LOYVERSE]: (n: number) => uuid(2 * n + 1), [SQUARE]: (n: number) => `VARDISH${n}` };

const dishLinks = (id: keyof typeof variantOf): Record<string, Link> =>
  Object.fromEntries(
    Array.from({ length: DISHES }, (_, n) => [productKey(dish(n)), { variationId: variantOf[id](n) }]),
  );

function stockLoyverse(model: LoyverseModel): void {
  for (let n = 0; n < DISHES; n += 1) {
    const variants = [{ id: variantOf[LOYVERSE](n), sku: `DISH-${n}`, price: DISH_PRICE }];
    model.addItem({ id: uuid(2 * n), name: `Dish ${n}`, variants });
  }
}

function stockSquare(model: SquareModel): void {
  const { catalog, currency } = model.account();
  const objects = Array.from({ length: DISHES }, (_, n): CatalogObject[] => [
    { type: 'ITEM', id: `ITMDISH${n}`, item_data: { name: `Dish ${n}`, product_type: 'REGULAR' } },
    {
      type: 'ITEM_VARIATION',
      id: variantOf[SQUARE](n),
      item_variation_data: {
        item_id: `ITMDISH${n}`,
        name: 'Regular',
        sku: `DISH-${n}`,
        pricing_type: 'FIXED_PRICING',
        price_money: { amount: DISH_PRICE, currency },
      },
    },
  ]).flat();
  const all = new Map([...catalog.objects, ...objects.map((object) => [object.id, object] as const)]);
  catalog.commit(
    all,
    objects.map(({ id }) => id),
  );
}

const LINKS: Readonly<Record<string, Record<string, Link>>> = {
  [LOYVERSE]: {
    [productKey(SIZED, 'small')]: { itemId: till.PIZZA_ITEM_ID, variationId: till.PIZZA_SMALL_ID },
    [productKey(SIZED, 'large')]: { itemId: till.PIZZA_ITEM_ID, variationId: till.PIZZA_LARGE_ID },
    [productKey(OPEN)]: { itemId: till.EXTRAS_ITEM_ID, variationId: till.EXTRAS_ID },
    [productKey(GONE)]: { itemId: till.SOUP_ITEM_ID, variationId: till.SOUP_ID },
  },
  [SQUARE]: {
    [productKey(SIZED, 'small')]: { variationId: kitchen.COFFEE_VARIATIONS.small.id },
    [productKey(SIZED, 'large')]: { variationId: kitchen.COFFEE_VARIATIONS.large.id },
    [productKey(OPEN)]: { variationId: kitchen.ITEMS.cake.variationId },
    [productKey(GONE)]: { variationId: 'VARGONE' },
  },
};

/** The call that writes prices. */
const WRITE = /\/v1\.0\/variants$|\/v2\/catalog\/batch-upsert$/;
export const WRITES = WRITE.source;

/** What a test does at a write of prices: before it is sent, and after the POS has answered. */
interface OnWrite {
  before?: (nth: number, request: HttpRequest) => unknown;
  after?: (nth: number, request: HttpRequest) => unknown;
}

function watched(send: Http, at: OnWrite): Http {
  let writes = 0;
  return async (request) => {
    if (request.method !== 'POST' || !WRITE.test(new URL(request.url).pathname)) return send(request);
    writes += 1;
    const nth = writes;
    await at.before?.(nth, request);
    const reply = await send(request);
    await at.after?.(nth, request);
    return reply;
  };
}

function connections(prices: object): Connection[] {
  const settings = { prices: { enabled: true, ...prices } };
  return [
    aConnection({
      id: LOYVERSE,
      provider: LOYVERSE,
      accountId: till.MERCHANT_ID,
      externalLocationId: till.STORE_ID,
      settings: { ...settings, pos: { paymentTypeId: till.PAYMENT_TYPE_ID } },
    }),
    aConnection({
      id: SQUARE,
      provider: SQUARE,
      accountId: kitchen.MERCHANT_ID,
      externalLocationId: kitchen.MAIN_LOCATION,
      settings,
    }),
  ];
}

/**
 * A shop in memory whose prices go to both simulators: sixty dishes (`dish-0` to `dish-59`), linked in both, and a few
 * odd products.
 */
export function priceShop(prices: object = {}) {
  const clock: { world?: MemoryWorld } = {};
  const now = () => clock.world?.clock ?? Date.UTC(2026, 0, 15, 12);
  const loyverse = createLoyverse({ now });
  const square = createSquare({ now });
  const onWrite: OnWrite = {};
  const apps = { square: { clientId: kitchen.APPLICATION_ID, clientSecret: kitchen.APPLICATION_SECRET } };
  const world = new MemoryWorld(watched(simHttp({ loyverse, square }), onWrite), apps);
  clock.world = world;
  for (const connection of connections(prices)) world.connectionRows.set(connection.id, connection);
  const credentials = { [LOYVERSE]: till.ACCESS_TOKEN, [SQUARE]: kitchen.ACCESS_TOKEN };
  for (const [id, accessToken] of Object.entries(credentials))
    world.vaultRows.set(id, { credentials: { accessToken }, version: '1', renewingUntil: 0 });
  stockLoyverse(loyverse.model);
  stockSquare(square.model);
  const links: Readonly<Record<string, Links>> = {
    [LOYVERSE]: { ...dishLinks(LOYVERSE), ...LINKS[LOYVERSE] },
    [SQUARE]: { ...dishLinks(SQUARE), ...LINKS[SQUARE] },
  };
  for (const [id, rows] of Object.entries(links)) world.linkRows.set(id, rows);

  const connection = (id: string) => {
    const row = world.connectionRows.get(id);
    if (!row) throw new Error(`There is no connection ${id}.`);
    return row;
  };
  return {
    world,
    loyverse,
    square,
    onWrite,
    connection,
    /** Changes fields of a connection, as the console does. */
    reconnect: (id: string, fields: Partial<Connection>) =>
      world.connectionRows.set(id, { ...connection(id), ...fields }),
    /** The storefront writes a product; its other fields stay. */
    edit: (product: string, fields: Document) =>
      world.putProduct('demo', product, {
        ...world.productDocs.get(`tenants/demo/products/${product}`),
        ...fields,
      }),
    /** Lets everything happen that happens within the time. */
    pass: (ms: number) => world.settle(world.clock + ms),
    /** What a product costs in each POS, minor units; Square's at the given location. */
    priceOf: (product: string, variationId?: string, squareLocation?: string) => {
      const key = productKey(product, variationId);
      const called = (id: string) => links[id]?.[key]?.variationId ?? '';
      return {
        [LOYVERSE]: loyversePrice(loyverse.model, called(LOYVERSE)),
        [SQUARE]: squarePrice(square.model, called(SQUARE), squareLocation),
      };
    },
    /** Writes of prices that a POS has seen. */
    writes: (id: string) =>
      (id === LOYVERSE ? loyverse : square).calls.filter(
        ({ method, path }) => method === 'POST' && WRITE.test(path),
      ),
    /** The rows of a connection that are not done with: product id, then where it rests. */
    waiting: (id: string) =>
      Object.fromEntries(
        [...world.priceEditRows.values()]
          .filter(({ edit }) => edit.connectionId === id)
          .map(({ edit }) => [edit.productId, edit.state]),
      ),
  };
}

export type PriceShop = ReturnType<typeof priceShop>;

export const openNotices = ({ world }: PriceShop) =>
  [...world.noticeRows.values()].filter(({ open }) => open);
