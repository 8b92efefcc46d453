import { Failure } from '../../../model/failure';
import { roundHalfAway } from '../../../model/money';
import type { PulledOrder } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { demand, type Shop } from '../shop';
import type { WireOrder } from '../wire';
import { pulled } from './pages';

const without = (pos: string, field: string) =>
  new Failure('unexpected', `${pos} answered an order without usable ${field}.`, {
    advice: 'The bridge tries again. If it stays so, correct the map of the recipe.',
  });

function pulledOrder(row: WireOrder, { recipe, currency = 'USD' }: Shop): PulledOrder {
  const { name } = recipe.display;
  const placedAt = row.createdAt ?? row.updatedAt;
  if (placedAt === undefined) throw without(name, 'time');
  if (row.total === undefined) throw without(name, 'total');
  return {
    id: row.id,
    number: row.number,
    reference: row.reference,
    status: recipe.statuses[row.status ?? ''] ?? 'accepted',
    placedAt,
    updatedAt: row.updatedAt ?? placedAt,
    currency,
    total: row.total,
    lines: row.lines.map((line, index) => ({
      id: line.id ?? String(index),
      itemId: line.itemId,
      variationId: line.variationId ?? line.itemId,
      name: line.name ?? '',
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      total: line.total ?? roundHalfAway(line.quantity * (line.unitPrice ?? 0)),
      note: line.note,
    })),
  };
}

/** Never `full`: how far back a list reaches is the POS's affair. */
export async function* pullOrders(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const operation = demand(shop, 'listOrders');
  const records = (rows: WireOrder[]) => rows.map((row) => pulledOrder(row, shop));
  yield* pulled(shop, { operation, shape: shop.shapes.order, records, full: false }, request);
}
