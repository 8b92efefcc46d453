import type { Firestore } from 'firebase-admin/firestore';
import type { Links } from '../model/link';
import { isGone } from './codes';
import { linksAtHome } from './linkTables';
import { plainDocument } from './orders';
import { paths } from './paths';

interface Tie {
  tenantId: string;
  id: string;
  linkShards: number;
}

/**
 * The storefront's menu, and what of it is linked. `productsPath`: the watched path, with {tenantId} and {productId}.
 */
export function storefrontMenuIn(db: Firestore, productsPath: () => string) {
  const product = (tenantId: string, productId: string) =>
    db.doc(productsPath().replace('{tenantId}', tenantId).replace('{productId}', productId));

  return {
    async links({ tenantId, id, linkShards }: Tie): Promise<Links> {
      const numbers = Array.from({ length: linkShards }, (_, shard) => shard);
      const rows = await db.getAll(...numbers.map((shard) => db.doc(paths.linkTable(tenantId, id, shard))));
      return Object.fromEntries(rows.flatMap((row, shard) => linksAtHome(row.data(), shard, linkShards)));
    },

    async products(
      tenantId: string,
      ids: readonly string[],
    ): Promise<(Record<string, unknown> | undefined)[]> {
      if (ids.length === 0) return [];
      const found = await db.getAll(...ids.map((id) => product(tenantId, id)));
      return found.map((snapshot) => plainDocument(snapshot.data()));
    },

    /** One by one: a product that is gone meanwhile keeps none of the others back. */
    async setAvailable(tenantId: string, available: ReadonlyMap<string, boolean>): Promise<void> {
      const writes = [...available].map(async ([id, value]) => {
        try {
          await product(tenantId, id).update({ available: value });
        } catch (thrown) {
          if (!isGone(thrown)) throw thrown;
        }
      });
      await Promise.all(writes);
    },

    async currencyOf(tenantId: string, locationId: string): Promise<string | undefined> {
      const snapshot = await db.doc(paths.location(tenantId, locationId)).get();
      const currency: unknown = snapshot.get('currency');
      return typeof currency === 'string' ? currency : undefined;
    },
  };
}
