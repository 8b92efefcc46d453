import { type Company, dayFromNow } from './company';
import type { Item, Prices } from './records';
import { LOCATION_ID, type SeedBatch, type SeedItem } from './seed';

const DAY_MS = 86_400_000;
const PRICE_DECIMALS = 4;

function pricesOf({ currency }: Company, price: SeedItem['price']): Prices {
  const major = (minor = 0) => Number(currency.major(minor).toFixed(PRICE_DECIMALS));
  return { adult: major(price?.adult), medical: major(price?.medical), generic: major(price?.generic) };
}

function receive(company: Company, itemId: number, batch: SeedBatch): void {
  const { id, areas, expiresInDays, receivedDaysAgo, qcHold = false, cost } = batch;
  const receivedAt = company.now() - receivedDaysAgo * DAY_MS;
  company.batches.push({
    id,
    itemId,
    locationId: batch.locationId ?? LOCATION_ID,
    label: `1A4FF0100000022${String(id).padStart(9, '0')}`,
    expires: expiresInDays === undefined ? null : dayFromNow(company.now(), expiresInDays),
    receivedAt,
    updatedAt: receivedAt,
    cost: cost === undefined ? null : company.currency.major(cost),
    qcHold,
    open: true,
  });
  for (const [areaId, { onHand, reserved = 0 }] of Object.entries(areas))
    company.stock.push({ batchId: id, areaId: Number(areaId), onHand, reserved });
}

/** Puts an item on sale, with its batches where they lie. */
export function addItem(company: Company, given: SeedItem): Item {
  const { brand, vendor, strain, grams, thc, lowAt } = given;
  const item: Item = {
    id: given.id,
    name: given.name,
    sku: given.sku,
    groupId: given.groupId,
    category: given.category,
    brand: brand ?? null,
    vendor: vendor ?? null,
    strain: strain ?? null,
    prices: pricesOf(company, given.price),
    grams: grams ?? null,
    thc: thc ?? null,
    isCannabis: given.isCannabis ?? true,
    isPlant: given.isPlant ?? false,
    deleted: given.deleted ?? false,
    lowAt: lowAt ?? null,
  };
  company.items.push(item);
  for (const batch of given.batches) receive(company, item.id, batch);
  return item;
}
