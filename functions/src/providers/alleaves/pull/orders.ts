import { Failure } from '../../../model/failure';
import { fromMajor } from '../../../model/money';
import type { PulledOrder, PulledOrderLine } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { quantityOf } from '../order/standing';
import { statusOf } from '../order/status';
import type { Shop } from '../shop';
import { placedOrders, type PlacedOrder, type WireLine } from '../wire';
import { localDate, momentOf } from '../zone';
import { inPages, PAGE_SIZE, positionOf } from './numbered';

const undated = () =>
  new Failure('unexpected', 'Alleaves answered an order without usable date_created.', {
    advice: 'The bridge tries again. If it stays so, Alleaves may have changed its API: report it.',
  });

const DAY_MS = 24 * 60 * 60_000;

const nameOf = ({ item, product_name, name }: WireLine) => (item ?? product_name ?? name ?? '').trim();

/** Alleaves lists each piece as a line of its own: equal ones become one. */
function pulledLines(lines: readonly WireLine[], currency: string): PulledOrderLine[] {
  const folded = new Map<string, PulledOrderLine>();
  for (const line of lines) {
    // A line's `id_item` is the line itself; the product stands elsewhere.
    const product = line.id_inventory_item ?? line.product_id;
    const price = line.price ?? line.unit_price ?? 0;
    const key = JSON.stringify([product, nameOf(line), price]);
    const quantity = quantityOf(line) + (folded.get(key)?.quantity ?? 0);
    const itemId = product === undefined ? undefined : String(product);
    folded.set(key, {
      id: folded.get(key)?.id ?? String(line.id_item),
      itemId,
      variationId: itemId,
      name: nameOf(line),
      quantity,
      unitPrice: fromMajor(price, currency),
      total: fromMajor(price * quantity, currency),
    });
  }
  return [...folded.values()];
}

function pulledOrder(row: PlacedOrder, shop: Shop): PulledOrder {
  const { currency, timezone } = shop;
  const maybeMinor = (major: number | undefined) =>
    major === undefined ? undefined : fromMajor(major, currency);
  const placedAt = momentOf(row.date_created, timezone);
  if (placedAt === undefined) throw undated();
  return {
    id: String(row.id_order),
    number: String(row.id_order),
    reference: row.id_external ?? undefined,
    status: statusOf(row),
    placedAt,
    updatedAt: momentOf(row.date_updated, timezone) ?? placedAt,
    currency,
    total: fromMajor(row.total, currency),
    tax: maybeMinor(row.tax),
    discount: maybeMinor(row.discount),
    customerId: row.id_customer === undefined ? undefined : String(row.id_customer),
    lines: pulledLines(row.items ?? [], currency),
  };
}

/**
 * GET /order by day: from the settings' first day on, later from some days before the last pull, since orders change
 * after they were placed and cannot be asked for by that. Never `full`: older orders exist.
 */
export async function* pullOrders(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const { orderPages, orderOverlapDays, ordersSince } = shop.settings();
  const now = shop.now();
  const isOurs = ({ id_location }: PlacedOrder) =>
    id_location === undefined || id_location === shop.locationId;
  const known = /^\d{4}-\d\d-\d\d$/.test(request.since ?? '') ? request.since : undefined;
  const start = positionOf(request, () => ({ startedAt: now, from: known ?? ordersSince, page: 1 }));
  yield* inPages(
    {
      fetch: ({ page, from, startedAt }) => {
        const endDate = localDate(startedAt + DAY_MS, shop.timezone);
        return shop.client.get('/order', placedOrders, {
          page,
          pageSize: PAGE_SIZE,
          startDate: from,
          endDate,
        });
      },
      idOf: (row) => row.id_order,
      records: (rows) => rows.filter(isOurs).map((row) => pulledOrder(row, shop)),
      maxPages: orderPages,
      full: false,
      checkpoint: ({ startedAt }) => localDate(startedAt - orderOverlapDays * DAY_MS, shop.timezone),
      what: 'orders',
    },
    start,
  );
}
