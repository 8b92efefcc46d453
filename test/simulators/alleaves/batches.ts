import { sum } from '../core/currency';
import { listOf, object, required, text, whole } from '../core/shape';
import type { SimContext, SimReply } from '../core/types';
import { type Call, type Endpoint, idIn } from './endpoint';
import { pageOf, search } from './grid';
import type { Batch } from './records';
import { notFound, Refused } from './refusal';
import { rowsOf } from './rows';

const DAY_MS = 86_400_000;

function shown({ company }: Call, batch: Batch): Record<string, unknown> {
  const lying = company.stock.filter(({ batchId }) => batchId === batch.id);
  const onHand = sum(lying.map((one) => one.onHand));
  const received = new Date(batch.receivedAt - 30 * DAY_MS).toISOString().slice(0, 10);
  const item = company.item(batch.itemId);
  return {
    id_batch: batch.id,
    id_item: batch.itemId,
    item: item?.name,
    batch: `B-${batch.id}`,
    metrc_package_label: batch.label,
    on_hand: onHand,
    available: onHand - sum(lying.map((one) => one.reserved)),
    date_expire: batch.expires,
    date_production: received,
    date_harvest: received,
    status: batch.open ? 'open' : 'closed',
    id_area: lying[0]?.areaId ?? null,
    thc_mg: null,
    cbd_mg: null,
    terpenes: item?.isCannabis ? [{ name: 'Myrcene', percentage: 0.8 }] : [],
  };
}

function mustBeUp({ switches }: Call): void {
  if (switches.batchDetails === 'down') throw new Refused(503, 'Service unavailable');
}

function one(call: Call): unknown {
  mustBeUp(call);
  const batch = call.company.batch(idIn(call));
  if (!batch) throw notFound('Batch', call.params.id ?? '');
  return shown(call, batch);
}

const byIds = object({ ids: required(listOf(whole(1), 1, 100)) });
const byExpiry = object({
  expiringWithinDays: required(whole(0, 3650)),
  categories: required(listOf(text(200))),
  minQuantity: required(whole(0)),
});

/** The three bodies in use are told apart by their fields. */
function keepOf(call: Call): (batch: Batch) => boolean {
  const { company, switches, body } = call;
  const has = (key: string) => body !== null && typeof body === 'object' && key in body;
  if (has('ids')) {
    const { ids } = byIds(body, '');
    return ({ id }) => ids.includes(id);
  }
  if (has('expiringWithinDays')) {
    const { expiringWithinDays, categories, minQuantity } = byExpiry(body, '');
    const until = company.now() + expiringWithinDays * DAY_MS;
    const category = (batch: Batch) => company.item(batch.itemId)?.category ?? '';
    return (batch) =>
      switches.batchFilters === 'ignored' ||
      (batch.expires !== null &&
        Date.parse(batch.expires) <= until &&
        (categories.length === 0 || categories.includes(category(batch))) &&
        Number(shown(call, batch).available) >= minQuantity);
  }
  const { filter, query = '' } = search(body, '');
  const rows = rowsOf(company, switches).filter((row) => filter?.(row) ?? true);
  const kept = new Set(rows.map((row) => row.id_batch));
  return ({ id, itemId }) =>
    kept.has(id) && (company.item(itemId)?.name ?? '').toLowerCase().includes(query.toLowerCase());
}

function searchBatches(call: Call): unknown {
  mustBeUp(call);
  const found = call.company.batches.filter(keepOf(call)).map((batch) => shown(call, batch));
  const paged = call.body !== null && typeof call.body === 'object' && 'take' in call.body;
  return pageOf(call, found, paged ? search(call.body, '') : {});
}

export const BATCHES: Endpoint[] = [
  { method: 'POST', path: '/inventory/batch/search', handle: searchBatches },
  { method: 'GET', path: '/inventory/batch/:id', handle: one },
];

/** A laboratory's certificate, open to everybody. */
export function certificate({ params }: SimContext): SimReply {
  if (!/^\d+\.pdf$/.test(params.file ?? '')) return notFound('Certificate', params.file ?? '').reply();
  const headers = { 'content-type': 'application/pdf' };
  return { status: 200, headers, text: `%PDF-1.4\n% ${params.slug ?? ''} ${params.file ?? ''}\n%%EOF\n` };
}
