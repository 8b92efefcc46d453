import { Failure } from '../../model/failure';
import type { PosItem, PosLocation } from '../../model/item';
import { readRecord } from './extract';
import { walk } from './pages';
import { demand, type Shop } from './shop';
import { outlet, type WireItem } from './wire';

const MAX_RESULTS = 50;
/** A search must not eat what the account allows. */
const MAX_PAGES = 25;

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Its outlet as the settings name it, for a POS that lists none. */
function configured({ config, recipe, currency, timezone, account }: Shop): PosLocation[] {
  const { outletId, outletName } = config;
  if (outletId === undefined || currency === undefined)
    throw new Failure('rejected', `${recipe.display.name} lists no outlets, and the settings name none.`, {
      advice: 'Enter the id and the currency of the outlet in the settings of the connection.',
    });
  return [
    { externalId: outletId, name: outletName ?? recipe.display.name, currency, timezone, accountId: account },
  ];
}

export async function locations(shop: Shop): Promise<PosLocation[]> {
  const listing = shop.recipe.operations.listOutlets;
  if (!listing) return configured(shop);
  const found: PosLocation[] = [];
  const where = { pos: shop.recipe.display.name, select: listing.select };
  await walk(shop, listing, (rows) => {
    for (const row of rows) {
      const { id, name, currency, timezone, active, accountId } = readRecord(outlet, listing.map, row, where);
      const money = currency ?? shop.currency;
      if (active === false) continue;
      if (money === undefined) throw noCurrency(where.pos);
      found.push({ externalId: id, name, currency: money, timezone, accountId: accountId ?? shop.account });
    }
    return false;
  });
  return found;
}

const noCurrency = (pos: string) =>
  new Failure('rejected', `${pos} does not say in which currency its outlets work.`, {
    advice: 'Enter the currency (outletCurrency) in the settings of the connection.',
  });

/** What can be ordered: the variants, or the item itself where it has none. */
export function variationsOf(item: WireItem) {
  if (item.variants.length === 0) return [{ ...item, name: undefined, id: item.id }];
  return item.variants.map((variant) => ({
    ...variant,
    price: variant.price ?? item.price,
    available: variant.available ?? item.available,
  }));
}

const posItems = (item: WireItem): PosItem[] =>
  variationsOf(item).map(({ id, name, sku, barcode, price }) => ({
    itemId: item.id,
    variationId: id,
    name: item.name,
    variationName: name,
    sku,
    barcode,
    price,
  }));

/** In the menu itself: no search is part of any recipe. */
export async function searchItems(shop: Shop, query: { text: string } | { sku: string }): Promise<PosItem[]> {
  const listing = demand(shop, 'listItems');
  const words = 'text' in query ? folded(query.text).split(/\s+/).filter(Boolean) : [];
  const fits = ({ name, variationName = '', sku = '' }: PosItem) => {
    if ('sku' in query) return sku !== '' && sku === query.sku;
    const text = folded(`${name} ${variationName} ${sku}`);
    return words.length > 0 && words.every((word) => text.includes(word));
  };
  const where = { pos: shop.recipe.display.name, select: listing.select };
  const found: PosItem[] = [];
  await walk(
    shop,
    listing,
    (rows) => {
      const items = rows.map((row) => readRecord(shop.shapes.item, listing.map, row, where));
      found.push(
        ...items
          .filter(({ deleted }) => !deleted)
          .flatMap(posItems)
          .filter(fits),
      );
      return found.length >= MAX_RESULTS;
    },
    { maxPages: MAX_PAGES },
  );
  return found.slice(0, MAX_RESULTS);
}
