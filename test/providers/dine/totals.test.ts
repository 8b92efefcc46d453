import fc from 'fast-check';
import type { MappedLine, PushOrder } from '../../../functions/src/providers/provider';
import { mapped, open, order, ORDERS, push, row } from './fixtures';
import { scripted } from './scripted';

const DECIMALS: Record<string, number> = { USD: 2, JPY: 0, KWD: 3 };
const amount = fc.integer({ min: 0, max: 99_999 });
const halfUp = (n: bigint, d: bigint) => (2n * n + d) / (2n * d);

interface Body {
  lines: {
    quantity: number;
    unit_price: number | string;
    modifiers: { quantity: number; price: number | string }[];
  }[];
  discount_total: number | string;
  tax_total: number | string;
  fees: { amount: number | string }[];
  tip: number | string;
  total: number | string;
  subtotal: number | string;
}

/** Decimal text -> whole units of 10^-places; exact, and independent of the code under test. */
function scaled(value: number | string, places: number): bigint {
  const [whole = '0', fraction = ''] = String(value).split('.');
  expect(fraction.length).toBeLessThanOrEqual(places);
  return BigInt(whole + fraction.padEnd(places, '0'));
}

/** What a till makes of the lines and amounts; `places` is 0 for minor units. */
function tillTotal(body: Body, places: number): { fromLines: bigint; stated: bigint } {
  const gross = body.lines.map((one) => {
    const unit = one.modifiers.reduce(
      (sum, m) => sum + BigInt(m.quantity) * scaled(m.price, places),
      scaled(one.unit_price, places),
    );
    return halfUp(unit * BigInt(Math.round(one.quantity * 1000)), 1000n);
  });
  const goods = gross.reduce((sum, one) => sum + one, 0n);
  expect(scaled(body.subtotal, places)).toBe(goods);
  const fees = body.fees.reduce((sum, fee) => sum + scaled(fee.amount, places), 0n);
  const rest =
    fees + scaled(body.tip, places) + scaled(body.tax_total, places) - scaled(body.discount_total, places);
  return { fromLines: goods + rest, stated: scaled(body.total, places) };
}

const goods: fc.Arbitrary<MappedLine> = fc
  .record({
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
    ),
    unitPrice: amount,
    as: fc.constantFrom('item' as const, 'fallback' as const),
    extras: fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 4 }), unitPrice: amount, linked: fc.boolean() }),
      { maxLength: 3 },
    ),
    part: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ quantity, unitPrice, as, extras, part }) => {
    const own = extras.map(({ linked: _linked, ...fields }, n) => ({
      id: `m${n}`,
      name: `Extra ${n}`,
      ...fields,
    }));
    const line = { ...mapped().line, quantity, unitPrice, modifiers: own };
    const modifiers = own.map((modifier, n) => ({
      modifier,
      link: extras[n]?.linked ? { variationId: `o${n}` } : undefined,
    }));
    return {
      line: { ...line, discount: Math.floor((grossOf(line) * part) / 4) },
      as,
      link: { variationId: 'v' },
      modifiers,
    };
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
    part: fc.integer({ min: 0, max: 4 }),
    tax: fc.record({ inclusive: fc.boolean(), amount }),
  })
  .map(({ currency, lines, fees, tip, part, tax }) => {
    const net = lines.reduce((sum, { line }) => sum + grossOf(line) - line.discount, 0);
    const off = Math.floor((net * part) / 4);
    const plain = net - off + tip + fees.reduce((sum, fee) => sum + fee, 0);
    return push({
      order: {
        ...order({ currency }),
        tip,
        tax: { ...tax, rate: undefined },
        total: plain + (tax.inclusive ? 0 : tax.amount),
      },
      lines,
      discounts: off > 0 ? [{ name: 'Promo', amount: off }] : [],
      fees: fees.map((fee, n) => ({ name: `Fee ${n}`, amount: fee })),
    });
  });

describe('the amounts of an order at Dine', () => {
  it.each([
    { unit: 'minor', as: 'number' },
    { unit: 'minor', as: 'text' },
    { unit: 'major', as: 'number' },
    { unit: 'major', as: 'text' },
  ])('come to the order’s total exactly, whatever the order and the currency (%j)', async (money) => {
    await fc.assert(
      fc.asyncProperty(pushes, async (what) => {
        const { currency } = what.order;
        const places = money.unit === 'minor' ? 0 : (DECIMALS[currency] ?? 2);
        const answer = ({ body }: { body: unknown }) => ({
          json: { data: row({ total: (body as Body).total }) },
        });
        const { http, calls } = scripted({ [`POST ${ORDERS}`]: answer });
        const receipt = await open(http, { recipe: { preset: 'dine', money } }, { currency }).pushOrder(what);
        const { fromLines, stated } = tillTotal(calls[0]?.body as Body, places);
        expect(fromLines).toBe(BigInt(what.order.total));
        expect(stated).toBe(BigInt(what.order.total));
        expect(receipt.posTotal).toBe(what.order.total);
      }),
      { numRuns: 100 },
    );
  });
});
