import { Failure } from '../../model/failure';
import type { ChangeResult, StockChange } from '../change';
import { isAboutTheRow, oneAfterAnother, refused } from './changes';
import { demandStore, type Shop } from './shop';
import { inventoryPage, type WireLevel } from './wire';

/** The largest batch is not documented; a hundred is what clients use. */
const MAX_BATCH = 100;

/** Loyverse keeps three decimals. */
const thousandths = (quantity: number) => Math.round(quantity * 1000);

/** At most a hundred, and no variant twice: which of two rows would win is not documented. */
function batches(changes: readonly StockChange[]): StockChange[][] {
  const made: Map<string, StockChange>[] = [];
  for (const change of changes) {
    const last = made.at(-1);
    const { variationId } = change.link;
    if (last && last.size < MAX_BATCH && !last.has(variationId)) last.set(variationId, change);
    else made.push(new Map([[variationId, change]]));
  }
  return made.map((batch) => [...batch.values()]);
}

const TRACKING =
  'Turn on "Track stock" for the item in the Loyverse Back Office (a composite item has no stock of its own), then retry.';

function refusalOf(key: string, { message, detail }: Failure): ChangeResult {
  const gone = detail.httpStatus === 404;
  return refused(key, message, gone ? 'The item is gone in Loyverse: map the product again.' : TRACKING);
}

/** Tries rows together, and where they are refused in halves, down to the row at fault. */
async function* bisected<T>(
  changes: readonly StockChange[],
  attempt: (changes: readonly StockChange[]) => Promise<T[]>,
): AsyncGenerator<T | ChangeResult> {
  const [first] = changes;
  if (!first) return;
  const outcome = await attempt(changes).catch((thrown: unknown) => Failure.from(thrown));
  if (!(outcome instanceof Failure)) {
    yield* outcome;
    return;
  }
  if (!isAboutTheRow(outcome)) throw outcome;
  if (changes.length === 1) {
    yield refusalOf(first.key, outcome);
    return;
  }
  const half = Math.ceil(changes.length / 2);
  yield* bisected(changes.slice(0, half), attempt);
  yield* bisected(changes.slice(half), attempt);
}

/** By variant; only our store's, since an ignored filter looks like success. */
const levelsOf = (rows: readonly WireLevel[], storeId: string) =>
  new Map(rows.filter((row) => row.store_id === storeId).map((row) => [row.variant_id, row]));

/** What needs no write, or `due`. */
function judged(change: StockChange, level: WireLevel | undefined): ChangeResult | { due: StockChange } {
  const { key, quantity, countedAt } = change;
  if (level === undefined) return { due: change };
  if (thousandths(level.in_stock) === thousandths(quantity)) return { key, outcome: 'unchanged' };
  if (level.updated_at <= countedAt) return { due: change };
  return refused(
    key,
    `The stock moved in Loyverse after it was counted, and stands at ${level.in_stock} there.`,
    'Count it again: the later figure wins.',
  );
}

/** GET /inventory (filters in the plural), https://developer.loyverse.com/docs/#tag/Inventory */
async function compare({ client }: Shop, storeId: string, changes: readonly StockChange[]) {
  const ids = changes.map(({ link }) => link.variationId);
  const query = { store_ids: storeId, variant_ids: ids.join(','), limit: 250 };
  const levels = levelsOf((await client.get('/inventory', inventoryPage, query)).rows, storeId);
  return changes.map((change) => judged(change, levels.get(change.link.variationId)));
}

/** POST /inventory, https://developer.loyverse.com/docs/#tag/Inventory. Absolute, so it may be repeated. */
async function write(
  { client }: Shop,
  storeId: string,
  changes: readonly StockChange[],
): Promise<ChangeResult[]> {
  const rows = changes.map(({ link, quantity }) => ({
    variant_id: link.variationId,
    store_id: storeId,
    stock_after: thousandths(quantity) / 1000,
  }));
  const echo = await client.post('/inventory', inventoryPage, { inventory_levels: rows });
  const levels = levelsOf(echo.rows, storeId);
  return changes.map(({ key, link, quantity }) => {
    const inStock = levels.get(link.variationId)?.in_stock;
    if (inStock !== undefined && thousandths(inStock) === thousandths(quantity))
      return { key, outcome: 'done' };
    return refused(
      key,
      `Loyverse took the stock ${quantity} and shows ${inStock ?? 'none'} instead.`,
      TRACKING,
    );
  });
}

/** Sets what was counted at the connection's store. A figure that moved at the till since then stays. */
export function setStock(shop: Shop, changes: readonly StockChange[]): AsyncIterable<ChangeResult> {
  return oneAfterAnother(batches(changes), async function* (batch) {
    const storeId = demandStore(shop);
    const due: StockChange[] = [];
    for await (const row of bisected(batch, (rows) => compare(shop, storeId, rows)))
      if ('due' in row) due.push(row.due);
      else yield row;
    yield* bisected(due, (rows) => write(shop, storeId, rows));
  });
}
