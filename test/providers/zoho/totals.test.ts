import fc from 'fast-check';
import { layOut, salesOrderBody, type SalesOrderBody } from '../../../functions/src/providers/zoho/mapping';
import { readSettings } from '../../../functions/src/providers/zoho/settings';
import type { MappedLine, PushOrder } from '../../../functions/src/providers/provider';
import { FALLBACK, mapped, MARKER, order } from './fixtures';

const DECIMALS: Record<string, number> = { USD: 2, JPY: 0, KWD: 3 };
const TAXES = [
  { id: 'gst', rate: 12.5 },
  { id: 'vat', rate: 7 },
] as const;
const settings = readSettings({ taxes: TAXES });

/** Decimal text -> whole units of 10^-places; exact, and independent of the code under test. */
function scaled(value: number, places: number): bigint {
  const sign = value < 0 ? -1n : 1n;
  const [whole = '0', fraction = ''] = Math.abs(value)
    .toFixed(places + 4)
    .split('.');
  // More digits than the currency has would be rounded by Zoho: never send them.
  expect(fraction.slice(places)).toMatch(/^0*$/);
  return sign * BigInt(whole + fraction.slice(0, places));
}

const halfUp = (numerator: bigint, denominator: bigint) =>
  (2n * numerator + denominator) / (2n * denominator);

/** What Zoho makes of a sales order: lines, less the discount, plus taxes on top, plus the adjustment. */
function zohoTotal(body: SalesOrderBody, decimals: number): bigint {
  const gross = body.line_items.map((item) =>
    halfUp(scaled(item.rate, decimals) * scaled(item.quantity, 3), 1000n),
  );
  const goods = gross.reduce((sum, amount) => sum + amount, 0n);
  const discount = scaled(body.discount ?? 0, decimals);
  const adjustment = scaled(body.adjustment ?? 0, decimals);
  expect(discount <= goods).toBe(true);
  const total = goods - discount + adjustment;
  if (body.is_inclusive_tax || goods === 0n) return total;
  const taxes = TAXES.map((tax) => {
    const base = body.line_items.reduce(
      (sum, item, row) => sum + (item.tax_id === tax.id ? (gross[row] ?? 0n) : 0n),
      0n,
    );
    // base x (1 - discount / goods) x rate / 100, the rate in thousandths
    return halfUp(base * (goods - discount) * BigInt(tax.rate * 1000), goods * 100_000n);
  });
  return taxes.reduce((sum, tax) => sum + tax, total);
}

const amount = fc.integer({ min: 0, max: 99_999 });
const taxIds = fc.subarray(['unknown', 'gst', 'vat']);
const modifier = fc.record({
  modifier: fc.record({
    id: fc.constantFrom('m1', 'm2'),
    name: fc.string({ minLength: 1, maxLength: 20 }),
    quantity: fc.integer({ min: 1, max: 4 }),
    unitPrice: amount,
  }),
  link: fc.option(fc.constantFrom({ variationId: 'opt-1' }, { variationId: 'opt-2' }), { nil: undefined }),
});

const grossOf = (line: MappedLine['line']) => {
  const unit = line.modifiers.reduce((sum, m) => sum + m.quantity * m.unitPrice, line.unitPrice);
  return Number(halfUp(BigInt(unit) * BigInt(Math.round(line.quantity * 1000)), 1000n));
};

const goods: fc.Arbitrary<MappedLine> = fc
  .record({
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
    ),
    unitPrice: amount,
    as: fc.constantFrom('item' as const, 'fallback' as const),
    modifiers: fc.array(modifier, { maxLength: 4 }),
    discountPart: fc.integer({ min: 0, max: 4 }),
    taxIds,
    note: fc.option(fc.string({ maxLength: 900 }), { nil: undefined }),
  })
  .map(({ discountPart, taxIds: ids, as, modifiers, ...fields }) => {
    const line = { ...mapped().line, ...fields, modifiers: modifiers.map((m) => m.modifier) };
    const discount = Math.floor((grossOf(line) * discountPart) / 4);
    return { line: { ...line, discount }, as, modifiers, link: { variationId: `7-${as}`, taxIds: ids } };
  });

const pushes: fc.Arbitrary<PushOrder> = fc
  .record({
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    lines: fc.array(goods, { minLength: 1, maxLength: 6 }),
    fees: fc.array(amount, { maxLength: 3 }),
    tip: amount,
    discountPart: fc.integer({ min: 0, max: 4 }),
    tax: fc.record({ inclusive: fc.boolean(), guess: fc.constantFrom('free', 'exact', 'off'), amount }),
  })
  .map(({ currency, lines, fees, tip, discountPart, tax }) => {
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
      fallback: FALLBACK,
    };
  });

const bodyOf = (push: PushOrder) => salesOrderBody(push, layOut(push, settings), { customerId: '1' });

describe('the amounts of a sales order', () => {
  it('come to the order’s total exactly, whatever the order and the currency', () => {
    fc.assert(
      fc.property(pushes, (push) => {
        const total = zohoTotal(bodyOf(push), DECIMALS[push.order.currency] ?? 2);
        expect(total).toBe(BigInt(push.order.total));
      }),
      { numRuns: 500 },
    );
  });

  it('leave the whole price of a line on the line, unless its quantity is finer than Zoho takes', () => {
    fc.assert(
      fc.property(pushes, (push) => {
        const decimals = DECIMALS[push.order.currency] ?? 2;
        bodyOf(push)
          .line_items.slice(0, push.lines.length)
          .forEach((item, index) => {
            const line = push.lines[index]?.line ?? mapped().line;
            const nearest = Math.round(line.quantity * 100) / 100;
            const gross = halfUp(scaled(item.rate, decimals) * scaled(item.quantity, 2), 100n);
            if (item.quantity === nearest && nearest !== line.quantity)
              expect(item.description).toContain(`${line.quantity} x `);
            else expect(gross).toBe(BigInt(grossOf(line)));
          });
      }),
    );
  });

  it('never need more text than Zoho is trusted to take', () => {
    fc.assert(
      fc.property(pushes, (push) => {
        const { line_items, adjustment_description = '', notes = '' } = bodyOf(push);
        expect([...adjustment_description].length).toBeLessThanOrEqual(100);
        expect([...notes].length).toBeLessThanOrEqual(1000);
        for (const item of line_items) expect([...(item.description ?? '')].length).toBeLessThanOrEqual(500);
      }),
    );
  });

  it('use the adjustment for a discount that is more than the goods', () => {
    const what = { ...order(), total: 0 };
    const body = bodyOf({
      marker: MARKER,
      order: what,
      lines: [mapped()],
      fees: [{ name: 'Delivery', amount: 100 }],
      discounts: [{ name: 'Welcome', amount: 800 }],
    });
    expect(body).toMatchObject({ discount: 7, adjustment: 0 });
    expect(zohoTotal(body, 2)).toBe(0n);
  });
});
