import { canonicalJson } from '../model/hash';
import { productOf, type Link, type Links } from '../model/link';
import { poke } from './prices';
import { replay } from './wake';
import type { World } from './world';

/** What we noted about prices is no change of the tie. */
const tieOf = (link: Link | undefined) => canonicalJson([link?.itemId, link?.variationId, link?.taxIds]);

/** A link table changed: orders and prices that waited for a link that is new now go out. */
export async function linksChanged(
  world: World,
  tenantId: string,
  connectionId: string,
  before: Links,
  after: Links,
): Promise<void> {
  const added = new Set(Object.keys(after).filter((key) => tieOf(after[key]) !== tieOf(before[key])));
  if (added.size === 0) return;
  const waitsForOne = (keys: string[]) => keys.some((key) => added.has(key));
  await replay(world, { tenantId, id: connectionId }, ['needs_mapping'], ({ missing = [] }) =>
    waitsForOne(missing.map(({ key }) => key)),
  );
  const now = world.now();
  const products = [...new Set([...added].flatMap((key) => productOf(key) ?? []))];
  // A price may have been refused because its old item is gone.
  const states = ['unlinked', 'refused'] as const;
  const freed = await world.priceEdits.release(tenantId, connectionId, states, now, products);
  const connection = freed > 0 ? await world.connections.read(tenantId, connectionId) : undefined;
  if (connection) await poke(world, connection, now);
}
