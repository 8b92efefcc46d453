import { fromMajor, majorText, toMajor } from '../../model/money';
import type { ChangeResult, PriceChange } from '../change';
import { segment } from './client';
import { batches, GONE, oneAfterAnother, refusalOf, refused } from './changes';
import { itemDetails } from './items';
import { applyToList } from './priceList';
import type { Shop } from './shop';
import { itemReply, type WireItem } from './wire';

/** What GET /itemdetails holds at once. */
const MAX_BATCH = 100;

/**
 * PUT /items/{id}: the published contract wants the name, and another one than the present would rename the item.
 * https://www.zoho.com/inventory/api/v1/items/#update-an-item
 */
async function setRate(
  { client }: Shop,
  { key, price }: PriceChange,
  { item_id, name }: WireItem,
  currency: string,
): Promise<ChangeResult> {
  const body = { name, rate: toMajor(price, currency) };
  const { item } = await client.put(`/items/${segment(item_id)}`, itemReply, body);
  const kept = item.rate === undefined ? undefined : fromMajor(item.rate, currency);
  if (kept === price) return { key, outcome: 'done' };
  return refused(
    key,
    `Zoho took the price ${majorText(price, currency)} and shows ` +
      `${kept === undefined ? 'none' : majorText(kept, currency)} instead.`,
    'Set the price of the item in Zoho Inventory, and compare the decimals of its currency there.',
  );
}

async function* applyToItems(shop: Shop, changes: readonly PriceChange[]): AsyncGenerator<ChangeResult> {
  const currency = await shop.currency();
  const known = await itemDetails(
    shop.client,
    changes.map(({ link }) => link.variationId),
  );
  yield* oneAfterAnother(changes, async function* (change) {
    const { key, link, price } = change;
    const item = known.get(link.variationId);
    if (!item) yield refused(key, 'Zoho does not know the item.', GONE);
    else if (item.rate !== undefined && fromMajor(item.rate, currency) === price)
      yield { key, outcome: 'unchanged' };
    else yield await setRate(shop, change, item, currency).catch((thrown: unknown) => refusalOf(key, thrown));
  });
}

/**
 * Sets the rates of the items, or, where the settings name a price list, the rates there with a single write. An item
 * has one rate for all locations of the organization; a price list is the way to have others.
 */
export function pushPrices(shop: Shop, changes: readonly PriceChange[]): AsyncIterable<ChangeResult> {
  return oneAfterAnother(batches(changes, MAX_BATCH), async function* (batch) {
    const { priceListId } = shop.settings();
    yield* priceListId === undefined ? applyToItems(shop, batch) : applyToList(shop, priceListId, batch);
  });
}
