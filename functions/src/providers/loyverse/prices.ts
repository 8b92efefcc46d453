import { Failure } from '../../model/failure';
import { fromMajor, majorText, toMajor } from '../../model/money';
import type { ChangeResult, PriceChange } from '../change';
import { isAboutTheRow, oneAfterAnother, refused } from './changes';
import { demandStore, type Shop } from './shop';
import { fixedPriceAt, isFixed, restated, rowAt, soldAt } from './variant';
import { variant, type WireVariant } from './wire';

/** Where a price is to stand. */
interface Reach {
  /** Absent only where the price goes everywhere. */
  storeId?: string;
  everywhere: boolean;
}

/** Minor units that stand where the price is to stand; undefined where none does. */
function standing(row: WireVariant, { storeId, everywhere }: Reach, currency: string) {
  const majors = everywhere
    ? [
        ...(isFixed(row, undefined) ? [row.default_price] : []),
        ...row.stores
          .filter((store) => isFixed(row, store))
          .map(({ store_id }) => fixedPriceAt(row, store_id)),
      ]
    : [fixedPriceAt(row, storeId)];
  return majors.map((major) => (major === undefined ? undefined : fromMajor(major, currency)));
}

/** Why this price cannot be set, and what to do; undefined where it can. */
function obstacle(row: WireVariant, { storeId, everywhere }: Reach): [string, string] | undefined {
  if (row.deleted_at !== undefined)
    return ['The item was deleted in Loyverse.', 'Map the product to another item, or remove it.'];
  const sold =
    everywhere && row.stores.length > 0
      ? row.stores.some(({ store_id }) => soldAt(row, store_id))
      : soldAt(row, storeId);
  if (!sold)
    return [
      `Loyverse does not sell the item at ${everywhere ? 'any store' : 'this store'}.`,
      'Make it available for sale in the Loyverse Back Office, or map the product to another item.',
    ];
  const open = storeId === undefined ? !anyFixed(row) : !isFixed(row, rowAt(row, storeId));
  if (!open) return undefined;
  return [
    'The item has an open price in Loyverse: it is typed in at the till.',
    'If it is to have a fixed price, enter one in the Loyverse Back Office; the bridge keeps it up to date from then on.',
  ];
}

const anyFixed = (row: WireVariant) =>
  isFixed(row, undefined) || row.stores.some((store) => isFixed(row, store));

/** The variant with the new price in major units; open prices stay open. */
function repriced(row: WireVariant, price: number, { storeId, everywhere }: Reach): WireVariant {
  const fixed = { pricing_type: 'FIXED', price };
  const stores = row.stores.map((store) =>
    store.store_id === storeId || (everywhere && isFixed(row, store)) ? { ...store, ...fixed } : store,
  );
  if (everywhere)
    return { ...row, stores, default_price: isFixed(row, undefined) ? price : row.default_price };
  const hasRow = rowAt(row, storeId) !== undefined;
  if (hasRow || storeId === undefined) return { ...row, stores };
  return { ...row, stores: [...stores, { store_id: storeId, ...fixed, available_for_sale: true }] };
}

function refusalOf(key: string, thrown: unknown): ChangeResult {
  const failure = Failure.from(thrown);
  if (!isAboutTheRow(failure)) throw failure;
  const { message, detail } = failure;
  const gone = detail.httpStatus === 404;
  return refused(key, message, gone ? 'The item is gone in Loyverse: map the product again.' : detail.advice);
}

/**
 * GET /variants/{id}, then POST /variants with the whole variant.
 * https://developer.loyverse.com/docs/#tag/Variants
 */
async function apply(shop: Shop, change: PriceChange, reach: Reach): Promise<ChangeResult> {
  const { key, link, price } = change;
  const currency = await shop.currency();
  const row = await shop.client.get(`/variants/${encodeURIComponent(link.variationId)}`, variant);
  const why = obstacle(row, reach);
  if (why) return refused(key, ...why);
  const isThere = (one: WireVariant) => standing(one, reach, currency).every((amount) => amount === price);
  if (isThere(row)) return { key, outcome: 'unchanged' };
  const body = restated(repriced(row, toMajor(price, currency), reach));
  const echo = await shop.client.post('/variants', variant, body);
  if (isThere(echo)) return { key, outcome: 'done' };
  const [kept] = standing(echo, reach, currency).filter((amount) => amount !== price);
  return refused(
    key,
    `Loyverse took the price ${majorText(price, currency)} and shows ` +
      `${kept === undefined ? 'none' : majorText(kept, currency)} instead.`,
    'Set the price of the item in the Loyverse Back Office.',
  );
}

/**
 * Sets prices one by one: several variants could go in one POST /items, but that call removes every variant which it
 * does not name, so one that staff add between our read and our write would be lost.
 */
export function pushPrices(shop: Shop, changes: readonly PriceChange[]): AsyncIterable<ChangeResult> {
  return oneAfterAnother(changes, async function* (change) {
    const everywhere = shop.priceScope === 'everywhere';
    const reach = { everywhere, storeId: everywhere ? shop.storeId : demandStore(shop) };
    yield await apply(shop, change, reach).catch((thrown: unknown) => refusalOf(change.key, thrown));
  });
}
