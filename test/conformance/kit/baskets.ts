import type { Links } from '../../../functions/src/model/link';
import { line, modifier, type Line, type OrderDocument } from './orders';
import type { StageOptions } from './shop';

/** An order, and what it costs in minor units of whatever currency it is in; the totals were added up by hand. */
export interface Basket {
  name: string;
  lines: readonly Line[];
  total: number;
  parts?: OrderDocument;
  stage?: Pick<StageOptions, 'settings' | 'pos'> & { links?: Links };
  /** What the POS must report as tax; absent: the basket does not say. */
  tax?: number;
  /** Words that must reach the POS with the order. */
  says?: readonly string[];
  /** Notes that must reach it, too, where the POS has a place for them. */
  notes?: readonly string[];
  /** The basket needs something that this POS lacks. */
  skip?: string;
}

export const FALLBACK = { settings: { unmapped: 'fallback' } };
const extra = (quantity: number, unitPrice: number) => modifier('extra', quantity, unitPrice);
const more = (quantity: number, unitPrice: number) => modifier('more', quantity, unitPrice);
export const loose = (quantity: number, unitPrice: number) =>
  modifier('loose', quantity, unitPrice, 'Grandmother’s dip');

/** What is bought. */
export const goods: readonly Basket[] = [
  { name: 'one line', lines: [line('plain', 2, 1250)], total: 2500 },
  { name: 'two items', lines: [line('plain', 1, 1250), line('second', 3, 333)], total: 2249 },
  { name: 'the same item twice', lines: [line('plain', 1, 1250), line('plain', 2, 1199)], total: 3648 },
  { name: 'a price that is not the catalog’s', lines: [line('plain', 1, 1)], total: 1 },
  { name: 'a gift beside a sale', lines: [line('second', 1, 0), line('plain', 1, 999)], total: 999 },
  { name: 'large amounts', lines: [line('plain', 9, 99_999_999)], total: 899_999_991 },
  {
    name: 'variations',
    lines: [
      line('sized', 1, 900, { variationId: '0' }),
      line('sized', 2, 1201, { variationId: '1' }),
      line('sized', 1, 1500, { variationId: '0' }),
    ],
    total: 4802,
  },
  {
    name: 'linked modifiers, two of one',
    lines: [line('plain', 2, 1000, { modifiers: [extra(2, 150)] })],
    total: 2600,
  },
  {
    name: 'several linked modifiers, one of them free',
    lines: [line('plain', 3, 1000, { modifiers: [extra(1, 0), more(1, 75)] })],
    total: 3225,
  },
  {
    name: 'unlinked modifiers',
    lines: [line('plain', 2, 1000, { modifiers: [loose(3, 75), extra(1, 60)] })],
    total: 2570,
    stage: FALLBACK,
    says: ['Grandmother’s dip'],
  },
  {
    name: 'notes',
    lines: [line('plain', 1, 1250, { note: 'No onions' })],
    total: 1250,
    parts: { note: 'Ring the bell' },
    notes: ['No onions', 'Ring the bell'],
  },
  {
    name: 'five hundred lines',
    lines: Array.from({ length: 500 }, (_, n) => line(n % 2 ? 'plain' : 'second', (n % 3) + 1, 100 + n)),
    total: 349_234,
  },
];

/** What goes off and on. */
export const moneyOffAndOn: readonly Basket[] = [
  { name: 'a line discount', lines: [line('plain', 3, 500, { discount: 250 })], total: 1250 },
  {
    name: 'line discounts, one of a whole line',
    lines: [
      line('plain', 1, 999, { discount: 333 }),
      line('second', 1, 500, { discount: 500 }),
      line('second', 1, 500),
    ],
    total: 1166,
  },
  {
    name: 'an order discount that does not divide',
    lines: [line('plain', 1, 1000), line('second', 1, 1000), line('second', 1, 1000)],
    parts: { discounts: [{ name: 'Welcome', amount: 1000 }] },
    total: 2000,
  },
  {
    name: 'discounts of lines and of the order, stacked',
    lines: [line('plain', 1, 1001, { discount: 101 }), line('second', 2, 333)],
    parts: { discounts: [{ name: 'Welcome', amount: 77 }, { amount: 10 }] },
    total: 1479,
  },
  {
    name: 'an order that costs nothing',
    lines: [line('plain', 1, 1000)],
    parts: { discounts: [{ name: 'On the house', amount: 1000 }] },
    total: 0,
  },
  {
    name: 'fees',
    lines: [line('plain', 1, 1000)],
    parts: { fees: [{ name: 'Delivery', amount: 299 }, { amount: 1 }, { name: 'Nothing', amount: 0 }] },
    total: 1300,
  },
  { name: 'a tip', lines: [line('plain', 1, 1000)], parts: { tip: 151 }, total: 1151 },
  {
    name: 'a total rounded up by the storefront',
    lines: [line('plain', 1, 1000), line('second', 1, 333)],
    total: 1334,
  },
  {
    name: 'a total rounded down by the storefront',
    lines: [line('plain', 1, 1000), line('second', 1, 333)],
    total: 1332,
  },
];

export const everything: Basket = {
  name: 'everything together',
  lines: [
    line('plain', 2, 1250, { modifiers: [extra(2, 150), loose(1, 35)], note: 'No onions', discount: 100 }),
    line('sized', 1, 900, { variationId: '1', discount: 33 }),
    line('unmapped', 3, 333, { name: 'Dish of the day' }),
    line('second', 1, 0),
  ],
  parts: {
    discounts: [{ name: 'Welcome', amount: 211 }],
    fees: [{ name: 'Delivery', amount: 299 }],
    tip: 150,
    tax: { amount: 87, inclusive: false },
    note: 'Ring the bell',
    fulfillment: { type: 'delivery', address: '1 Main Street' },
  },
  // 3070 + 867 + 999 - 211 + 299 + 150 + 87, and one more that the storefront rounded.
  total: 5262,
  stage: FALLBACK,
  says: ['Grandmother’s dip', 'Dish of the day'],
  notes: ['No onions', 'Ring the bell'],
};
