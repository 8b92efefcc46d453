import { z } from 'zod';
import type { PulledStock } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Domain } from '../client';
import type { Shop } from '../shop';
import { stockPlace } from '../stockPlace';
import { link } from '../wire';
import { changedSince, list, type List, pagesOf, pulled, stamped } from './pages';

const product = stamped.extend({ qty_available: z.number(), free_qty: z.number() });
const quant = stamped.extend({ product_id: link });

const FIELDS = ['qty_available', 'free_qty'];

/** `write_date` of a product says nothing of its stock. */
const pulledStock = (row: z.infer<typeof product>): PulledStock => ({
  variationId: String(row.id),
  available: row.free_qty,
  onHand: row.qty_available,
});

/**
 * product.product with the figures of one place, its shelves included; a change is found by stock.quant, anywhere: a
 * quant that runs empty is deleted, but the goods went somewhere.
 */
export async function* pullStock(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledStock>> {
  const { client } = shop;
  const context = { location: await stockPlace(shop) };
  const { storable } = await client.dialect();
  const sold = [shop.target() === 'pos' ? 'available_in_pos' : 'sale_ok', '=', true] as const;
  const counted: Domain = [sold, storable];
  const source = { model: 'product.product', fields: FIELDS, reply: product, context };
  const everything: List<PulledStock> = {
    page: async (at, limit) => {
      const all = list(
        client,
        () => ({ ...source, domain: counted }),
        (rows) => rows.map(pulledStock),
      );
      const page = await all.page(at, limit);
      // The stamp of the stock, not of the products: where the next pull begins.
      const query = {
        domain: [],
        fields: ['write_date'],
        reply: stamped,
        limit: 1,
        order: 'write_date desc, id desc',
      };
      const newest = at.newestAt === undefined ? await client.find('stock.quant', query) : [];
      const stamp = newest[0]?.write_date ?? at.newestAt;
      return { ...page, rows: page.rows.map((row) => ({ id: row.id, write_date: stamp })) };
    },
  };
  const moved = list(
    client,
    (at) => ({
      model: 'stock.quant',
      domain: changedSince(at),
      fields: ['product_id', 'write_date'],
      reply: quant,
    }),
    async (rows) => {
      const ids = [...new Set(rows.map((row) => row.product_id.id))];
      if (ids.length === 0) return [];
      const { model, ...rest } = source;
      const found = await client.find(model, { ...rest, domain: [['id', 'in', ids], ...counted] });
      return found.map(pulledStock);
    },
  );
  const byChange: List<PulledStock> = {
    page: (at, limit) => (at.since === undefined ? everything : moved).page(at, limit),
  };
  yield* pulled([byChange], request, pagesOf(shop));
}
