import { z } from 'zod';
import type { Route } from '../../core/types';
import { type Account, locationIds } from '../accounts';
import { endpointsOf } from '../endpoint';
import { refuse } from '../errors';
import { quantity, timestamp } from '../fields';
import type { World } from '../world';
import type { Count } from './stock';

/** From this version on an adjustment has two locations, which the simulator does not speak. */
const ADJUSTMENTS_CHANGED = '2026-07-15';
const DAY_MS = 24 * 60 * 60 * 1000;

const place = {
  catalog_object_id: z.string().min(1),
  location_id: z.string().min(1),
  quantity: quantity,
  occurred_at: timestamp,
  reference_id: z.string().max(255).optional(),
};
const physicalCount = z.strictObject({ ...place, state: z.literal('IN_STOCK') });
const adjustment = z.strictObject({
  ...place,
  from_state: z.enum(['NONE', 'IN_STOCK', 'UNLINKED_RETURN']),
  to_state: z.enum(['IN_STOCK', 'SOLD', 'WASTE']),
});

const changesBody = z.strictObject({
  idempotency_key: z.string().min(1).max(128),
  ignore_unchanged_counts: z.boolean().optional(),
  changes: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('PHYSICAL_COUNT'), physical_count: physicalCount }),
        z.strictObject({ type: z.literal('ADJUSTMENT'), adjustment }),
      ]),
    )
    .min(1)
    .max(100),
});
type Change = z.infer<typeof changesBody>['changes'][number];

const countsBody = z.strictObject({
  catalog_object_ids: z.array(z.string()).max(1000).optional(),
  location_ids: z.array(z.string()).optional(),
  states: z.array(z.string()).optional(),
  updated_after: timestamp.optional(),
  limit: z.int().min(1).max(1000).optional(),
  cursor: z.string().optional(),
});
type CountsBody = z.infer<typeof countsBody>;

/** How each writable move changes what is in stock. */
const MOVES: Record<string, 1 | -1 | 0> = {
  'NONE IN_STOCK': 1,
  'UNLINKED_RETURN IN_STOCK': 1,
  'IN_STOCK SOLD': -1,
  'IN_STOCK WASTE': -1,
  'UNLINKED_RETURN WASTE': 0,
};

const moved = (change: Change) => (change.type === 'ADJUSTMENT' ? change.adjustment : change.physical_count);

function checkChange(world: World, account: Account, change: Change, field: string): void {
  const { catalog_object_id: id, location_id: locationId, occurred_at } = moved(change);
  if (!account.catalog.find(id)?.item_variation_data)
    refuse(
      'NOT_FOUND',
      `Item variation with catalog object ID \`${id}\` not found.`,
      `${field}.catalog_object_id`,
    );
  if (!locationIds(account).includes(locationId))
    refuse('INVALID_LOCATION', `Unknown location ${locationId}.`, `${field}.location_id`);
  const age = world.clock.now() - Date.parse(occurred_at);
  if (age < 0 || age > DAY_MS)
    refuse(
      'INVALID_TIME',
      'occurred_at lies in the future or more than 24 hours back.',
      `${field}.occurred_at`,
    );
  if (change.type !== 'ADJUSTMENT') return;
  const { from_state, to_state } = change.adjustment;
  if (MOVES[`${from_state} ${to_state}`] === undefined)
    refuse('INVALID_VALUE', `No move from ${from_state} to ${to_state}.`, `${field}.to_state`);
}

function apply({ stock }: Account, change: Change): void {
  const { catalog_object_id: id, location_id: at, quantity: amount, occurred_at } = moved(change);
  const time = Date.parse(occurred_at);
  if (change.type === 'PHYSICAL_COUNT') return void stock.count(id, at, amount, time);
  const sign = MOVES[`${change.adjustment.from_state} ${change.adjustment.to_state}`] ?? 0;
  if (sign !== 0) stock.move(id, at, amount, sign, time);
}

/** All changes or none. A count that changes nothing is left out of the reply's changes unless asked for. */
function changeStock(world: World, account: Account, body: z.infer<typeof changesBody>): object {
  for (const [index, change] of body.changes.entries())
    checkChange(world, account, change, `changes[${index}]`);
  const counted = (change: Change) =>
    account.stock.at(moved(change).catalog_object_id, moved(change).location_id);
  const made: Change[] = [];
  const counts = new Map<string, Count>();
  for (const change of body.changes) {
    const before = counted(change)?.quantity;
    apply(account, change);
    const after = counted(change);
    if (after) counts.set(`${after.catalog_object_id} ${after.location_id}`, after);
    const unchanged = change.type === 'PHYSICAL_COUNT' && before === after?.quantity;
    if (!unchanged || body.ignore_unchanged_counts === false) made.push(change);
  }
  return { counts: [...counts.values()], changes: made };
}

/** Only what is in stock is counted, so any other state finds nothing. */
function countsOf(account: Account, body: CountsBody): object {
  const { cursor: from, ...query } = body;
  const after = body.updated_after === undefined ? -Infinity : Date.parse(body.updated_after);
  const keyOf = (count: Count) => `${count.catalog_object_id} ${count.location_id}`;
  const wanted = (list: string[] | undefined, value: string) => list === undefined || list.includes(value);
  const { ids, cursor } = account.cursors.page(query, from, body.limit ?? 100, () =>
    account.stock
      .all()
      .filter((count) => wanted(body.catalog_object_ids, count.catalog_object_id))
      .filter((count) => wanted(body.location_ids, count.location_id) && wanted(body.states, count.state))
      .filter((count) => Date.parse(count.calculated_at) > after)
      .map(keyOf),
  );
  const all = new Map(account.stock.all().map((count) => [keyOf(count), count]));
  return ids.length === 0 ? {} : { counts: ids.map((id) => all.get(id)), cursor };
}

/** https://developer.squareup.com/reference/square/inventory-api */
export function inventoryRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  return [
    endpoint({
      method: 'POST',
      path: '/v2/inventory/counts/batch-retrieve',
      scopes: ['INVENTORY_READ'],
      body: countsBody,
      handle: ({ account, body }) => countsOf(account, body),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/inventory/changes/batch-create',
      scopes: ['INVENTORY_WRITE'],
      body: changesBody,
      replays: true,
      handle: ({ account, body, version }) => {
        if (version >= ADJUSTMENTS_CHANGED && body.changes.some(({ type }) => type === 'ADJUSTMENT'))
          refuse(
            'API_VERSION_INCOMPATIBLE',
            `SIMULATOR: adjustments of ${version} have another shape.`,
            'changes',
          );
        return changeStock(world, account, body);
      },
    }),
  ];
}
