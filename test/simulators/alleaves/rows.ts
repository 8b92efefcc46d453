import { sum } from '../core/currency';
import type { Company } from './company';
import type { Area, Batch, Item, Stock } from './records';
import type { Switches } from './switches';
import { localText } from './zone';

/** One batch in one area as Alleaves lists it. */
export type Row = Record<string, unknown>;

/** The tax that stands inside the plain out-the-door prices; the adult ones contain the real rate. */
const GENERIC_OTD_PERCENT = 8;

const idIn = (names: readonly (string | null)[], name: string | null): number | null =>
  name === null ? null : 1000 + names.indexOf(name);

/** The names in use in one column, in the order of their ids; blanks around a name are no name of its own. */
export function namesOf(company: Company, column: 'brand' | 'vendor' | 'category' | 'strain'): string[] {
  return [...new Set(company.items.map((item) => item[column]?.trim() ?? ''))].filter((name) => name !== '');
}

function prices(
  { currency }: Company,
  { prices: { adult, medical, generic } }: Item,
  taxPercent: number,
): Row {
  const otd = (price: number, percent: number) => currency.major(currency.minor(price * (1 + percent / 100)));
  return {
    price_retail: generic,
    price_retail_adult_use: adult,
    price_retail_medical_use: medical,
    price_otd: otd(generic, Math.min(taxPercent, GENERIC_OTD_PERCENT)),
    price_otd_adult_use: otd(adult, taxPercent),
    price_otd_medical_use: otd(medical, 0),
    use_otd_price: false,
    use_location_otd_price: false,
  };
}

function names(company: Company, item: Item, skus: boolean): Row {
  return {
    item: item.name,
    brand: item.brand,
    vendor: item.vendor,
    category: item.category,
    strain: item.strain,
    id_strain: idIn(namesOf(company, 'strain'), item.strain),
    sku: skus ? item.sku : null,
    is_adult_use: item.prices.adult > 0 || item.prices.generic > 0 || item.prices.medical === 0,
    is_medical_use: item.prices.medical > 0,
    is_cannabis: item.isCannabis,
    is_product: !item.isPlant,
    is_plant: item.isPlant,
    is_seed: false,
    is_low_thc: false,
    is_medicated: false,
    is_smoking: false,
    deleted: item.deleted,
  };
}

function measures(item: Item): Row {
  return {
    uom: 'Each',
    uom_short: 'ea',
    uom_type: 'count',
    weight_useable: item.grams,
    weight_useable_uom: item.grams === null ? null : 'Grams',
    weight_useable_uom_short: item.grams === null ? null : 'g',
    uom_weight_net_short: item.grams === null ? null : 'g',
    delivery_route: item.grams === null ? 'Edible' : 'Whole Flower',
    servings: null,
    thc: item.thc,
    ...{ thc_mg: null, cbd: null, cbd_mg: null },
    compounds: [],
    coa_url: null,
    id_test_result: null,
    location_threshold_low_quantity_value: item.lowAt,
    location_threshold_low_quantity_selected: item.lowAt !== null,
    threshold_low_quantity: null,
    threshold_low_quantity_selected: false,
    location_low_inventory_threshold_batch: null,
  };
}

function origin(company: Company, batch: Batch): Row {
  const location = company.location(batch.locationId);
  return {
    batch: `B-${batch.id}`,
    vendor_batch_id: null,
    metrc_package_label: batch.label,
    metrc_item_id: String(880_000 + batch.itemId),
    vendor_metrc_facility_license_number: 'OCM-PROC-0001',
    cost_of_good: batch.cost,
    batch_cost_of_good: batch.cost,
    date_received: localText(batch.receivedAt, location?.timezone ?? 'UTC'),
    date_updated: new Date(batch.updatedAt).toISOString(),
    batch_date_updated: new Date(batch.updatedAt).toISOString(),
    date_expire: batch.expires,
    date_closed: null,
    qc_hold: batch.qcHold,
  };
}

function place(company: Company, batch: Batch, area: Area | undefined, stock: Stock | undefined): Row {
  const locationId = area?.locationId ?? batch.locationId;
  const onHand = stock?.onHand ?? 0;
  const available = onHand - (stock?.reserved ?? 0);
  return {
    id_location: locationId,
    location: company.location(locationId)?.name ?? null,
    id_area: area?.id ?? null,
    area: area?.name ?? null,
    area_path: area?.path ?? null,
    area_type: area?.type ?? null,
    on_hand: onHand,
    available,
    has_inventory: onHand > 0,
    has_available_inventory: available > 0,
    has_owned_batch: true,
  };
}

/** Every open batch in every area where it lies; a batch that lies nowhere has one row without area. */
export function rowsOf(company: Company, { taxPercent, skus }: Readonly<Switches>): Row[] {
  const onHand = sum(company.stock.map((one) => one.onHand));
  const totals = {
    all_on_hand_per_location: onHand,
    all_available_per_location: onHand - sum(company.stock.map((one) => one.reserved)),
    all_avaliable_per_location: 0,
  };
  return company.batches
    .filter(({ open }) => open)
    .flatMap((batch) => {
      const item = company.item(batch.itemId);
      if (!item) return [];
      const ids = { id_batch: batch.id, id_item: item.id, id_item_group: item.groupId, id_status: 1 };
      const shared = {
        ...ids,
        ...names(company, item, skus),
        ...prices(company, item, taxPercent),
        ...measures(item),
        ...origin(company, batch),
        ...totals,
      };
      const lying = company.stock.filter(({ batchId }) => batchId === batch.id);
      const places = lying.length === 0 ? [undefined] : lying;
      return places.map((stock) => ({
        ...shared,
        ...place(company, batch, stock && company.area(stock.areaId), stock),
      }));
    });
}
