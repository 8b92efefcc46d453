import { lineGross, unitWithModifiers } from '../../model/arithmetic';
import { Failure, type UnmappedLine } from '../../model/failure';
import { modifierKey, productKey, type Link } from '../../model/link';
import type { MappedLine, MappedModifier, NamedAmount, PushOrder } from '../provider';
import { netOf, spread, type Costs } from './amounts';
import { amountNote, lineNote } from './note';
import { taxIdsOf } from './tax';
import { cut, oneLine } from './text';

/** A line of the order to be, in minor units. */
export interface Row extends Costs {
  productId: number;
  name: string;
  note: string;
  /** Chosen options that Odoo knows, and what they add to the price of one. */
  optionIds: number[];
  optionsMinor: number;
  taxIds: number[];
  isFee: boolean;
}

const MAX_NAME = 200;

const numberOf = (link: Link | undefined) =>
  link && /^[1-9]\d{0,9}$/.test(link.variationId) ? Number(link.variationId) : undefined;

/** Ids that cannot be Odoo's, as missing links. */
function missingIn({ line, as, link, modifiers }: MappedLine): UnmappedLine[] {
  const item = { lineId: line.id, key: productKey(line.productId, line.variationId), name: line.name };
  return [
    ...(as === 'adhoc' || (as === 'item' && numberOf(link) === undefined) ? [item] : []),
    ...modifiers
      .filter((mapped) => as === 'item' && mapped.link && numberOf(mapped.link) === undefined)
      .map(({ modifier }) => ({ lineId: line.id, key: modifierKey(modifier.id), name: modifier.name })),
  ];
}

function demandItems({ lines }: PushOrder): void {
  const missing = lines.flatMap(missingIn);
  if (missing.length === 0) return;
  throw new Failure('unmapped', 'Odoo takes no line without one of its products.', { lines: missing });
}

function demandProduct(link: Link | undefined, what: string): number {
  const id = numberOf(link);
  if (id !== undefined) return id;
  throw new Failure(
    'rejected',
    `Odoo has no place for ${what} but a line of its own, and no item is chosen for it.`,
    {
      advice:
        'Choose a fallback item (a service product of price 0) in the settings of the connection, then retry.',
    },
  );
}

/** A line of the order: options are in its price, as Odoo wants it. */
function goodsRow(mapped: MappedLine, currency: string, takesOptions: boolean): Row {
  const { line, link, as, modifiers } = mapped;
  const isShown = (one: MappedModifier) => as === 'item' && takesOptions && one.link !== undefined;
  const shown = modifiers.filter(isShown);
  return {
    productId: demandProduct(link, 'an item that is not mapped'),
    name: cut(oneLine(line.name), MAX_NAME),
    note: lineNote(mapped, currency, isShown),
    quantity: line.quantity,
    unitMinor: unitWithModifiers(line),
    grossMinor: lineGross(line),
    discountMinor: line.discount,
    optionIds: [...new Set(shown.flatMap((one) => numberOf(one.link) ?? []))],
    optionsMinor: shown.reduce((sum, { modifier }) => sum + modifier.quantity * modifier.unitPrice, 0),
    taxIds: taxIdsOf(link?.taxIds),
    isFee: false,
  };
}

/** An amount that Odoo can only hold as a line: a fee, a tip, a tax. */
export function amountRow({ name, amount }: NamedAmount, productId: number, taxIds: number[]): Row {
  return {
    productId,
    name: cut(oneLine(name), MAX_NAME),
    note: amountNote(name),
    quantity: 1,
    unitMinor: amount,
    grossMinor: amount,
    discountMinor: 0,
    optionIds: [],
    optionsMinor: 0,
    taxIds,
    isFee: true,
  };
}

/** What the fallback item is for, of this order. */
export const taxRow = (amount: number, { fallback }: PushOrder): Row =>
  amountRow({ name: 'Tax', amount }, demandProduct(fallback, 'a tax amount of its own'), []);

/** Takes a discount of the whole order off the lines, goods first: then it is taxed and refunded as they are. */
export function discounted(rows: readonly Row[], amountMinor: number): Row[] {
  const goods = spread(
    amountMinor,
    rows.map((row) => (row.isFee ? 0 : netOf(row))),
  );
  const rest = amountMinor - goods.reduce((sum, part) => sum + part, 0);
  const others = spread(
    rest,
    rows.map((row) => (row.isFee ? netOf(row) : 0)),
  );
  return rows.map((row, index) => ({
    ...row,
    discountMinor: row.discountMinor + (goods[index] ?? 0) + (others[index] ?? 0),
  }));
}

/**
 * Goods, fees and tip, before discounts of the order and tax.
 * @throws Failure `unmapped` for lines without a product, `rejected` for amounts without a fallback item.
 */
export function rowsOf(push: PushOrder, options: { takesOptions: boolean; tipProductId?: number }): Row[] {
  demandItems(push);
  const { order, fallback } = push;
  const fees = push.fees.filter((fee) => fee.amount > 0);
  const feeProduct = () => demandProduct(fallback, 'fees');
  const tipProduct = () => options.tipProductId ?? demandProduct(fallback, 'a tip');
  return [
    ...push.lines.map((mapped) => goodsRow(mapped, order.currency, options.takesOptions)),
    ...fees.map((fee) => amountRow(fee, feeProduct(), taxIdsOf(fallback?.taxIds))),
    ...(order.tip > 0 ? [amountRow({ name: 'Tip', amount: order.tip }, tipProduct(), [])] : []),
  ];
}
