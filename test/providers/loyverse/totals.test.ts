import fc from 'fast-check';
import { layOut, receiptBody } from '../../../functions/src/providers/loyverse/mapping';
import { readSettings } from '../../../functions/src/providers/loyverse/settings';
import type { ReceiptBody } from '../../../functions/src/providers/loyverse/wire';
import type { MappedLine, PushOrder } from '../../../functions/src/providers/provider';
import { FALLBACK, mapped, MARKER, NOW, order, STORE } from './fixtures';

const DECIMALS: Record<string, number> = { USD: 2, JPY: 0, KWD: 3 };
const TAXES = [
  { id: 'added-a', type: 'ADDED', rate: 12.5 },
  { id: 'added-b', type: 'ADDED', rate: 7 },
  { id: 'included', type: 'INCLUDED', rate: 20 },
] as const;

/** Decimal text -> whole units of 10^-places; exact, and independent of the code under test. */
function scaled(value: number, places: number): bigint {
  const [whole = '0', fraction = ''] = value.toFixed(places + 4).split('.');
  const kept = fraction.slice(0, places);
  // More digits than the currency has would be rounded by Loyverse: never send them.
  expect(fraction.slice(places)).toMatch(/^0*$/);
  return BigInt(whole + kept);
}

const halfUp = (numerator: bigint, denominator: bigint) =>
  (2n * numerator + denominator) / (2n * denominator);

/** What Loyverse makes of a receipt: lines, less the receipt's discount, plus the taxes on top, each rounded once. */
function loyverseTotal(body: ReceiptBody, decimals: number): bigint {
  const gross = body.line_items.map((item) => {
    const unit = [item.price, ...item.line_modifiers.map((modifier) => modifier.price)].reduce(
      (sum, price) => sum + scaled(price, decimals),
      0n,
    );
    return halfUp(unit * scaled(item.quantity, 3), 1000n);
  });
  const goods = gross.reduce((sum, amount) => sum + amount, 0n);
  const discount = body.total_discounts.reduce((sum, d) => sum + scaled(d.money_amount, decimals), 0n);
  const taxes = TAXES.filter((tax) => tax.type === 'ADDED').map((tax) => {
    const base = body.line_items.reduce(
      (sum, item, row) => sum + (item.line_taxes.some(({ id }) => id === tax.id) ? (gross[row] ?? 0n) : 0n),
      0n,
    );
    // base x (1 - discount / goods) x rate / 100, the rate in thousandths
    return goods === 0n ? 0n : halfUp(base * (goods - discount) * BigInt(tax.rate * 1000), goods * 100_000n);
  });
  return taxes.reduce((sum, amount) => sum + amount, goods - discount);
}

const amount = fc.integer({ min: 0, max: 99_999 });
const taxIds = fc.subarray(['added-a', 'added-b', 'included', 'unknown']);
const modifier = fc.record({
  modifier: fc.record({
    id: fc.constantFrom('m1', 'm2'),
    name: fc.string({ minLength: 1, maxLength: 20 }),
    quantity: fc.integer({ min: 1, max: 4 }),
    unitPrice: amount,
  }),
  link: fc.option(fc.constantFrom({ variationId: 'opt-1' }, { variationId: 'opt-2' }), { nil: undefined }),
});

const goods: fc.Arbitrary<MappedLine> = fc
  .record({
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
    ),
    unitPrice: amount,
    as: fc.constantFrom('item' as const, 'fallback' as const),
    modifiers: fc.array(modifier, { maxLength: 4 }),
    discountPart: fc.integer({ min: 0, max: 3 }),
    taxIds,
    note: fc.option(fc.string({ maxLength: 400 }), { nil: undefined }),
  })
  .map(({ discountPart, taxIds: ids, as, modifiers, ...fields }) => {
    const own = modifiers.map((m) => m.modifier);
    const line = { ...mapped().line, ...fields, modifiers: own };
    const discount = Math.floor((grossOf(line) * discountPart) / 4);
    return { line: { ...line, discount }, as, modifiers, link: { variationId: `var-${as}`, taxIds: ids } };
  });

const grossOf = (line: MappedLine['line']) => {
  const unit = line.modifiers.reduce((sum, m) => sum + m.quantity * m.unitPrice, line.unitPrice);
  return Number(halfUp(BigInt(unit) * BigInt(Math.round(line.quantity * 1000)), 1000n));
};

const pushes: fc.Arbitrary<PushOrder> = fc
  .record({
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    lines: fc.array(goods, { minLength: 1, maxLength: 6 }),
    fees: fc.array(amount, { maxLength: 3 }),
    tip: amount,
    discountPart: fc.integer({ min: 0, max: 4 }),
    feeTaxIds: taxIds,
    tax: fc.record({ inclusive: fc.boolean(), guess: fc.constantFrom('free', 'exact', 'off'), amount }),
  })
  .map(({ currency, lines, fees, tip, discountPart, feeTaxIds, tax }) => {
    const net = lines.reduce((sum, { line }) => sum + grossOf(line) - line.discount, 0);
    const discount = Math.floor((net * discountPart) / 4);
    const plain = net - discount + fees.reduce((sum, fee) => sum + fee, 0) + tip;
    // Often the very tax that the first rate gives, so that both ways of carrying it are tried.
    const exact = Number(halfUp(BigInt(net - discount) * 125n, 1000n));
    const taxAmount = tax.guess === 'free' ? tax.amount : exact + (tax.guess === 'off' ? 1 : 0);
    return {
      marker: MARKER,
      order: {
        ...order({ currency }),
        tip,
        tax: { amount: taxAmount, inclusive: tax.inclusive, rate: undefined },
        total: plain + (tax.inclusive ? 0 : taxAmount),
      },
      lines,
      discounts: discount > 0 ? [{ name: 'Promo', amount: discount }] : [],
      fees: fees.map((fee, index) => ({ name: `Fee ${index}`, amount: fee })),
      fallback: { ...FALLBACK, taxIds: feeTaxIds },
    };
  });

const settings = readSettings({ taxes: TAXES });

describe('the amounts of a receipt', () => {
  it('come to the order’s total exactly, whatever the order and the currency', () => {
    fc.assert(
      fc.property(pushes, (push) => {
        const frame = { settings, storeId: STORE, paymentTypeId: 'p', discountId: 'd', now: NOW };
        const body = receiptBody(push, layOut(push, settings), frame);
        const decimals = DECIMALS[push.order.currency] ?? 2;
        expect(loyverseTotal(body, decimals)).toBe(BigInt(push.order.total));
        expect(body.payments).toHaveLength(1);
        expect(scaled(body.payments[0]?.money_amount ?? NaN, decimals)).toBe(BigInt(push.order.total));
      }),
      { numRuns: 500 },
    );
  });

  it('never need a note longer than 255 characters', () => {
    fc.assert(
      fc.property(pushes, (push) => {
        const frame = { settings, storeId: STORE, paymentTypeId: 'p', discountId: 'd', now: NOW };
        const body = receiptBody(push, layOut(push, settings), frame);
        return body.line_items.every((item) => (item.line_note ?? '').length <= 255);
      }),
    );
  });
});
