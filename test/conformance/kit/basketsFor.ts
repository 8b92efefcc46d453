import { productKey } from '../../../functions/src/model/link';
import { everything, FALLBACK, goods, loose, moneyOffAndOn, type Basket } from './baskets';
import { line } from './orders';
import type { Subject, TaxSetup } from './subject';

const taxInside: Basket = {
  name: 'tax inside the prices that nobody explains',
  lines: [line('plain', 1, 1000)],
  parts: { tax: { amount: 137, inclusive: true } },
  total: 1000,
};

const taxOnTop: Basket = {
  name: 'tax on top that the POS knows nothing of',
  lines: [line('plain', 1, 1999)],
  parts: { tax: { amount: 101, inclusive: false } },
  total: 2100,
};

/** Without the tax on top, where the POS cannot take one. */
function everythingFor({ tax }: Subject): Basket {
  if (!('cannot' in tax.onTop)) return everything;
  return { ...everything, parts: { ...everything.parts, tax: undefined }, total: everything.total - 87 };
}

function taxes({ tax }: Subject): Basket[] {
  const { included, onTop } = tax;
  const inside = 'tax inside the prices';
  return [
    'cannot' in included
      ? { name: inside, lines: [], total: 0, skip: included.cannot }
      : {
          name: inside,
          lines: [line('taxed', 2, 100 + included.rate)],
          parts: { tax: { amount: included.rate * 2, inclusive: true, rate: included.rate } },
          total: (100 + included.rate) * 2,
          stage: taxed(included),
          tax: included.rate * 2,
        },
    taxInside,
    ...('cannot' in onTop ? [{ ...taxOnTop, skip: onTop.cannot }] : taxesOnTop(onTop)),
  ];
}

const taxed = (setup: TaxSetup) => ({ pos: setup.pos, links: { [productKey('taxed')]: setup.link } });

function taxesOnTop(onTop: TaxSetup): Basket[] {
  return [
    {
      name: 'tax on top, as the POS’s own tax',
      lines: [line('taxed', 1, 2000)],
      parts: { tax: { amount: onTop.rate * 20, inclusive: false, rate: onTop.rate } },
      total: 2000 + onTop.rate * 20,
      stage: taxed(onTop),
      tax: onTop.rate * 20,
    },
    {
      name: 'tax on top of an amount that the POS would not come to',
      lines: [line('taxed', 1, 2000)],
      parts: { tax: { amount: 123, inclusive: false, rate: onTop.rate } },
      total: 2123,
      stage: taxed(onTop),
    },
    taxOnTop,
  ];
}

function unmapped({ manifest }: Subject): Basket[] {
  const skip = manifest.adhocLines ? undefined : 'manifest: no lines without an item';
  const adhoc = { settings: { unmapped: 'adhoc' } };
  const special = { name: 'Dish of the day' };
  return [
    {
      name: 'unmapped lines on the fallback item',
      lines: [line('unmapped', 2, 1111, { ...special, note: 'Rare' }), line('plain', 1, 500)],
      total: 2722,
      stage: FALLBACK,
      says: ['Dish of the day', 'Rare'],
    },
    {
      name: 'an unmapped line in fractions, with modifiers and a discount',
      lines: [line('unmapped', 0.75, 1000, { ...special, modifiers: [loose(1, 200)], discount: 50 })],
      total: 850,
      stage: FALLBACK,
      says: ['Dish of the day', 'Grandmother’s dip'],
    },
    {
      name: 'ad-hoc lines with modifiers',
      lines: [line('unmapped', 2, 1111, { ...special, modifiers: [loose(1, 9)], note: 'Rare' })],
      total: 2240,
      stage: adhoc,
      says: ['Dish of the day', 'Grandmother’s dip', 'Rare'],
      skip,
    },
    {
      name: 'an ad-hoc line in fractions',
      lines: [line('unmapped', 1.5, 1000, special)],
      total: 1500,
      stage: adhoc,
      says: ['Dish of the day'],
      skip,
    },
  ];
}

function fractions({ links }: Subject): Basket[] {
  const skip = 'cannot' in links.weighed ? links.weighed.cannot : undefined;
  return [
    { name: 'a weight', lines: [line('weighed', 0.35, 3200)], total: 1120, skip },
    { name: 'a weight that rounds', lines: [line('weighed', 1.333, 999)], total: 1332, skip },
    { name: 'a weight that ends on a half', lines: [line('weighed', 0.5, 1251)], total: 626, skip },
  ];
}

/** What every storefront will send sooner or later. */
export function basketsFor(subject: Subject): Basket[] {
  return [
    ...goods,
    ...moneyOffAndOn,
    ...taxes(subject),
    ...fractions(subject),
    ...unmapped(subject),
    everythingFor(subject),
  ];
}
