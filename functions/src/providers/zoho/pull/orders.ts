import { fromMajor } from '../../../model/money';
import type { PulledOrder, PulledOrderLine } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { segment } from '../client';
import { isGone } from '../items';
import type { Shop } from '../shop';
import { changed, pulled } from './pages';
import type { Position } from './window';
import { salesOrders, wholeOrder, type WireLine, type WireWholeOrder } from './wire';
import { failureIn } from '../refusal';

const HISTORY_MS = 30 * 24 * 60 * 60_000;
/** Every order of a page is a call of its own, and a page that runs out of calls half-way begins again. */
const PER_PAGE = 5;

/** By the rolled-up status where it says more than the state proper. */
const STATUS: Readonly<Record<string, PulledOrder['status']>> = {
  void: 'cancelled',
  partially_shipped: 'preparing',
  shipped: 'completed',
  fulfilled: 'completed',
  closed: 'completed',
};

const statusOf = ({ order_status = '', status = '' }: WireWholeOrder): PulledOrder['status'] =>
  STATUS[order_status] ?? STATUS[status] ?? 'accepted';

function pulledLine(line: WireLine, minor: (major: number) => number): PulledOrderLine {
  return {
    id: line.line_item_id,
    variationId: line.item_id,
    name: line.name ?? '',
    quantity: line.quantity,
    unitPrice: line.rate === undefined ? undefined : minor(line.rate),
    total: minor(line.item_total_inclusive_of_tax ?? line.item_total),
    note: line.description,
  };
}

function pulledOrder(row: WireWholeOrder, currency: string): PulledOrder {
  const minor = (major: number) => fromMajor(major, currency);
  const maybeMinor = (major: number | undefined) => (major === undefined ? undefined : minor(major));
  const placedAt = row.created_time ?? Date.parse(row.date);
  return {
    id: row.salesorder_id,
    number: row.salesorder_number,
    reference: row.reference_number,
    status: statusOf(row),
    placedAt,
    updatedAt: row.last_modified_time ?? placedAt,
    currency,
    total: minor(row.total),
    tax: maybeMinor(row.tax_total),
    discount: maybeMinor(row.discount_total),
    customerId: row.customer_id,
    lines: row.line_items.map((line) => pulledLine(line, minor)),
  };
}

/**
 * GET /salesorders by change, the last 30 days at first, and GET /salesorders/{id} of each, since the list has no lines.
 * Never `full`: older orders exist. https://www.zoho.com/inventory/api/v1/salesorders/
 */
export async function* pullOrders(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const { client } = shop;
  const currency = await shop.currency();
  const locationId = await shop.locationId();
  const isOurs = (row: { location_id?: string }) =>
    locationId === undefined || row.location_id === undefined || row.location_id === locationId;
  const read = async (orderId: string): Promise<PulledOrder[]> => {
    try {
      const { salesorder } = await client.get(`/salesorders/${segment(orderId)}`, wholeOrder);
      return isOurs(salesorder) ? [pulledOrder(salesorder, salesorder.currency_code ?? currency)] : [];
    } catch (thrown) {
      const failure = failureIn(thrown);
      // Deleted since the list was made.
      if (isGone(failure)) return [];
      throw failure;
    }
  };
  const source = { path: '/salesorders', reply: salesOrders, perPage: PER_PAGE };
  const plan = {
    full: () => false,
    historyMs: HISTORY_MS,
    lists: (at: Position) => [
      changed(client, source, at, async (rows) => {
        const orders: PulledOrder[] = [];
        for (const row of rows.filter(isOurs)) orders.push(...(await read(row.salesorder_id)));
        return orders;
      }),
    ],
  };
  yield* pulled(shop, plan, request);
}
