import fc from 'fast-check';
import { foldBarcode, foldName, foldSku, likeness } from '../../../functions/src/plan/mapping/fold';
import { offersOf } from '../../../functions/src/plan/mapping/offer';
import { sellablesOf } from '../../../functions/src/plan/mapping/sellable';
import { picksOver, suggest } from '../../../functions/src/plan/mapping/suggest';
import { anItem, product } from './shelves';

type Products = ReturnType<typeof product>[];
type Items = ReturnType<typeof anItem>[];

function suggested(products: Products, items: Items, options: Parameters<typeof offersOf>[1] = []) {
  const menu = sellablesOf(products, 'main');
  const found = suggest([...menu.values()], menu.values(), offersOf(items, options).values());
  return Object.fromEntries(
    [...found].map(([key, list]) => [
      key,
      list.map(({ offer, score, evidence, tied }) => [
        offer.variationId,
        score,
        evidence.join('+'),
        ...(tied ? ['tied'] : []),
      ]),
    ]),
  );
}

const picked = (products: Products, items: Items, minScore = 0.9, taken: string[] = []) => {
  const menu = sellablesOf(products, 'main');
  const wanted = [...menu.values()];
  const found = suggest(wanted, wanted, offersOf(items, []).values());
  return picksOver(minScore, wanted, found, new Set(taken)).map(({ sellable, suggestion }) => [
    sellable.key,
    suggestion.offer.variationId,
  ]);
};

describe('a suggestion', () => {
  it.each<[string, object, object, [number, string] | undefined]>([
    ['the SKU', { sku: 'lat-1 ' }, { sku: 'LAT-1' }, [0.9, 'sku']],
    [
      'the barcode, whatever its leading zero',
      { barcode: '036000291452' },
      { barcode: '0036000291452' },
      [0.9, 'barcode'],
    ],
    ['the name', { name: 'Crème brûlée!' }, { name: 'creme  BRULEE' }, [0.6, 'name']],
    ['name and price', { name: 'Soup', price: 650 }, { name: 'Soup', price: 650 }, [0.7, 'name+price']],
    ['SKU and name', { name: 'Soup', sku: 'S' }, { name: 'Soup', sku: 'S' }, [0.96, 'sku+name']],
    ['nothing but the price', { name: 'Soup', price: 650 }, { name: 'Tea', price: 650 }, undefined],
    ['two empty SKUs', { name: 'Soup', sku: ' ' }, { name: 'Tea', sku: '' }, undefined],
    ['names of punctuation only', { name: '!!!' }, { name: '???' }, undefined],
    [
      'a short number that is no barcode',
      { name: 'Soup', barcode: '0012' },
      { name: 'Tea', barcode: '12' },
      undefined,
    ],
  ])('by %s', (_what, here, there, expected) => {
    const found = suggested(
      [product('p', { name: 'here', ...here })],
      [anItem('i', { name: 'there', ...there })],
    );
    expect(found['p:p']).toEqual(expected ? [['i-1', ...expected]] : []);
  });

  it('is made for a variation by the name of both', () => {
    const coffee = product('coffee', {
      name: 'Coffee',
      variations: [
        { id: 's', name: 'Small' },
        { id: 'l', name: 'Large' },
      ],
    });
    const items = [
      anItem('i', { name: 'Coffee' }, { id: 'v-s', name: 'small' }, { id: 'v-l', name: 'Large' }),
    ];
    expect(suggested([coffee], items)).toEqual({
      'p:coffee:l': [['v-l', 0.6, 'name']],
      'p:coffee:s': [['v-s', 0.6, 'name']],
    });
  });

  it('is not made by a key that the storefront uses twice', () => {
    const both = [product('a', { name: 'A', sku: 'X' }), product('b', { name: 'B', sku: 'x' })];
    expect(suggested(both, [anItem('i', { name: 'C', sku: 'X' })])).toEqual({ 'p:a': [], 'p:b': [] });
  });

  it('is not made by a key that the POS uses twice, unless one of the two has the price; then it is a tie', () => {
    const twins = [
      anItem('i', { name: 'X', sku: 'S', price: 100 }),
      anItem('j', { name: 'Y', sku: 'S', price: 200 }),
    ];
    expect(suggested([product('p', { name: 'P', sku: 'S' })], twins)['p:p']).toEqual([]);
    expect(suggested([product('p', { name: 'P', sku: 'S', price: 200 })], twins)['p:p']).toEqual([
      ['j-1', 0.5, 'sku+price', 'tied'],
    ]);
  });

  it('counts little when SKU and barcode point to different items', () => {
    const items = [
      anItem('i', { name: 'X', sku: 'S' }),
      anItem('j', { name: 'Y', barcode: '4006381333931' }),
    ];
    const found = suggested([product('p', { name: 'P', sku: 'S', barcode: '4006381333931' })], items);
    expect(found['p:p']).toEqual([
      ['i-1', 0.5, 'sku'],
      ['j-1', 0.5, 'barcode'],
    ]);
  });

  it('never names an item that the POS has archived or does not sell here', () => {
    const items = [
      { ...anItem('i', { name: 'Soup' }), archived: true },
      anItem('j', { name: 'Soup', available: false }),
    ];
    expect(suggested([product('p', { name: 'Soup' })], items)['p:p']).toEqual([]);
  });

  it('ties modifiers to options and nothing else to them', () => {
    const latte = product('latte', { name: 'Oat', modifiers: [{ id: 'oat', name: 'Oat' }] });
    const found = suggested([latte], [anItem('i', { name: 'Oat' })], [{ id: 'opt', name: 'OAT' }]);
    expect(found).toEqual({ 'm:oat': [['opt', 0.6, 'name']], 'p:latte': [['i-1', 0.6, 'name']] });
  });

  it('reads a menu of rubbish without falling over', () => {
    const rubbish = [
      product('a', { name: 7, sku: {}, price: 'free', variations: 'many', modifiers: [null, { id: 3 }] }),
      product('b', { name: null, variations: [{ id: 'v', name: [] }, 'x'] }),
    ];
    expect(Object.keys(suggested(rubbish, []))).toEqual(['p:a', 'p:b:v']);
  });
});

describe('linking in bulk', () => {
  it('takes what reaches the score', () => {
    const products = [product('a', { name: 'A', sku: 'S' }), product('b', { name: 'Soup' })];
    const items = [anItem('i', { name: 'X', sku: 'S' }), anItem('j', { name: 'Soup' })];
    expect(picked(products, items)).toEqual([['p:a', 'i-1']]);
    expect(picked(products, items, 0.6)).toEqual([
      ['p:a', 'i-1'],
      ['p:b', 'j-1'],
    ]);
  });

  it('never goes below 0.6, whatever score is asked for, and never takes a tie', () => {
    const twins = [
      anItem('i', { name: 'X', sku: 'S', price: 1 }),
      anItem('j', { name: 'Y', sku: 'S', price: 2 }),
    ];
    expect(picked([product('p', { name: 'P', sku: 'S', price: 2 })], twins, 0)).toEqual([]);
  });

  it('leaves alone a POS item that is linked already', () => {
    const items = [anItem('i', { name: 'X', sku: 'S' })];
    expect(picked([product('a', { name: 'A', sku: 'S' })], items, 0.9, ['i-1'])).toEqual([]);
  });

  it('gives an item that two want to the better founded, and to nobody when they are even', () => {
    const items = [anItem('i', { name: 'Soup', sku: 'S', barcode: '4006381333931' })];
    const bySku = product('a', { name: 'A', sku: 'S' });
    expect(picked([bySku, product('b', { name: 'Soup' })], items, 0.6)).toEqual([['p:a', 'i-1']]);
    expect(picked([bySku, product('c', { name: 'C', barcode: '4006381333931' })], items, 0.6)).toEqual([]);
  });
});

describe('folding', () => {
  it('keeps scripts whose marks make other words', () => {
    expect(foldName('दाल मखनी')).toBe('दाल मखनी');
    expect(foldName('أرز')).toBe(foldName('أرز'.normalize('NFD')));
    expect(foldName('ＣＯＦＦＥＥ　１')).toBe('coffee 1');
  });

  it('comes to rest: folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text));
        expect(foldSku(foldSku(text))).toBe(foldSku(text));
        expect(foldBarcode(foldBarcode(text))).toBe(foldBarcode(text));
      }),
    );
  });

  it('says how alike two names are, the same both ways', () => {
    expect(likeness('latte', 'latte')).toBe(1);
    expect(likeness('', '')).toBe(0);
    expect(likeness('latte', 'caffe latte')).toBeGreaterThan(0.5);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(likeness(a, b)).toBeCloseTo(likeness(b, a), 12);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
