import { Failure } from '../../../model/failure';
import { readRecord } from '../extract';
import { walk } from '../pages';
import type { Shop } from '../shop';
import type { WireOrder } from '../wire';

/** The order with this reference, checked here as well: a POS may ignore a filter. */
export async function findOrder(shop: Shop, key: string): Promise<WireOrder | undefined> {
  const { name } = shop.recipe.display;
  const listing = shop.recipe.operations.findOrder;
  if (!listing) throw unsure(name, 'the recipe has no call to look for it.');
  let found: WireOrder | undefined;
  const where = { pos: name, select: listing.select };
  const ended = await walk(
    shop,
    listing,
    (rows) => {
      const orders = rows.map((row) => readRecord(shop.shapes.order, listing.map, row, where));
      found = orders.find(({ reference }) => reference === key);
      return found !== undefined;
    },
    { scope: { order: { key } } },
  );
  if (found || ended) return found;
  throw unsure(name, 'its list of orders does not end.');
}

const unsure = (pos: string, why: string) =>
  new Failure('rejected', `It cannot be told whether ${pos} has this order already: ${why}`, {
    advice: 'Look for the order in the POS. If it is not there, send it again as a new order.',
  });
