import { z } from 'zod';
import { Failure } from '../../model/failure';
import { fromMajor, toMajor } from '../../model/money';
import type { ChangeResult, PriceChange } from '../change';
import { segment, type Client } from './client';
import { GONE, refusalOf, refused } from './changes';
import { itemDetails } from './items';
import { failureIn, isAboutContent } from './refusal';
import type { Shop } from './shop';
import { decimal, done, hasMore, id, maybe, moment } from './wire';

/** https://www.zoho.com/inventory/api/v1/pricelists/ */

const priceListItem = z.looseObject({
  item_id: id,
  pricebook_item_id: maybe(id),
  pricebook_rate: maybe(decimal),
});
type WirePriceListItem = z.infer<typeof priceListItem>;
export const priceList = z.looseObject({
  pricebook_id: id,
  name: z.string(),
  currency_code: maybe(z.string()),
  status: maybe(z.string()),
  sales_or_purchase_type: maybe(z.string()),
  pricebook_type: maybe(z.string()),
  percentage: maybe(decimal),
  is_increase: maybe(z.boolean()),
  /** Lists often leave it out. */
  pricebook_items: maybe(z.array(priceListItem)),
  last_modified_time: maybe(moment),
});
export type WirePriceList = z.infer<typeof priceList>;
export const priceListsPage = z.looseObject({ pricebooks: z.array(priceList), page_context: hasMore });
const priceListReply = z.looseObject({ pricebook: priceList });

/** GET /pricebooks/{id}, with its items. Not in the published contract, but what clients use. */
export async function readPriceList(client: Client, listId: string): Promise<WirePriceList> {
  return (await client.get(`/pricebooks/${segment(listId)}`, priceListReply)).pricebook;
}

/** Fields that an update restates; the others stay. */
const KEPT = [
  'name',
  'description',
  'currency_id',
  'pricebook_type',
  'sales_or_purchase_type',
  'pricing_scheme',
  'rounding_type',
] as const;

function demandPerItem(list: WirePriceList): void {
  const items = list.pricebook_items ?? [];
  const isPlain = items.every((item) => item.pricebook_rate !== undefined && !item.price_brackets);
  if (list.pricebook_type === 'per_item' && list.pricing_scheme !== 'volume' && isPlain) return;
  throw new Failure('rejected', `The Zoho price list "${list.name}" does not hold one rate per item.`, {
    advice: 'Choose a price list of individual items with unit prices, used by nobody but the bridge.',
  });
}

type Items = Map<string, WirePriceListItem>;

/** PUT /pricebooks/{id}: replaces all items of the list, so every one is stated. */
async function write(
  client: Client,
  list: WirePriceList,
  items: Items,
  due: readonly PriceChange[],
  currency: string,
): Promise<void> {
  const wanted: Items = new Map(items);
  for (const { link, price } of due) {
    const { variationId: item_id } = link;
    wanted.set(item_id, { ...items.get(item_id), item_id, pricebook_rate: toMajor(price, currency) });
  }
  const kept = Object.fromEntries(KEPT.map((field) => [field, list[field]]));
  const pricebook_items = [...wanted.values()].map(({ item_id, pricebook_item_id, pricebook_rate }) => ({
    item_id,
    pricebook_item_id,
    pricebook_rate,
  }));
  await client.put(`/pricebooks/${segment(list.pricebook_id)}`, done, { ...kept, pricebook_items });
}

/** Writes all at once; where that is refused, all but the items that Zoho does not know. */
async function* written(
  client: Client,
  due: readonly PriceChange[],
  attempt: (due: readonly PriceChange[]) => Promise<void>,
): AsyncGenerator<ChangeResult> {
  const refusal = await attempt(due).then(() => undefined, failureIn);
  if (refusal && !isAboutContent(refusal)) throw refusal;
  const ids = due.map(({ link }) => link.variationId);
  const known = refusal ? await itemDetails(client, ids) : undefined;
  const isKnown = ({ link }: PriceChange) => known === undefined || known.has(link.variationId);
  const rest = due.filter(isKnown);
  for (const { key } of due.filter((change) => !isKnown(change)))
    yield refused(key, 'Zoho does not know the item.', GONE);
  const isWorthAnother = refusal !== undefined && rest.length > 0 && rest.length < due.length;
  const again = isWorthAnother ? await attempt(rest).then(() => undefined, failureIn) : refusal;
  for (const { key } of rest) yield again ? refusalOf(key, again) : { key, outcome: 'done' };
}

/** Reads the list once and writes it once, for any number of prices. */
export async function* applyToList(
  shop: Shop,
  listId: string,
  changes: readonly PriceChange[],
): AsyncGenerator<ChangeResult> {
  const { client } = shop;
  const currency = await shop.currency();
  const list = await readPriceList(client, listId);
  demandPerItem(list);
  const items: Items = new Map((list.pricebook_items ?? []).map((item) => [item.item_id, item]));
  const isThere = ({ link, price }: PriceChange) => {
    const rate = items.get(link.variationId)?.pricebook_rate;
    return rate !== undefined && fromMajor(rate, currency) === price;
  };
  for (const { key } of changes.filter(isThere)) yield { key, outcome: 'unchanged' };
  const due = changes.filter((change) => !isThere(change));
  if (due.length > 0) yield* written(client, due, (some) => write(client, list, items, some, currency));
}
