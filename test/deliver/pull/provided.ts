import { askPull, tick } from '../../../functions/src/deliver/pull/tick';
import { CAPABILITIES, type Capability } from '../../../functions/src/model/pullState';
import { shownBy, WINDOW_MS } from '../../../functions/src/plan/pull/due';
import { fill, heldBy, shelfOf } from '../../conformance/kit/pullStage';
import type { PullName } from '../../conformance/kit/shelf';
import { CONNECTION } from '../../conformance/kit/shop';
import { stage, type Stage } from '../../conformance/kit/stage';
import type { Subject } from '../../conformance/kit/subject';

const NAMES: Readonly<Record<Capability, PullName>> = {
  metadata: 'pullMetadata',
  catalog: 'pullCatalog',
  discounts: 'pullDiscounts',
  stock: 'pullStock',
  orders: 'pullOrders',
  customers: 'pullCustomers',
};

export const capabilitiesOf = ({ manifest }: Subject): Capability[] =>
  shownBy(manifest.can).filter((capability) => CAPABILITIES.includes(capability));

/** A POS with a few records of everything, in pages of two rows; `items`: also more than the seed's on the menu. */
export async function filled(subject: Subject, { items = true } = {}): Promise<Stage> {
  const here = await stage(subject);
  for (const capability of capabilitiesOf(subject))
    if (items || capability !== 'catalog') await fill(here, NAMES[capability], 4);
  shelfOf(here).pageRows(2);
  return here;
}

/** What the bridge has of a kind, named as the shelf names it. */
function recorded({ world, subject }: Stage, capability: Capability): string[] {
  if (capability === 'orders')
    return [...world.published.orderRows.keys()]
      .map((id) => id.replace(`${subject.manifest.id}_`, ''))
      .sort();
  if (capability === 'stock') {
    const tables = world.published.stockTables.get(CONNECTION) ?? [];
    return tables.flatMap(({ rows }) => [...rows.keys()]).sort();
  }
  const ids = [...world.pulled.of(CONNECTION, capability).keys()];
  return ids.map((id) => (capability === 'metadata' ? id.replace(':', ' ') : id)).sort();
}

/** Both sides, by capability. */
export function bothSides(here: Stage) {
  const capabilities = capabilitiesOf(here.subject);
  return {
    bridge: Object.fromEntries(capabilities.map((one) => [one, recorded(here, one)])),
    pos: Object.fromEntries(capabilities.map((one) => [one, heldBy(here, NAMES[one])])),
  };
}

/** Somebody wants everything now, lists of choices too. */
export async function everything(here: Stage): Promise<void> {
  await askPull(here.world, here.connection, capabilitiesOf(here.subject));
  await here.world.settle(here.world.clock + WINDOW_MS);
}

/** The clock ticks, and half an hour passes: pulls run, wait for their turn and go on. */
export async function halfHour({ world }: Stage): Promise<void> {
  await tick(world);
  await world.settle(world.clock + WINDOW_MS);
}

export async function halfHours(here: Stage, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await halfHour(here);
}

/** The record counts that a pull left, to see that another one leaves the same. */
export function writesOf({ world }: Stage): { changes: number; runs: number } {
  const { records, runs, images } = world.pulled;
  return { changes: JSON.stringify([...records]).length + images.length, runs: runs.size };
}
