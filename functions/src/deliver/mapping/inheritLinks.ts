import type { Connection } from '../../model/connection';
import type { Link, Links } from '../../model/link';
import type { World } from '../world';
import { copyTo, siblingsOf } from './saveLinks';

/**
 * A new connection takes over the links of its POS account, as far as they are not exceptions of one location and the
 * POS sells the item here. Links that it has already stay. Returns how many it got.
 */
export async function inheritLinks(world: World, connection: Connection): Promise<number> {
  const siblings = await siblingsOf(world, connection);
  const tables = await Promise.all(siblings.map((one) => world.publishing.storefront.links(one)));
  const standing = await world.publishing.storefront.links(connection);
  const entries = tables
    .flatMap((table) => Object.entries(table))
    .filter(([key, { own }]) => own !== true && standing[key] === undefined);
  const inherited: Links = Object.fromEntries(
    entries.map(([key, link]): [string, Link] => [key, bare(link)]),
  );
  return (await copyTo(world, connection, inherited)).changed;
}

/** What concerns prices is a matter of each location. */
const bare = ({ pushedPrice: _pushed, pulledPrice: _pulled, ...link }: Link): Link => link;
