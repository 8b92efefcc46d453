import { sum } from '../arithmetic';
import type { Call } from '../endpoint';
import { invalid, stricter } from '../refusal';
import type { LineInput, PricingInput } from './lineInput';
import { type PricedLine, priceLines } from './lines';
import { type Totals, totalled } from './totals';

export interface DocumentLine {
  line_item_id: string;
  item_id: string;
  name: string;
  sku: string;
  description: string;
  rate: number;
  quantity: number;
  unit: string;
  discount: number | string;
  tax_id: string;
  tax_name: string;
  tax_percentage: number | '';
  /** Without tax, whether the rate contains it or not. */
  item_total: number;
  /** Only where rates contain tax. */
  item_total_inclusive_of_tax?: number;
  location_id?: string;
}

/** What orders and invoices have in common. Amounts in major units. */
export interface SalesDocument {
  currency_code: string;
  price_precision: number;
  is_inclusive_tax: boolean;
  discount: number | string;
  discount_type: 'entity_level' | 'item_level';
  is_discount_before_tax: boolean;
  shipping_charge: number;
  adjustment: number;
  adjustment_description: string;
  line_items: DocumentLine[];
  sub_total: number;
  discount_total: number;
  tax_total: number;
  total: number;
  taxes: { tax_name: string; tax_amount: number }[];
}

function checkDiscounts(lines: readonly LineInput[], pricing: PricingInput): void {
  const { discount, discount_type = 'entity_level', is_discount_before_tax = true } = pricing;
  const onLines = lines.some((line) => line.discount !== undefined);
  if (discount_type === 'entity_level' && onLines)
    throw stricter('a discount on a line without discount_type item_level');
  if (discount_type === 'item_level' && discount !== undefined)
    throw stricter('a discount of the document with discount_type item_level');
  if (onLines && !is_discount_before_tax) throw stricter('discounts of lines after tax: nobody knows how');
}

function lineOf(
  { organization }: Call,
  line: PricedLine,
  lineId: string,
  net: number,
  inclusive: boolean,
): DocumentLine {
  const { input, item, tax, rate, amount, placeId } = line;
  const { major } = organization.money;
  return {
    line_item_id: lineId,
    item_id: item?.item_id ?? '',
    name: input.name ?? item?.name ?? '',
    sku: item?.sku ?? '',
    description: input.description ?? item?.description ?? '',
    rate,
    quantity: input.quantity,
    unit: input.unit ?? item?.unit ?? '',
    discount: input.discount ?? 0,
    tax_id: tax?.tax_id ?? '',
    tax_name: tax?.tax_name ?? '',
    tax_percentage: tax?.tax_percentage ?? '',
    item_total: major(net),
    ...(inclusive && { item_total_inclusive_of_tax: major(amount) }),
    ...(placeId !== '' && { location_id: placeId }),
  };
}

/** The tax of the document by name. */
function taxesOf(call: Call, lines: readonly PricedLine[], { taxes }: Totals): SalesDocument['taxes'] {
  const byName = new Map<string, number>();
  lines.forEach(({ tax }, index) => {
    if (tax) byName.set(tax.tax_name, (byName.get(tax.tax_name) ?? 0) + (taxes[index] ?? 0));
  });
  const { major } = call.organization.money;
  return [...byName].map(([tax_name, amount]) => ({ tax_name, tax_amount: major(amount) }));
}

/** Prices the lines of an order or an invoice and adds them up. `lineId` names a line. */
export function drawUp<L extends LineInput>(
  call: Call,
  inputs: readonly L[],
  pricing: PricingInput,
  placeId: string,
  lineId: (input: L, index: number) => string,
): SalesDocument {
  checkDiscounts(inputs, pricing);
  const { minor, major, currency, decimals } = call.organization.money;
  const { is_inclusive_tax = false, discount = 0, is_discount_before_tax = true } = pricing;
  const lines = priceLines(call, inputs, pricing.pricebook_id, placeId);
  const terms = {
    inclusive: is_inclusive_tax,
    discount: typeof discount === 'number' ? minor(discount) : discount,
    discountBeforeTax: is_discount_before_tax,
    shipping: minor(pricing.shipping_charge ?? 0),
    adjustment: minor(pricing.adjustment ?? 0),
  };
  const totals = totalled(lines, terms, call.switches.taxRounding);
  if (totals.total < 0) throw invalid('adjustment', 'the total is negative');
  return {
    currency_code: currency,
    price_precision: decimals,
    is_inclusive_tax,
    discount,
    discount_type: pricing.discount_type ?? 'entity_level',
    is_discount_before_tax,
    shipping_charge: pricing.shipping_charge ?? 0,
    adjustment: pricing.adjustment ?? 0,
    adjustment_description: pricing.adjustment_description ?? '',
    line_items: inputs.map((input, index) => {
      const line = lines[index];
      if (!line) throw new Error('A line was not priced.');
      return lineOf(call, line, lineId(input, index), totals.nets[index] ?? 0, is_inclusive_tax);
    }),
    sub_total: major(sum(totals.nets)),
    discount_total: major(totals.discount),
    tax_total: major(sum(totals.taxes)),
    total: major(totals.total),
    taxes: taxesOf(call, lines, totals),
  };
}
