import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { PulledBatch } from '../model/pulled';
import { lowStockOf, type LowStock } from '../plan/stockTable';
import type { Manifest } from '../providers/manifest';
import { manifestOf } from '../providers/manifests';
import { Paced } from './pacer';
import { Recorder } from './recorder';
import { accessTo, withSession } from './session';
import type { World } from './world';

/** A person waits for the list: so long in all, and so long for one call's turn. */
const LONGEST_MS = 60_000;
const PATIENCE_MS = 15_000;

/** Pays for a call, when its turn has come. @throws Paced when that is too far away. */
async function pay(world: World, connection: Connection, manifest: Manifest): Promise<void> {
  try {
    await world.pacer.spend(world, connection, manifest, 'pulls', false);
  } catch (thrown) {
    const waitMs = thrown instanceof Paced ? thrown.until - world.now() : Infinity;
    if (waitMs > PATIENCE_MS) throw thrown;
    await world.wait(waitMs);
    await pay(world, connection, manifest);
  }
}

/** A variation at or below its mark, with its item's name where a pull has brought it. */
export interface ScarceStock extends LowStock {
  itemName?: string;
}

/** Variations at or below the mark that the POS keeps for them, the scarcest first. */
export async function lowStock(world: World, connection: Connection): Promise<ScarceStock[]> {
  const tables = await world.publishing.stock.read(connection);
  const low = lowStockOf(new Map(tables.flatMap(({ rows }) => [...rows])));
  const ids = low.map(({ variationId }) => variationId);
  const items = ids.length > 0 ? await world.publishing.catalog.ofVariations(connection, ids) : [];
  const names = new Map(items.flatMap(({ name, variations }) => variations.map(({ id }) => [id, name])));
  return low.map((row) => {
    const itemName = names.get(row.variationId);
    return itemName === undefined ? row : { ...row, itemName };
  });
}

/** Longer than anything keeps. */
const ANY_DAY = 36_500;

/**
 * What is low with the batches that are left of it, asked of the POS now; without batches where it knows none, or no date
 * at which they end.
 */
export async function lowStockBatches(
  world: World,
  connection: Connection,
): Promise<(ScarceStock & { batches: PulledBatch[] })[]> {
  const low = await lowStock(world, connection);
  const knows = manifestOf(connection.provider)?.can.includes('expiringStock') ?? false;
  const asks = knows && low.length > 0;
  const all = asks ? await expiringStock(world, connection, { days: ANY_DAY, minQuantity: 0 }) : [];
  return low.map((row) => ({
    ...row,
    batches: all.filter(({ variationId }) => variationId === row.variationId),
  }));
}

/**
 * Batches that run out within so many days, with at least so much left, asked of the POS now; with the regulator's label
 * where there is one. @throws Failure `rejected` when the POS knows no batches.
 */
export async function expiringStock(
  world: World,
  connection: Connection,
  query: { days: number; minQuantity: number },
): Promise<PulledBatch[]> {
  const manifest = manifestOf(connection.provider);
  const none = () =>
    new Failure('rejected', manifest?.cannot.expiringStock ?? `${connection.name} tells no expiry dates.`);
  if (!manifest?.can.includes('expiringStock')) throw none();
  const spend = () => pay(world, connection, manifest);
  const { http } = new Recorder(world.http, () => world.now(), world.now() + LONGEST_MS, spend);
  const access = await accessTo(world, connection, http);
  return withSession(world, access, async (session) => {
    if (!session.expiringStock) throw none();
    return session.expiringStock(query);
  });
}
