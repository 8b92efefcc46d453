import fc from 'fast-check';
import { dialectOf } from '../../../functions/src/providers/odoo/dialect';
import { createdOrder, layOut, syncedOrder } from '../../../functions/src/providers/odoo/mapping';
import { readSettings } from '../../../functions/src/providers/odoo/settings';
import type { MappedLine, PushOrder } from '../../../functions/src/providers/provider';
import { ALL_SERIES, FALLBACK, mapped, MARKER, METHOD, NOW, order, SESSION, valuesOf } from './fixtures';
import type { Json } from './scripted';

const DECIMALS: Record<string, number> = { USD: 2, JPY: 0, KWD: 3 };
const TAXES = [
  { id: '11', rate: 12.5, included: false },
  { id: '12', rate: 7, included: false },
  { id: '13', rate: 20, included: true },
] as const;

/** A number as an exact fraction over 10^24, whatever notation JavaScript writes it in. */
const PLACES = 24;
function exact(value: number): bigint {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const sign = whole.startsWith('-') ? -1n : 1n;
  const digits = BigInt(whole.replace('-', '') + fraction);
  const shift = PLACES - fraction.length + Number(exponent);
  expect(shift).toBeGreaterThanOrEqual(0);
  return sign * digits * 10n ** BigInt(shift);
}
const ONE = 10n ** BigInt(PLACES);

const halfUp = (numerator: bigint, denominator: bigint) =>
  numerator < 0n
    ? -((-2n * numerator + denominator) / (2n * denominator))
    : (2n * numerator + denominator) / (2n * denominator);

/** What Odoo makes of a line when it closes the till: quantity x price x (1 - discount), rounded to the currency. */
function odooNet(line: Json, decimals: number): bigint {
  const product = exact(Number(line.qty)) * exact(Number(line.price_unit));
  const net = product * (100n * ONE - exact(Number(line.discount)));
  // Odoo rounds floats, too: what differs by less than a millionth of a minor unit is the same to it.
  const denominator = 100n * ONE ** 3n;
  const nudge = denominator / 10n ** 6n / 10n ** BigInt(decimals);
  return halfUp((net + nudge) * 10n ** BigInt(decimals), denominator);
}

/** Whole minor units; a fraction of one must never be sent as a total. */
function minor(value: unknown, decimals: number): bigint {
  const scaled = exact(Number(value)) * 10n ** BigInt(decimals);
  expect(scaled % ONE).toBe(0n);
  return scaled / ONE;
}

const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const taxIdsOf = (line: Json) => (line.tax_ids as [number, number, number[]][])[0]?.[2] ?? [];

/** Tax of a line, as a company computes it that rounds per line. */
const odooTax = (line: Json, net: bigint) =>
  sum(
    TAXES.filter(({ id, included }) => !included && taxIdsOf(line).includes(Number(id))).map(({ rate }) =>
      halfUp(net * BigInt(rate * 10), 1000n),
    ),
  );

/** The same for one that rounds once per tax and order. */
const odooTaxGlobally = (lines: Json[], nets: bigint[]) =>
  sum(
    TAXES.filter(({ included }) => !included).map(({ id, rate }) => {
      const base = sum(
        lines.map((line, at) => (taxIdsOf(line).includes(Number(id)) ? (nets[at] ?? 0n) : 0n)),
      );
      return halfUp(base * BigInt(rate * 10), 1000n);
    }),
  );

const amount = fc.integer({ min: 0, max: 99_999 });
const taxIds = fc.subarray(['11', '12', '13', '14']);
const modifier = fc.record({
  modifier: fc.record({
    id: fc.constantFrom('m1', 'm2'),
    name: fc.string({ minLength: 1, maxLength: 20 }),
    quantity: fc.integer({ min: 1, max: 4 }),
    unitPrice: amount,
  }),
  link: fc.option(fc.constantFrom({ variationId: '31' }, { variationId: '32' }), { nil: undefined }),
});

const grossOf = ({ unitPrice, modifiers, quantity }: MappedLine['line']) => {
  const unit = modifiers.reduce((total, m) => total + m.quantity * m.unitPrice, unitPrice);
  return Number(halfUp(BigInt(unit) * BigInt(Math.round(quantity * 1000)), 1000n));
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
    discountPart: fc.double({ min: 0, max: 1, noNaN: true }),
    taxIds,
    note: fc.option(fc.string({ maxLength: 900 }), { nil: undefined }),
  })
  .map(({ discountPart, taxIds: ids, as, modifiers, ...fields }) => {
    const line = { ...mapped().line, ...fields, modifiers: modifiers.map((m) => m.modifier) };
    const discount = Math.floor(grossOf(line) * discountPart);
    return { line: { ...line, discount }, as, modifiers, link: { variationId: '65', taxIds: ids } };
  });

const pushes: fc.Arbitrary<PushOrder> = fc
  .record({
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    lines: fc.array(goods, { minLength: 1, maxLength: 6 }),
    fees: fc.array(amount, { maxLength: 3 }),
    tip: amount,
    discountPart: fc.double({ min: 0, max: 1, noNaN: true }),
    feeTaxIds: taxIds,
    tax: fc.record({ inclusive: fc.boolean(), guess: fc.constantFrom('free', 'exact', 'off'), amount }),
  })
  .map(({ currency, lines, fees, tip, discountPart, feeTaxIds, tax }) => {
    const net = lines.reduce((total, { line }) => total + grossOf(line) - line.discount, 0);
    const discount = Math.floor(net * discountPart);
    const plain = net - discount + fees.reduce((total, fee) => total + fee, 0) + tip;
    // Often the very tax that the first rate gives, so that both ways of carrying it are tried.
    const own = Number(halfUp(BigInt(net - discount) * 125n, 1000n));
    const taxAmount = tax.guess === 'free' ? tax.amount : own + (tax.guess === 'off' ? 1 : 0);
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

interface Case {
  push: PushOrder;
  series: number;
  quantityDecimals: number;
  taxRounding: 'line' | 'order' | undefined;
}
const cases: fc.Arbitrary<Case> = fc.record({
  push: pushes,
  series: fc.constantFrom(...ALL_SERIES),
  quantityDecimals: fc.constantFrom(2, 3),
  taxRounding: fc.constantFrom('line' as const, 'order' as const, undefined),
});

function sentFor({ push, series, quantityDecimals, taxRounding }: Case): Json {
  const dialect = dialectOf(series);
  const settings = { ...readSettings({}), taxRounding };
  const taxes = TAXES.map((tax) => ({ ...tax, id: Number(tax.id) }));
  const layout = layOut(push, { settings, dialect, taxes, quantityDecimals });
  const frame = { dialect, sessionId: SESSION, companyId: 1, paymentMethodId: METHOD, now: NOW };
  return series >= 18 ? syncedOrder(push, layout, frame) : (createdOrder(push, layout, frame).data as Json);
}

describe('the amounts of an order', () => {
  it('come to its total, and Odoo comes to the same from its lines, whatever the order and the currency', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { push, series, taxRounding } = one;
        const sent = sentFor(one);
        const decimals = DECIMALS[push.order.currency] ?? 2;
        const lines = valuesOf(sent.lines);
        const nets = lines.map((line) => odooNet(line, decimals));
        const incl = lines.map((line) => minor(line.price_subtotal_incl, decimals));
        const excl = lines.map((line) => minor(line.price_subtotal, decimals));
        const total = BigInt(push.order.total);
        expect(sum(incl)).toBe(total);
        expect(minor(sent.amount_total, decimals)).toBe(total);
        expect(minor(sent.amount_tax, decimals)).toBe(sum(incl) - sum(excl));
        if (push.order.tax.inclusive) expect(incl).toEqual(nets);
        else {
          expect(excl).toEqual(nets);
          const perLine = sum(lines.map((line, at) => odooTax(line, nets[at] ?? 0n)));
          if (taxRounding !== 'order') expect(sum(nets) + perLine).toBe(total);
          if (taxRounding !== 'line') expect(sum(nets) + odooTaxGlobally(lines, nets)).toBe(total);
        }
        const payments = valuesOf(sent[series >= 18 ? 'payment_ids' : 'statement_ids']);
        expect(sum(payments.map((payment) => minor(payment.amount, decimals)))).toBe(total);
        expect(lines.every(({ discount }) => Number(discount) >= 0 && Number(discount) <= 100)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never need a note longer than a ticket, nor half a character', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const notes = valuesOf(sentFor(one).lines).map((line) => String(line.customer_note ?? ''));
        return notes.every((note) => [...note].length <= 1_003 && !/\p{Surrogate}/u.test(note));
      }),
    );
  });
});

describe('a tax on top', () => {
  const taxed = (lines: number[], amount: number): PushOrder => {
    const all = lines.map((unitPrice, at) =>
      mapped({
        line: { ...mapped().line, id: `l${at}`, quantity: 1, unitPrice },
        link: { variationId: '65', taxIds: ['12'] },
      }),
    );
    const total = lines.reduce((net, price) => net + price, 0) + amount;
    const base = order({ lines: all.map(({ line }) => line), total });
    return {
      marker: MARKER,
      order: { ...base, tax: { amount, inclusive: false, rate: undefined } },
      lines: all,
      discounts: [],
      fees: [],
      fallback: FALLBACK,
    };
  };
  const linesOf = (push: PushOrder, taxRounding?: 'line' | 'order') =>
    valuesOf(sentFor({ push, series: 18, quantityDecimals: 3, taxRounding }).lines);

  it('stands on the lines where Odoo comes to it whichever way it rounds', () => {
    expect(linesOf(taxed([1000, 500], 105)).map(taxIdsOf)).toEqual([[12], [12]]);
  });

  it('is a line of its own where the ways of rounding differ, unless the settings say which is Odoo’s', () => {
    // 7 % of 0.50, twice: 0.04 each by line, 0.07 for both.
    expect(linesOf(taxed([50, 50], 7)).map(taxIdsOf)).toEqual([[], [], []]);
    expect(linesOf(taxed([50, 50], 7), 'order').map(taxIdsOf)).toEqual([[12], [12]]);
    expect(linesOf(taxed([50, 50], 8), 'line').map(taxIdsOf)).toEqual([[12], [12]]);
  });
});
