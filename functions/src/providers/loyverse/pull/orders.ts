import type { Failure } from '../../../model/failure';
import { fromMajor } from '../../../model/money';
import type { PulledOrder, PulledOrderLine } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { demandStore, type Shop } from '../shop';
import { list, pulled } from './pages';
import { iso, type Position } from './window';
import { receipts, type WireReceipt } from './wire';

/** Plans without unlimited history answer 402 to a date older than 31 days. */
const HISTORY_MS = 30 * 24 * 60 * 60_000;

const monthBefore = (at: number) => iso(at - HISTORY_MS);

const beginningOf = ({ since, startedAt }: Position) => since ?? monthBefore(startedAt);

function statusOf(row: WireReceipt): PulledOrder['status'] {
  if (row.cancelled_at !== undefined) return 'cancelled';
  return row.receipt_type === 'REFUND' ? 'refunded' : 'completed';
}

function pulledLine(
  line: WireReceipt['line_items'][number],
  minor: (major: number) => number,
): PulledOrderLine {
  return {
    id: line.id,
    itemId: line.item_id,
    variationId: line.variant_id,
    name: line.variant_name ? `${line.item_name} (${line.variant_name})` : line.item_name,
    quantity: line.quantity,
    unitPrice: line.price === undefined ? undefined : minor(line.price),
    total: minor(line.total_money),
    note: line.line_note,
  };
}

function pulledOrder(row: WireReceipt, currency: string): PulledOrder {
  const minor = (major: number) => fromMajor(major, currency);
  const maybeMinor = (major: number | undefined) => (major === undefined ? undefined : minor(major));
  return {
    id: row.receipt_number,
    number: row.receipt_number,
    reference: row.order,
    refundOf: row.refund_for,
    status: statusOf(row),
    placedAt: row.receipt_date ?? row.created_at,
    updatedAt: row.updated_at,
    currency,
    total: minor(row.total_money),
    tax: maybeMinor(row.total_tax),
    tip: maybeMinor(row.tip),
    discount: maybeMinor(row.total_discount),
    customerId: row.customer_id,
    lines: row.line_items.map((line) => pulledLine(line, minor)),
  };
}

/** 402 to a date that is too old for the plan: once, the window begins again with a younger one. */
function retreat({ detail }: Failure, at: Position, now: number): Position | undefined {
  const young = monthBefore(now);
  if (detail.httpStatus !== 402 || at.shortened || beginningOf(at) >= young) return undefined;
  return { ...at, since: young, cursor: undefined, shortened: true };
}

/**
 * GET /receipts by `updated_at`, which catches later cancellations: the last 30 days at first, then what changed.
 * Never `full`: older receipts exist. https://developer.loyverse.com/docs/#tag/Receipts
 */
export async function* pullOrders(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const currency = await shop.currency();
  const storeId = demandStore(shop);
  yield* pulled(
    {
      full: () => false,
      retreat: (failure, at) => retreat(failure, at, shop.now()),
      shortened:
        'The Loyverse plan shows receipts of the last 31 days only: what changed between the last pull and then is not ' +
        'here.',
      lists: (at) => {
        const query = {
          store_id: storeId,
          updated_at_min: beginningOf(at),
          updated_at_max: iso(at.startedAt),
        };
        return [
          list(shop.client, { path: '/receipts', reply: receipts, query }, (rows) =>
            rows.filter((row) => row.store_id === storeId).map((row) => pulledOrder(row, currency)),
          ),
        ];
      },
    },
    request,
    shop.now(),
  );
}
