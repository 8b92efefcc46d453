import { linksChanged } from '../../functions/src/deliver/linksChanged';
import { productKey, type Link } from '../../functions/src/model/link';
import type { Fault } from '../../test/simulators/core/types';
import { aConnection } from '../../test/support/orders';
import { simHttp } from '../../test/support/simHttp';
import { CALM, ChaosWorld, STORM, type Weather } from './chaos';
import { Dice } from './dice';
import { LATE_DISH, MENU } from './menu';
import { stories, type Deed } from './stories';
import { TILLS } from './tills/all';
import type { OpenTill, Till } from './tills/till';
import { verify, type Report } from './verify';

export interface DrillOptions {
  seed: number;
  orders: number;
  edits: number;
  weather?: Weather;
  /** Faults of the POS systems per task; 0: they behave. */
  faultRate?: number;
  /** Default: every POS that has a till. */
  tills?: readonly OpenTill[];
  /** Plants a bug, to see whether the drill notices. */
  plant?: (shop: Shop) => void;
}

export interface Shop {
  world: ChaosWorld;
  tills: Till[];
  /** Tokens that were made to expire. */
  expirations: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENT = { holdAfterMinutes: 7 * 24 * 60 };

async function openShop(dice: Dice, openers: readonly OpenTill[]): Promise<Shop> {
  const clock: { world?: ChaosWorld } = {};
  const now = () => clock.world?.clock ?? Date.UTC(2026, 0, 15, 12);
  const tills = await Promise.all(openers.map((open) => open(now)));
  const simulators = Object.fromEntries(tills.map(({ id, simulator }) => [id, simulator]));
  const apps = Object.fromEntries(tills.flatMap(({ id, app }) => (app ? [[id, app]] : [])));
  const world = new ChaosWorld(simHttp(simulators), dice, apps);
  clock.world = world;
  for (const { id, connection: row, credentials, links, prices } of tills) {
    const settings = { prices: { enabled: prices !== undefined }, ...PATIENT, ...row.settings };
    const connection = aConnection({
      tenantId: 'demo',
      locationId: 'main',
      provider: id,
      ...row,
      id,
      settings,
    });
    world.connectionRows.set(id, connection);
    await world.vault.save(connection, credentials);
    await world.linkTables.save(connection, links);
  }
  for (const { id, name, price } of MENU)
    world.productDocs.set(`tenants/demo/products/${id}`, { name, price });
  return { world, tills, expirations: 0 };
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
  const { simulator, renewable, spoils } = dice.pick(shop.tills);
  const kind = dice.pick(FAULTS);
  if (kind === 'expire-token' && !renewable) return;
  if (kind === 'expire-token') shop.expirations += 1;
  const value = kind === 'throttle' && dice.chance(0.7) ? 5 + dice.below(60) : undefined;
  simulator.faults.add({ kind, value, match: kind === 'expire-token' ? undefined : spoils });
}

async function act(shop: Shop, deed: Deed, late: Record<string, Link>): Promise<void> {
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
    const link = late[id];
    const after = { ...before, ...(link && { [productKey(LATE_DISH)]: link }) };
    world.linkRows.set(id, after);
    await linksChanged(world, 'demo', id, before, after);
  }
}

/** Runs a shop through a rough day against all simulators, lets it come to rest, and compares the books. */
export async function drill(options: DrillOptions): Promise<Report> {
  const startedAt = performance.now();
  const dice = new Dice(options.seed);
  const shop = await openShop(dice, options.tills ?? TILLS);
  const { world } = shop;
  const late: Record<string, Link> = {};
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
async function comeToRest({ world, tills }: Shop): Promise<void> {
  world.weather = CALM;
  for (const { simulator } of tills) simulator.faults.clear();
  const end = world.clock + DAY / 2;
  while (!world.quiet && world.clock < end) await world.pass(world.clock + 10 * 60_000);
  await world.pass(world.clock + 10 * 60_000);
}
