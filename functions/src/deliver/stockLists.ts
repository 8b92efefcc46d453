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

/** Variations at or below the mark that the POS keeps for them, the scarcest first. */
export async function lowStock(world: World, connection: Connection): Promise<LowStock[]> {
  const tables = await world.publishing.stock.read(connection);
  return lowStockOf(new Map(tables.flatMap(({ rows }) => [...rows])));
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
