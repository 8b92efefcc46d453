import { scaled, thousandths } from '../arithmetic';
import type { Call } from '../endpoint';
import { referred } from '../listing';
import type { Item, Pricebook, Tax } from '../records';
import { invalid, missing } from '../refusal';
import { placeOf } from '../stock/place';
import type { LineInput } from './lineInput';
import { type Charge, worth } from './totals';

/** A line with everything it refers to. */
export interface PricedLine extends Charge {
  input: LineInput;
  item?: Item;
  tax?: Tax;
  /** Major units, for one. */
  rate: number;
  /** Where its stock stands; empty where there are no locations. */
  placeId: string;
}

/** Minor units. A price list decides only what a line leaves open. */
function usualRate(call: Call, item: Item, pricebook: Pricebook | undefined): number {
  const { minor } = call.organization.money;
  const own = pricebook?.pricebook_items.find(({ item_id }) => item_id === item.item_id);
  if (own) return minor(own.pricebook_rate);
  const rate = minor(item.rate);
  if (pricebook?.pricebook_type !== 'fixed_percentage') return rate;
  const part = scaled(rate, thousandths(pricebook.percentage), 100_000);
  return pricebook.is_increase ? rate + part : rate - part;
}

function itemOf(call: Call, { item_id }: LineInput, at: string): Item | undefined {
  if (item_id === undefined) {
    if (call.switches.linesWithoutItem === 'refused') throw missing(`${at}.item_id`);
    return undefined;
  }
  const item = referred(call, call.organization.items.get(item_id), 'Item');
  if (item.status === 'inactive') throw invalid(`${at}.item_id`, 'the item is inactive');
  return item;
}

function taxOf(call: Call, { tax_id }: LineInput, item: Item | undefined): Tax | undefined {
  const wanted = tax_id ?? (item?.tax_id || undefined);
  if (wanted === undefined) return undefined;
  return referred(
    call,
    call.organization.taxes.find((tax) => tax.tax_id === wanted),
    'Tax',
  );
}

function priced(
  call: Call,
  input: LineInput,
  pricebook: Pricebook | undefined,
  documentPlaceId: string,
  at: string,
): PricedLine {
  const { minor, major } = call.organization.money;
  const item = itemOf(call, input, at);
  if (!item && (input.name === undefined || input.rate === undefined))
    throw missing(`${at}.${input.name === undefined ? 'name' : 'rate'}`);
  if (input.item_custom_fields?.length)
    throw invalid(`${at}.item_custom_fields`, 'lines have no custom fields here');
  const rate = input.rate === undefined && item ? usualRate(call, item, pricebook) : minor(input.rate ?? 0);
  const gross = scaled(rate, thousandths(input.quantity), 1000);
  const { discount = 0 } = input;
  const off = worth(typeof discount === 'number' ? minor(discount) : discount, gross, `${at}.discount`);
  const placeId = input.location_id === undefined ? documentPlaceId : placeOf(call, input.location_id);
  return { input, item, tax: taxOf(call, input, item), rate: major(rate), amount: gross - off, placeId };
}

/** Looks up what each line sells: `rate x quantity - discount`. */
export function priceLines(
  call: Call,
  inputs: readonly LineInput[],
  pricebookId: string | undefined,
  documentPlaceId: string,
): PricedLine[] {
  const { pricebooks } = call.organization;
  const pricebook =
    pricebookId === undefined ? undefined : referred(call, pricebooks.get(pricebookId), 'Price list');
  return inputs.map((input, index) =>
    priced(call, input, pricebook, documentPlaceId, `line_items[${index}]`),
  );
}
