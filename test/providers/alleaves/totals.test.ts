import fc from 'fast-check';
import type { MappedLine, PushOrder } from '../../../functions/src/providers/provider';
import { mapped, open, order, POS, push } from './fixtures';
import { scripted } from './scripted';
import { row, till } from './till';

const DECIMALS: Record<string, number> = { USD: 2, JPY: 0, KWD: 3 };
const amount = fc.integer({ min: 0, max: 99_999 });

const goods: fc.Arbitrary<MappedLine> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 7 }),
    unitPrice: amount,
    item: fc.constantFrom('1000', '1001'),
    extra: fc.option(fc.record({ quantity: fc.integer({ min: 1, max: 3 }), unitPrice: amount }), {
      nil: undefined,
    }),
    part: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ quantity, unitPrice, item, extra, part }) => {
    const own = extra ? [{ id: 'm', name: 'Extra', ...extra }] : [];
    const gross = quantity * own.reduce((sum, m) => sum + m.quantity * m.unitPrice, unitPrice);
    const line = {
      ...mapped().line,
      quantity,
      unitPrice,
      modifiers: own,
      discount: Math.floor((gross * part) / 4),
    };
    const modifiers = own.map((modifier) => ({ modifier }));
    return { line, as: 'item' as const, link: { variationId: item }, modifiers };
  });

const netOf = ({ line }: MappedLine) =>
  line.quantity * line.modifiers.reduce((sum, m) => sum + m.quantity * m.unitPrice, line.unitPrice) -
  line.discount;

const pushes: fc.Arbitrary<PushOrder> = fc
  .record({
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    lines: fc.array(goods, { minLength: 1, maxLength: 5 }),
    fees: fc.array(amount, { maxLength: 2 }),
    tip: amount,
    part: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ currency, lines, fees, tip, part }) => {
    const net = lines.reduce((sum, one) => sum + netOf(one), 0);
    const off = Math.floor((net * part) / 7);
    const total = net - off + tip + fees.reduce((sum, fee) => sum + fee, 0);
    return push({
      order: { ...order({ currency }), tip, total },
      lines,
      discounts: off > 0 ? [{ name: 'Promo', amount: off }] : [],
      fees: fees.map((fee, n) => ({ name: `Fee ${n}`, amount: fee })),
      fallback: { variationId: '1002' },
    });
  });

const rows = () => [
  row({ available: 40 }),
  row({ id_batch: 2010, id_area: 1005, available: 40 }),
  row({ id_batch: 2001, id_item: 1001, item: 'Two', price_retail_adult_use: 3, price_otd_adult_use: 3 }),
  row({ id_batch: 2002, id_item: 1002, item: 'Service', price_retail_adult_use: 0, price_otd_adult_use: 0 }),
];

describe('the total of an order in Alleaves', () => {
  it.each(['pieces', 'quantities'] as const)(
    'is the storefront’s to the minor unit in every currency where the till adds no tax (lines are %s)',
    async (lines) => {
      await fc.assert(
        fc.asyncProperty(pushes, async (what) => {
          const here = till({ rows: rows(), lines, decimals: DECIMALS[what.order.currency] });
          const { http } = scripted(here.scripts);
          const receipt = await open(http, POS, { currency: what.order.currency }).pushOrder(what);
          expect(receipt.posTotal).toBe(what.order.total);
        }),
        { numRuns: 150 },
      );
    },
  );
});
