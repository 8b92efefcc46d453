import { Failure } from '../../model/failure';
import { segment, type Client } from './client';
import { done, salesOrderReply, salesOrdersPage, type WireSalesOrder } from './wire';
import { failureIn } from './refusal';

/** https://www.zoho.com/inventory/api/v1/salesorders/ */

const pathOf = (id: string) => `/salesorders/${segment(id)}`;

/** `order_status` is the state proper; lists were seen with `status` only. */
export const stateOf = ({ order_status, status }: WireSalesOrder): string => order_status ?? status ?? '';
export const isVoid = (order: WireSalesOrder): boolean => stateOf(order) === 'void';

/** GET /salesorders/{id}, with lines and invoices. */
export function readOrder(client: Client, id: string): Promise<WireSalesOrder> {
  return client.get(pathOf(id), salesOrderReply);
}

const PER_PAGE = 200;
const MAX_PAGES = 25;
const OVERLAP_MS = 5 * 60_000;

type Field = 'reference_number' | 'salesorder_number';

/**
 * The orders whose field is exactly the marker. Zoho ignores filters that it does not know, so every row is checked; if
 * it ignored ours, the newest orders come first and the search ends where they are older than the first try.
 */
async function ordersBy(client: Client, field: Field, marker: string, since: number) {
  const found: WireSalesOrder[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = { [field]: marker, sort_column: 'created_time', sort_order: 'D', page, per_page: PER_PAGE };
    const { salesorders, page_context } = await client.get('/salesorders', salesOrdersPage, query);
    found.push(...salesorders.filter((row) => row[field] === marker));
    const isOver = page_context?.has_more_page !== true;
    const isTooOld = salesorders.every(({ created_time = Infinity }) => created_time < since - OVERLAP_MS);
    if (isOver || isTooOld) return found;
  }
  throw new Failure(
    'unexpected',
    'Zoho’s list of sales orders did not end, so nothing was done on a guess.',
    {
      advice: 'Look in Zoho Inventory whether the sales order is there, then retry.',
    },
  );
}

/**
 * Our order, by its reference or, where somebody changed that, by its number. Staff may have cloned it, reference and
 * all: the one with our number is the original, else the oldest.
 */
export async function findOrder(
  client: Client,
  marker: string,
  since: number,
  fields: readonly Field[] = ['reference_number', 'salesorder_number'],
): Promise<WireSalesOrder | undefined> {
  for (const field of fields) {
    const found = await ordersBy(client, field, marker, since);
    const original = found.find((row) => row.salesorder_number === marker) ?? found.at(-1);
    if (original) return original;
  }
  return undefined;
}

const UNCONFIRMED = ['draft', 'approved', ''];
const AWAITING = 'pending_approval';

/**
 * POST /salesorders/{id}/status/confirmed: only then the goods are reserved. A refusal is none where somebody else has
 * confirmed the order meanwhile. @returns false where it waits for somebody's approval
 */
export async function confirm(client: Client, order: WireSalesOrder): Promise<boolean> {
  if (!UNCONFIRMED.includes(stateOf(order))) return stateOf(order) !== AWAITING;
  const id = order.salesorder_id;
  try {
    await client.post(`${pathOf(id)}/status/confirmed`, done);
    return true;
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (failure.kind !== 'rejected') throw failure;
    const state = stateOf(await readOrder(client, id));
    if (UNCONFIRMED.includes(state)) throw failure;
    return state !== AWAITING;
  }
}
