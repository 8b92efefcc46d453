import type { Failure } from '../../model/failure';
import type { Client } from './client';
import { failureIn, hasCode } from './refusal';
import { itemsPage, type WireItem } from './wire';

/** What clients use; the largest is not documented. */
const MAX_IDS = 100;

/** Zoho does not know the id, or no longer. */
export const isGone = (failure: Failure): boolean =>
  failure.kind === 'rejected' && (failure.detail.httpStatus === 404 || hasCode(failure, 2, 1002));

/** Where one id of many is refused, the halves tell which. */
async function halved(client: Client, ids: readonly string[]): Promise<WireItem[]> {
  try {
    return (await client.get('/itemdetails', itemsPage, { item_ids: ids.join(',') })).items;
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (!isGone(failure)) throw failure;
    if (ids.length <= 1) return [];
    const middle = Math.ceil(ids.length / 2);
    return [...(await halved(client, ids.slice(0, middle))), ...(await halved(client, ids.slice(middle)))];
  }
}

/**
 * GET /itemdetails, many at a time: items by id, with stock per location. One that Zoho does not know is not among
 * them. https://www.zoho.com/inventory/api/v1/items/
 */
export async function itemDetails(client: Client, ids: readonly string[]): Promise<Map<string, WireItem>> {
  const wanted = new Set(ids);
  const distinct = [...wanted];
  const found = new Map<string, WireItem>();
  for (let from = 0; from < distinct.length; from += MAX_IDS) {
    const rows = await halved(client, distinct.slice(from, from + MAX_IDS));
    for (const row of rows) if (wanted.has(row.item_id)) found.set(row.item_id, row);
  }
  return found;
}
