import { Failure } from '../../model/failure';
import type { ChangeResult, StockChange } from '../change';
import { chunksOf } from './chunks';
import { namedIn } from './culprit';
import { contentKey } from './keys';
import { type SquareError } from './refusal';
import { locationOf, type Shop } from './shop';
import { changesReply } from './wire';

/** How many changes a call may hold is not documented; clients stay within this. */
const BATCH = 100;
const DAY_MS = 24 * 3600_000;
/** Square takes nothing older than a day: so much time a call has to arrive. */
const MARGIN_MS = 60_000;
const DECIMALS = 5;

/** The newest count of one variation, with all products that share it. */
interface Count extends StockChange {
  keys: string[];
}

function newest(changes: readonly StockChange[]): Count[] {
  const counts = new Map<string, Count>();
  for (const change of changes) {
    const { variationId } = change.link;
    const held = counts.get(variationId);
    const keys = [...(held?.keys ?? []), change.key];
    counts.set(variationId, { ...(held && held.countedAt > change.countedAt ? held : change), keys });
  }
  return [...counts.values()];
}

/** A decimal as Square takes it: "12", "0.25". */
const quantityText = (quantity: number) => String(Number(quantity.toFixed(DECIMALS)));

function changeOf(shop: Shop, { link, quantity, countedAt }: Count) {
  const now = shop.now();
  const occurredAt = Math.min(now, Math.max(countedAt, now - DAY_MS + MARGIN_MS));
  return {
    type: 'PHYSICAL_COUNT',
    physical_count: {
      catalog_object_id: link.variationId,
      state: 'IN_STOCK',
      location_id: locationOf(shop),
      quantity: quantityText(quantity),
      occurred_at: new Date(occurredAt).toISOString(),
    },
  };
}

/** About the connection, not about one item: smaller batches would fare no better. */
const ABOUT_ALL = ['INVALID_LOCATION', 'LOCATION_MISMATCH'];

/** Batches to try instead of a refused one. */
function parts(counts: readonly Count[], errors: readonly SquareError[]): Count[][] {
  const named = namedIn(errors, new Set(counts.map(({ link }) => link.variationId)));
  const alone = counts.filter(({ link }) => named.has(link.variationId));
  const rest = counts.filter((count) => !alone.includes(count));
  const smaller = alone.length > 0 ? rest.length : Math.ceil(rest.length / 2);
  return [...chunksOf(rest, smaller), ...alone.map((count) => [count])];
}

/**
 * One batch, which stands or falls as one; a refused one is halved until the bad count stands alone.
 * POST /v2/inventory/changes/batch-create
 * https://developer.squareup.com/reference/square/inventory-api/batch-create-inventory-changes
 */
async function* sent(shop: Shop, counts: readonly Count[]): AsyncGenerator<ChangeResult> {
  const keys = counts.flatMap((count) => count.keys);
  const body = { ignore_unchanged_counts: true, changes: counts.map((count) => changeOf(shop, count)) };
  let errors: readonly SquareError[] = [];
  try {
    await shop.call({
      method: 'POST',
      path: '/v2/inventory/changes/batch-create',
      json: { idempotency_key: contentKey('counts', body), ...body },
      effect: true,
      reply: changesReply,
      explain: (all) => {
        errors = all;
        return undefined;
      },
    });
  } catch (thrown) {
    const { kind, message, detail } = Failure.from(thrown);
    if (kind !== 'rejected') throw thrown;
    if (counts.length > 1 && !ABOUT_ALL.includes(detail.code ?? '')) {
      for (const part of parts(counts, errors)) yield* sent(shop, part);
      return;
    }
    for (const key of keys) yield { key, outcome: 'refused', reason: message, advice: detail.advice };
    return;
  }
  for (const key of keys) yield { key, outcome: 'done' };
}

/** Sets absolute counts at the connection's location, as of when they were counted: later sales keep their effect. */
export async function* setStock(shop: Shop, changes: readonly StockChange[]): AsyncGenerator<ChangeResult> {
  for (const batch of chunksOf(newest(changes), BATCH)) yield* sent(shop, batch);
}
