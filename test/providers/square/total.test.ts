import fc from 'fast-check';
import type { OrderBody } from '../../../functions/src/providers/square/body';
import { orderBody, type Terms } from '../../../functions/src/providers/square/mapping';
import { squareSettings } from '../../../functions/src/providers/square/settings';
import type { PushOrder } from '../../../functions/src/providers/provider';
import { anOrder, aPush } from './orders';
import { NOW } from './scripted';

const TERMS: Terms = { locationId: 'L1', settings: squareSettings.parse({}), now: NOW };

/** Independent of the adapter: n/1000 to whole units, halves as `half` says. */
type Half = (thousandths: bigint) => bigint;
const halfEven: Half = (n) => {
  const [down, rest] = [n / 1000n, n % 1000n];
  if (rest * 2n === 1000n) return down % 2n === 0n ? down : down + 1n;
  return rest * 2n > 1000n ? down + 1n : down;
};
const halfUp: Half = (n) => (n + 500n) / 1000n;

/** "12.345" as 12345, read digit by digit. */
function thousandths(text: string): bigint {
  const [whole = '', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(3, '0'));
}

const add = (amounts: bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
const amountOf = (entry: { amount_money: { amount: number } }) => BigInt(entry.amount_money.amount);

/** What Square computes: gross per line, less its discounts, less order discounts, plus charges. Refuses what Square would. */
function totalAtSquare(body: OrderBody, half: Half): number {
  const discounts = body.discounts ?? [];
  const lines = body.line_items.map((line) => {
    const extras = (line.modifiers ?? []).map((m) => BigInt(m.quantity) * BigInt(m.base_price_money.amount));
    const unit = BigInt(line.base_price_money.amount) + add(extras);
    const off = (line.applied_discounts ?? []).map(({ discount_uid }) => {
      const discount = discounts.find(({ uid, scope }) => uid === discount_uid && scope === 'LINE_ITEM');
      if (!discount) throw new Error(`no discount ${discount_uid}`);
      return amountOf(discount);
    });
    return half(thousandths(line.quantity) * unit) - add(off);
  });
  const offOrder = add(discounts.filter(({ scope }) => scope === 'ORDER').map(amountOf));
  const goods = add(lines);
  if (offOrder > goods) throw new Error('discounts exceed the goods');
  return Number(goods - offOrder + add((body.service_charges ?? []).map(amountOf)));
}

const text = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }),
    fc.integer({ min: 1, max }).map((n) => '👩‍🍳'.repeat(n).slice(0, max - (max % 2))),
    fc.integer({ min: 1, max: Math.floor(max / 6) }).map((n) => 'مرحبا '.repeat(n)),
  );
const words = (max: number) => text(max).filter((value) => value.trim() !== '');

const modifier = fc.record({
  id: fc.constant('m'),
  name: words(200),
  quantity: fc.integer({ min: 1, max: 3 }),
  unitPrice: fc.integer({ min: 0, max: 900 }),
});
const line = (quantity: fc.Arbitrary<number>) =>
  fc.record({
    productId: fc.constant('p'),
    name: words(500),
    quantity,
    unitPrice: fc.integer({ min: 0, max: 99_999 }),
    modifiers: fc.array(modifier, { maxLength: 3 }),
    note: fc.option(text(2000)),
    share: fc.integer({ min: 0, max: 100 }),
    as: fc.constantFrom('item', 'fallback', 'adhoc'),
  });
const whole = fc.integer({ min: 1, max: 40 });
const byWeight = fc.integer({ min: 1, max: 40_000 }).map((n) => n / 1000);

const extras = fc.record({
  share: fc.integer({ min: 0, max: 100 }),
  fees: fc.array(fc.record({ name: words(200), amount: fc.integer({ min: 0, max: 5000 }) }), {
    maxLength: 3,
  }),
  tip: fc.integer({ min: 0, max: 3000 }),
  tax: fc.integer({ min: 0, max: 3000 }),
  inclusive: fc.boolean(),
  rate: fc.option(fc.constantFrom(7, 8.875, 20)),
  off: fc.integer({ min: -2, max: 2 }),
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  number: words(64),
  name: fc.option(text(300)),
  note: fc.option(text(2000)),
  address: fc.option(text(900)),
  dueIn: fc.option(fc.integer({ min: -100_000, max: 100_000 })),
  fulfillment: fc.constantFrom('pickup', 'delivery'),
});

/** A valid order with the rounding of its storefront, and its push as the plan would make it. */
const pushes = (quantity: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.array(line(quantity), { minLength: 1, maxLength: 5 }), extras)
    .map(([drawn, more]): PushOrder => {
      const lines = drawn.map(({ share, as: _as, ...rest }, index) => {
        const unit = rest.unitPrice + rest.modifiers.reduce((sum, m) => sum + m.quantity * m.unitPrice, 0);
        const gross = Number(halfUp(thousandths(rest.quantity.toFixed(3)) * BigInt(unit)));
        return { ...rest, id: `l${index}`, gross, discount: Math.floor((gross * share) / 200) };
      });
      const goods = lines.reduce((sum, l) => sum + l.gross - l.discount, 0);
      const discounts = [{ name: 'Coupon', amount: Math.floor((goods * more.share) / 100) }];
      const on = more.fees.reduce((sum, fee) => sum + fee.amount, 0) + more.tip;
      const exact = goods - (discounts[0]?.amount ?? 0) + on + (more.inclusive ? 0 : more.tax);
      const off = Math.max(more.off, -exact);
      const order = anOrder({
        ...more,
        number: more.number,
        lines,
        discounts,
        tax: { amount: Math.min(more.tax, exact), inclusive: more.inclusive, rate: more.rate },
        customer: { name: more.name },
        fulfillment: {
          type: more.fulfillment,
          address: more.address,
          dueAt: more.dueIn === null ? undefined : NOW + more.dueIn,
        },
        total: exact + off - (more.inclusive ? 0 : more.tax - Math.min(more.tax, exact)),
      });
      const push = aPush({}, order);
      const rounding = { name: 'Rounding', amount: Math.abs(off) };
      return {
        ...push,
        lines: push.lines.map((one, index) => ({ ...one, as: drawn[index]?.as as 'item' })),
        discounts: off < 0 ? [...push.discounts, rounding] : push.discounts,
        fees: off > 0 ? [...push.fees, rounding] : push.fees,
      };
    });

/** The sheet's lengths, by path. */
const LENGTHS: [RegExp, number][] = [
  [/^reference_id$/, 40],
  [/^ticket_name$/, 30],
  [/^line_items\.\d+\.name$/, 512],
  [/^line_items\.\d+\.note$/, 2000],
  [/quantity$/, 12],
  [/uid$/, 60],
  [/catalog_object_id$/, 192],
  [/(modifiers|taxes|discounts|service_charges)\.\d+\.name$/, 255],
  [/pickup_details\.note$/, 500],
  [/delivery_details\.note$/, 550],
  [/display_name$/, 255],
  [/email_address$/, 255],
  [/phone_number$/, 17],
  [/^metadata\./, 255],
];

function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === '' ? key : `${path}.${key}`));
}

describe('the body of an order', () => {
  it('comes to the storefront’s total to the minor unit, however Square rounds, when nothing is sold by weight', () => {
    fc.assert(
      fc.property(pushes(whole), (push) => {
        const body = orderBody(push, TERMS);
        expect([halfEven, halfUp].map((half) => totalAtSquare(body, half))).toEqual([
          push.order.total,
          push.order.total,
        ]);
      }),
    );
  });

  it('comes to the storefront’s total with fractional quantities too, by the rounding that Square documents', () => {
    fc.assert(
      fc.property(pushes(byWeight), (push) => {
        expect(totalAtSquare(orderBody(push, TERMS), halfEven)).toBe(push.order.total);
      }),
    );
  });

  it('comes to the total under another rounding as well once Square has told its own sum', () => {
    fc.assert(
      fc.property(pushes(byWeight), (push) => {
        // Discounts of the whole goods leave no room for a rounding entry: Square would cap them.
        fc.pre(push.discounts.reduce((sum, d) => sum + d.amount, 0) + 10 < push.order.total);
        const excess = totalAtSquare(orderBody(push, TERMS), halfUp) - push.order.total;
        expect(totalAtSquare(orderBody(push, { ...TERMS, excess }), halfUp)).toBe(push.order.total);
      }),
    );
  });

  it('comes to the total with every fractional line as one piece, without any rounding', () => {
    fc.assert(
      fc.property(pushes(byWeight), (push) => {
        const body = orderBody(push, { ...TERMS, weights: 'piece' });
        expect(body.line_items.every(({ quantity }) => /^\d+$/.test(quantity))).toBe(true);
        expect(totalAtSquare(body, halfEven)).toBe(push.order.total);
      }),
    );
  });

  it('never exceeds a length of Square’s and never cuts a character in half', () => {
    const settings = fc
      .constantFrom('pickup', 'delivery')
      .map((fulfillment) => squareSettings.parse({ fulfillment }));
    fc.assert(
      fc.property(pushes(byWeight), settings, (push, chosen) => {
        for (const [path, value] of texts(orderBody(push, { ...TERMS, settings: chosen }))) {
          const limit = LENGTHS.find(([pattern]) => pattern.test(path))?.[1];
          if (limit !== undefined) expect(value.length).toBeLessThanOrEqual(limit);
          expect(() => encodeURIComponent(value)).not.toThrow();
        }
      }),
    );
  });
});
