import { unitWithModifiers } from '../../model/arithmetic';
import { Failure } from '../../model/failure';
import { productKey } from '../../model/link';
import { roundHalfAway } from '../../model/money';
import type { MappedLine, PushOrder } from '../provider';

/** So many pieces of one product for so much money. */
export interface Run {
  /** Alleaves's product. */
  itemId: number;
  name: string;
  quantity: number;
  /** For all of them, after every discount, in minor units. */
  amountMinor: number;
  /** What the till cannot show by itself. */
  words: string;
  /** The name of the product is none of these words: they must be written somewhere. */
  isFallback: boolean;
}

/** The pieces of one product, in the order's sequence. */
export interface Want {
  itemId: number;
  name: string;
  quantity: number;
  runs: Run[];
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

const times = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} x ${name}`);

function goodsRun({ line, link, as, modifiers }: MappedLine): Run {
  const isFallback = as !== 'item';
  const folded = isFallback && !Number.isInteger(line.quantity);
  const amountMinor = roundHalfAway(line.quantity * unitWithModifiers(line)) - line.discount;
  const extras = modifiers.map(({ modifier }) => times(modifier.quantity, modifier.name));
  const name = folded ? `${line.quantity} x ${line.name}` : line.name;
  return {
    itemId: Number(link?.variationId),
    name: line.name,
    quantity: folded ? 1 : line.quantity,
    amountMinor,
    words: [...(isFallback ? [name] : []), ...extras, line.note ?? ''].filter(Boolean).join('; '),
    isFallback,
  };
}

/** Takes an amount off the runs, each its share to the minor unit. */
function discounted(runs: readonly Run[], offMinor: number): Run[] {
  const whole = sum(runs.map((run) => run.amountMinor));
  const off = Math.min(offMinor, whole);
  let before = 0;
  // Rounded on the running total, so that the shares add up.
  const taken = (amount: number) =>
    whole === 0 ? 0 : Number((BigInt(amount) * BigInt(off)) / BigInt(whole));
  return runs.map((run) => {
    const share = taken(before + run.amountMinor) - taken(before);
    before += run.amountMinor;
    return { ...run, amountMinor: run.amountMinor - share };
  });
}

function demandLinks(push: PushOrder): void {
  const lines = push.lines
    .filter(({ link }) => link === undefined || !Number.isSafeInteger(Number(link.variationId)))
    .map(({ line }) => ({
      lineId: line.id,
      key: productKey(line.productId, line.variationId),
      name: line.name,
    }));
  if (lines.length > 0)
    throw new Failure('unmapped', 'Alleaves takes no line without a product of its inventory.', { lines });
}

/** Fees and the tip: Alleaves knows only products, and computes taxes itself. */
function amountRuns({ fees, order, fallback }: PushOrder): Run[] {
  const tip = order.tip > 0 ? [{ name: 'Tip', amount: order.tip }] : [];
  const amounts = [...fees.filter(({ amount }) => amount > 0), ...tip];
  if (amounts.length === 0) return [];
  if (!fallback)
    throw new Failure(
      'rejected',
      'Alleaves has no place for fees and tips but a line, and no product is chosen for it.',
      {
        advice:
          'Choose a fallback item (a product that is no cannabis, with stock) in the settings of the connection, then retry.',
      },
    );
  return amounts.map(({ name, amount }) => ({
    itemId: Number(fallback.variationId),
    name,
    quantity: 1,
    amountMinor: amount,
    words: name,
    isFallback: true,
  }));
}

/** The order by product: what it takes and what each piece costs. Amounts come to the order's total less tax on top. */
export function layOut(push: PushOrder): Want[] {
  demandLinks(push);
  const goods = push.lines.map(goodsRun);
  const amounts = amountRuns(push);
  const off = sum(push.discounts.map(({ amount }) => amount));
  const goodsMinor = sum(goods.map(({ amountMinor }) => amountMinor));
  // Rounding down may be more than free goods come to: the rest comes off the fees.
  const runs = [...discounted(goods, off), ...discounted(amounts, Math.max(0, off - goodsMinor))];
  const byItem = new Map<number, Run[]>();
  for (const run of runs) byItem.set(run.itemId, [...(byItem.get(run.itemId) ?? []), run]);
  return [...byItem].map(([itemId, own]) => ({
    itemId,
    name: own[0]?.name ?? '',
    quantity: sum(own.map(({ quantity }) => quantity)),
    runs: own,
  }));
}

/** What the pieces from `from` on cost, so many of them, and which runs they are of. */
export function priceOf({ runs }: Want, from: number, quantity: number): { amountMinor: number; of: Run[] } {
  let start = 0;
  let amountMinor = 0;
  const of: Run[] = [];
  for (const run of runs) {
    const overlaps = from < start + run.quantity && from + quantity > start;
    if (overlaps) {
      const paidFor = (pieces: number) =>
        roundHalfAway((run.amountMinor * Math.min(Math.max(pieces, 0), run.quantity)) / run.quantity);
      amountMinor += paidFor(from + quantity - start) - paidFor(from - start);
      of.push(run);
    }
    start += run.quantity;
  }
  return { amountMinor, of };
}
