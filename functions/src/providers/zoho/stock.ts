import { hashOf } from '../../model/hash';
import type { ChangeResult, StockChange } from '../change';
import { batches, GONE, oneAfterAnother, refusalOf, refused } from './changes';
import { itemDetails } from './items';
import { isTracked, levelOf } from './levels';
import { failureIn, isAboutContent } from './refusal';
import type { Shop } from './shop';
import { done, type WireItem } from './wire';
import { localDate } from './zone';

/** How many lines an adjustment takes is not documented; this is one reading of items. */
const MAX_BATCH = 100;

const TRACKING =
  'Turn on inventory tracking for the item in Zoho Inventory; stock of items with serial numbers or batches is set there.';

/** What is to be added to the stock at the location. */
interface Adjustment {
  change: StockChange;
  /** Signed thousandths: quantities have three decimals. */
  deltaThousandths: number;
}

const thousandths = (quantity: number) => Math.round(quantity * 1000);

/** What needs no write, or how much is to be added. */
function judged(
  change: StockChange,
  item: WireItem | undefined,
  locationId: string | undefined,
): ChangeResult | Adjustment {
  const { key, quantity, countedAt } = change;
  if (!item) return refused(key, 'Zoho does not know the item.', GONE);
  if (!isTracked(item)) return refused(key, 'Zoho does not count the stock of the item.', TRACKING);
  const onHand = levelOf(item, locationId)?.onHand ?? 0;
  const deltaThousandths = thousandths(quantity) - thousandths(onHand);
  if (deltaThousandths === 0) return { key, outcome: 'unchanged' };
  // Whether a sale moves this time is not documented; an edit does. Either way the count may be out of date.
  if (item.last_modified_time === undefined || item.last_modified_time <= countedAt)
    return { change, deltaThousandths };
  return refused(
    key,
    `The item changed in Zoho after it was counted, and its stock stands at ${onHand} there.`,
    'Count it again: the later figure wins.',
  );
}

/** POST /inventoryadjustments: a difference, so the same one posted twice would count twice. */
async function post(shop: Shop, locationId: string | undefined, adjustments: readonly Adjustment[]) {
  const line_items = adjustments.map(({ change, deltaThousandths }) => ({
    item_id: change.link.variationId,
    quantity_adjusted: deltaThousandths / 1000,
  }));
  const newest = Math.max(...adjustments.map(({ change }) => change.countedAt));
  await shop.client.post('/inventoryadjustments', done, {
    date: localDate(shop.now(), shop.timezone),
    reason: 'Counted in the storefront',
    reference_number: `tillbridge-${hashOf([locationId ?? null, newest, line_items], 12)}`,
    adjustment_type: 'quantity',
    location_id: locationId,
    line_items,
  });
}

/** Posts together, and where that is refused in halves, down to the item at fault. */
async function* bisected(
  adjustments: readonly Adjustment[],
  attempt: (adjustments: readonly Adjustment[]) => Promise<void>,
): AsyncGenerator<ChangeResult> {
  const [first] = adjustments;
  if (!first) return;
  const failure = await attempt(adjustments).then(() => undefined, failureIn);
  if (failure && !isAboutContent(failure)) throw failure;
  if (!failure) {
    for (const { change } of adjustments) yield { key: change.key, outcome: 'done' };
  } else if (adjustments.length === 1) yield refusalOf(first.change.key, failure, TRACKING);
  else {
    const half = Math.ceil(adjustments.length / 2);
    yield* bisected(adjustments.slice(0, half), attempt);
    yield* bisected(adjustments.slice(half), attempt);
  }
}

/**
 * Sets what was counted at the connection's location: Zoho takes only differences, so it reads first, every time. That
 * also makes it safe to repeat. https://www.zoho.com/inventory/api/v1/inventoryadjustments/
 */
export function setStock(shop: Shop, changes: readonly StockChange[]): AsyncIterable<ChangeResult> {
  return oneAfterAnother(batches(changes, MAX_BATCH), async function* (batch) {
    const locationId = await shop.locationId();
    const known = await itemDetails(
      shop.client,
      batch.map(({ link }) => link.variationId),
    );
    const due: Adjustment[] = [];
    for (const change of batch) {
      const verdict = judged(change, known.get(change.link.variationId), locationId);
      if ('outcome' in verdict) yield verdict;
      else due.push(verdict);
    }
    yield* bisected(due, (some) => post(shop, locationId, some));
  });
}
