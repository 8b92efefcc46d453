import { Failure } from '../../../model/failure';
import type { Shop } from '../shop';
import { order as orderReply, orders, type WireOrder } from '../wire';
import { localDate, momentOf } from '../zone';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Clocks differ. */
const OVERLAP_MS = 5 * MINUTE_MS;
const PAGE = 100;
/** 20,000 orders. */
const MAX_PAGES = 200;
/** Orders that are opened to see whether they carry our marker where the list does not show it. */
const MAX_OPENED = 25;

export interface Wanted {
  marker: string;
  /** When the first try began, milliseconds since 1970. */
  since: number;
  /** Whose order it is, where that is known. */
  customerId?: number;
}

const unsure = (why: string) =>
  new Failure('rejected', `It cannot be told whether Alleaves has this order already: ${why}`, {
    advice:
      'Look for the order in Alleaves. If it is there, complete it by hand and cancel it here; if not, send it again.',
  });

/** GET /order from the day before the first try to the day after today: which zone its days are in is not known. */
async function ordersSince(shop: Shop, since: number): Promise<WireOrder[]> {
  const found = new Map<number, WireOrder>();
  const dates = {
    startDate: localDate(since - DAY_MS, shop.timezone),
    endDate: localDate(shop.now() + DAY_MS, shop.timezone),
  };
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const rows = await shop.client.get('/order', orders, { page, pageSize: PAGE, ...dates });
    const before = found.size;
    for (const row of rows) found.set(row.id_order, row);
    // A short page is no end: a server may keep its pages shorter than we ask for.
    if (found.size === before) return [...found.values()];
  }
  throw unsure('its list of orders does not end.');
}

/** May have been made by the earlier try. */
function isCandidate(row: WireOrder, { since, customerId }: Wanted, timezone: string | undefined): boolean {
  if (customerId !== undefined && row.id_customer !== undefined && row.id_customer !== customerId)
    return false;
  if (typeof row.id_external === 'string' && row.id_external !== '') return false;
  const zoned = timezone !== undefined || /(Z|[+-]\d\d:?\d\d)$/i.test(row.date_created ?? '');
  const madeAt = zoned ? momentOf(row.date_created, timezone) : undefined;
  return madeAt === undefined || madeAt >= since - OVERLAP_MS;
}

const carries = (row: WireOrder) => typeof row.id_external === 'string' && row.id_external !== '';

/**
 * The order with our marker. That Alleaves gives `id_external` back is likely but not confirmed, so a list without it
 * counts as "not there" only when references of other orders stand in it, or when no order could be ours. Otherwise
 * the orders in question are opened.
 * @throws Failure `rejected` where that leaves it open: a person must look, since a second order is worse.
 */
export async function findOrder(shop: Shop, wanted: Wanted): Promise<WireOrder | undefined> {
  const rows = await ordersSince(shop, wanted.since);
  const own = rows.find((row) => row.id_external === wanted.marker);
  if (own) return own;
  const candidates = rows.filter((row) => isCandidate(row, wanted, shop.timezone));
  if (rows.some(carries) || candidates.length === 0) return undefined;
  if (candidates.length > MAX_OPENED) throw unsure('its list of orders does not show our reference.');
  let proven = false;
  for (const { id_order } of candidates) {
    const opened = await shop.client.get(`/order/${id_order}`, orderReply);
    if (opened.id_external === wanted.marker) return opened;
    proven ||= carries(opened);
  }
  if (proven) return undefined;
  throw unsure('its orders do not show our reference.');
}
