import { productKey } from '../../functions/src/model/link';
import { linksChanged } from '../../functions/src/deliver/linksChanged';
import { createLoyverse } from '../../test/simulators/loyverse';
import * as loyverseSeed from '../../test/simulators/loyverse/seed';
import { createSquare } from '../../test/simulators/square';
import * as squareSeed from '../../test/simulators/square/seed';
import type { Simulator } from '../../test/simulators/core/simulator';
import type { Fault } from '../../test/simulators/core/types';
import { aConnection } from '../../test/support/orders';
import { simHttp } from '../../test/support/simHttp';
import { CALM, ChaosWorld, STORM, type Weather } from './chaos';
import { Dice } from './dice';
import { LATE_DISH, MENU, stockLoyverse, stockSquare } from './menu';
import { stories, type Deed } from './stories';
import { verify, type Report } from './verify';

export interface DrillOptions {
  seed: number;
  orders: number;
  edits: number;
  weather?: Weather;
  /** Faults of the POS systems per task; 0: they behave. */
  faultRate?: number;
  /** Plants a bug, to see whether the drill notices. */
  plant?: (shop: Shop) => void;
}

export interface Shop {
  world: ChaosWorld;
  loyverse: ReturnType<typeof createLoyverse>;
  square: ReturnType<typeof createSquare>;
  /** Tokens that were made to expire. */
  expirations: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function openShop(dice: Dice): Promise<Shop> {
  const clock: { world?: ChaosWorld } = {};
  const now = () => clock.world?.clock ?? Date.UTC(2026, 0, 15, 12);
  const loyverse = createLoyverse({ now });
  const square = createSquare({ now });
  const apps = {
    square: { clientId: squareSeed.APPLICATION_ID, clientSecret: squareSeed.APPLICATION_SECRET },
  };
  const world = new ChaosWorld(simHttp({ loyverse, square }), dice, apps);
  clock.world = world;
  const prices = { enabled: true };
  const common = { tenantId: 'demo', locationId: 'main' };
  const till = aConnection({
    ...common,
    id: 'loyverse',
    provider: 'loyverse',
    accountId: loyverseSeed.MERCHANT_ID,
    externalLocationId: loyverseSeed.STORE_ID,
    settings: {
      prices,
      holdAfterMinutes: 7 * 24 * 60,
      fallbackItem: { itemId: loyverseSeed.EXTRAS_ITEM_ID, variationId: loyverseSeed.EXTRAS_ID },
      pos: { paymentTypeId: loyverseSeed.PAYMENT_TYPE_ID },
    },
  });
  const kitchen = aConnection({
    ...common,
    id: 'square',
    provider: 'square',
    accountId: squareSeed.MERCHANT_ID,
    externalLocationId: squareSeed.MAIN_LOCATION,
    settings: { prices, holdAfterMinutes: 7 * 24 * 60 },
  });
  for (const connection of [till, kitchen]) world.connectionRows.set(connection.id, connection);
  await world.vault.save(till, { accessToken: loyverseSeed.ACCESS_TOKEN });
  await world.vault.save(kitchen, {
    accessToken: squareSeed.ACCESS_TOKEN,
    refreshToken: squareSeed.REFRESH_TOKEN,
    refreshedAt: world.clock,
    expiresAt: world.clock + 30 * DAY,
    merchantId: squareSeed.MERCHANT_ID,
  });
  await world.linkTables.save(till, stockLoyverse(loyverse));
  await world.linkTables.save(kitchen, await stockSquare(square));
  for (const { id, name, price } of MENU)
    world.productDocs.set(`tenants/demo/products/${id}`, { name, price });
  return { world, loyverse, square, expirations: 0 };
}

const FAULTS: readonly Fault['kind'][] = [
  'lose-reply',
  'lose-reply',
  'error-500',
  'error-500-after',
  'reset',
  'html',
  'empty',
  'throttle',
  'expire-token',
];

/** Spoils the next request of one POS, now and then. */
function spoil(shop: Shop, dice: Dice, rate: number): void {
  if (!dice.chance(rate)) return;
  const simulator: Simulator = dice.chance(0.5) ? shop.loyverse : shop.square;
  const kind = dice.pick(FAULTS);
  // A personal token of Loyverse cannot be renewed: losing it is a person's matter, not weather.
  if (kind === 'expire-token' && simulator === shop.loyverse) return;
  if (kind === 'expire-token') shop.expirations += 1;
  const value = kind === 'throttle' && dice.chance(0.7) ? 5 + dice.below(60) : undefined;
  simulator.faults.add({ kind, value, match: kind === 'expire-token' ? undefined : '(POST|PUT)' });
}

async function act(shop: Shop, deed: Deed, late: Record<string, object>): Promise<void> {
  const { world } = shop;
  if (deed.do === 'price') {
    const path = `tenants/demo/products/${deed.id}`;
    return world.putProduct('demo', deed.id, { ...world.productDocs.get(path), price: deed.price });
  }
  if (deed.do === 'order') {
    const path = `tenants/demo/orders/${deed.id}`;
    return world.put(path, { ...world.orderDocs.get(path), ...deed.fields });
  }
  for (const id of world.connectionRows.keys()) {
    const before = world.linkRows.get(id) ?? {};
    const after = { ...before, [productKey(LATE_DISH)]: late[id] as { variationId: string } };
    world.linkRows.set(id, after);
    await linksChanged(world, 'demo', id, before, after);
  }
}

/** Runs a shop through a rough day against both simulators, lets it come to rest, and compares the books. */
export async function drill(options: DrillOptions): Promise<Report> {
  const startedAt = performance.now();
  const dice = new Dice(options.seed);
  const shop = await openShop(dice);
  const { world } = shop;
  const late: Record<string, object> = {};
  for (const [id, links] of world.linkRows) {
    const { [productKey(LATE_DISH)]: link, ...others } = links;
    if (link) late[id] = link;
    world.linkRows.set(id, others);
  }
  options.plant?.(shop);
  world.weather = options.weather ?? STORM;
  const start = world.clock;
  for (const deed of stories(dice, start, options.orders, options.edits)) {
    spoil(shop, dice, options.faultRate ?? 0.3);
    await world.pass(start + deed.at);
    const { weather } = world;
    // Linking is a person's deed in the console: it does not crash half-way.
    if (deed.do === 'link') world.weather = CALM;
    await act(shop, deed, late);
    world.weather = weather;
  }
  await comeToRest(shop);
  return verify(shop, options, (performance.now() - startedAt) / 1000);
}

/** The weather clears; what waits may take its time, within bounds. */
async function comeToRest({ world, loyverse, square }: Shop): Promise<void> {
  world.weather = CALM;
  loyverse.faults.clear();
  square.faults.clear();
  const end = world.clock + DAY / 2;
  while (!world.quiet && world.clock < end) await world.pass(world.clock + 10 * 60_000);
  await world.pass(world.clock + 10 * 60_000);
}
