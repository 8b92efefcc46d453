import { Failure } from '../../model/failure';
import { walk, type Client } from './client';
import { receiptsPage, type WireReceipt } from './wire';

const MINUTE_MS = 60_000;
/** Clocks differ, and whether the bound itself is included is not documented. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** Plans without unlimited history answer 402 to a date older than 31 days. */
const OLDEST_MS = 30 * 24 * 60 * MINUTE_MS;
/** 25000 receipts. */
const MAX_PAGES = 100;

export interface ReceiptSearch {
  /** Milliseconds since 1970: nothing older is of interest. */
  since: number;
  now: number;
  order?: string;
  storeId?: string;
  /** Checked here as well: Loyverse ignores a filter that it does not know. */
  matches: (receipt: WireReceipt) => boolean;
}

async function search(client: Client, wanted: ReceiptSearch, from: number, dated: boolean) {
  const found: WireReceipt[] = [];
  const query = {
    order: wanted.order,
    store_id: wanted.storeId,
    created_at_min: dated ? new Date(from).toISOString() : undefined,
  };
  const listing = { path: '/receipts', reply: receiptsPage, query, maxPages: MAX_PAGES };
  const complete = await walk(client, listing, ({ receipts }) => {
    found.push(...receipts.filter(wanted.matches));
    // Newest first, so behind a page that is too old everything is.
    return receipts.length > 0 && receipts.every((row) => Date.parse(row.created_at) < from);
  });
  if (complete) return found;
  throw new Failure(
    'unexpected',
    'Loyverse’s list of receipts did not end, so nothing was sent on a guess.',
    {
      advice: 'Look in Loyverse whether the receipt or refund is there, then retry.',
    },
  );
}

/**
 * Every receipt that matches, the oldest first. The date filter is left out where the plan may not allow it.
 * GET /receipts, https://developer.loyverse.com/docs/#tag/Receipts
 */
export async function findReceipts(client: Client, wanted: ReceiptSearch): Promise<WireReceipt[]> {
  const from = wanted.since - OVERLAP_MS;
  const dated = from > wanted.now - OLDEST_MS;
  const found = await search(client, wanted, from, dated).catch((thrown: unknown) => {
    const failure = Failure.from(thrown);
    if (!dated || failure.detail.httpStatus !== 402) throw failure;
    return search(client, wanted, from, false);
  });
  const byNumber = new Map(found.map((row) => [row.receipt_number, row]));
  return [...byNumber.values()].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
}

/** The sales that carry our marker. Also a cancelled one: it proves that the order was there. */
export function findSales(
  client: Client,
  wanted: { marker: string; storeId: string; since: number; now: number },
): Promise<WireReceipt[]> {
  const { marker, storeId, since, now } = wanted;
  return findReceipts(client, {
    since,
    now,
    order: marker,
    storeId,
    matches: (row) => row.order === marker && row.receipt_type === 'SALE',
  });
}
