import type { Links } from '../../../functions/src/model/link';
import { checkTies, linkToSave } from '../../../functions/src/plan/mapping/check';
import { classify, countsOf, type MappingFacts } from '../../../functions/src/plan/mapping/classify';
import { offersOf } from '../../../functions/src/plan/mapping/offer';
import { sellablesOf } from '../../../functions/src/plan/mapping/sellable';
import { aConnection } from '../../support/orders';
import { anItem, product } from './shelves';

const MENU = [
  product('soup', { name: 'Lentil soup', price: 650 }),
  product('tea', {
    name: 'Tea',
    variations: [
      { id: 's', name: 'Small', price: 200 },
      { id: 'l', name: 'Large', price: 300 },
    ],
  }),
];
const ITEMS = [
  anItem('i', { name: 'Lentil Soup', price: 650 }),
  anItem(
    't',
    { name: 'Tea' },
    { id: 't-s', name: 'Small', price: 200 },
    { id: 't-l', name: 'Large', price: 300 },
  ),
  { ...anItem('old', { name: 'Lentil soup' }), archived: true },
  anItem('away', { name: 'Lentil soup', available: false }),
];

function facts(links: Links, over: Partial<MappingFacts> = {}): MappingFacts {
  return {
    sellables: sellablesOf(MENU, 'main'),
    productIds: new Set(MENU.map(({ id }) => id)),
    links,
    offers: offersOf(ITEMS, []),
    catalogKnown: true,
    optionsKnown: false,
    connection: aConnection(),
    ...over,
  };
}
const soupWith = (link: Links[string], over: Partial<MappingFacts> = {}) => {
  const [row] = classify(facts({ 'p:soup': link }, over));
  return row && [row.status, ...row.doubts];
};

describe('a mapping', () => {
  it('is every key of the menu, in order, and how many are linked', () => {
    const rows = classify(facts({ 'p:tea:s': { variationId: 't-s' } }));
    expect(rows.map(({ sellable, status }) => [sellable.key, status])).toEqual([
      ['p:soup', 'unmapped'],
      ['p:tea:l', 'unmapped'],
      ['p:tea:s', 'mapped'],
    ]);
    expect(countsOf(rows)).toEqual({ mapped: 1, unmapped: 2, suspicious: 0 });
  });

  it.each<[string, Links[string], string[]]>([
    ['is fine', { variationId: 'i-1' }, ['mapped']],
    ['leads nowhere', { variationId: 'gone' }, ['suspicious', 'item_gone']],
    ['leads to an archived item', { variationId: 'old-1' }, ['suspicious', 'archived']],
    ['leads to what is not sold here', { variationId: 'away-1' }, ['suspicious', 'not_at_location']],
    [
      'is to a thing of another name and price',
      { variationId: 't-s' },
      ['suspicious', 'price_far_off', 'name_far_off'],
    ],
    [
      'was said to be right by a person: then its name is no matter',
      { variationId: 't-l', lastVerifiedAt: 1 },
      ['suspicious', 'price_far_off'],
    ],
  ])('link %s', (_what, link, expected) => expect(soupWith(link)).toEqual(expected));

  it('calls nothing gone before the catalog was pulled', () => {
    expect(soupWith({ variationId: 'gone' }, { catalogKnown: false })).toEqual(['mapped']);
  });

  it('does not doubt a name where the SKUs are equal', () => {
    const sellables = sellablesOf([product('soup', { name: 'وليمة', sku: 'F' })], 'main');
    const offers = offersOf([anItem('i', { name: 'Feast', sku: 'f' })], []);
    expect(soupWith({ variationId: 'i-1' }, { sellables, offers })).toEqual(['mapped']);
  });

  it('names links to products and variations that the menu no longer has, and leaves unlisted modifiers alone', () => {
    const links = {
      'p:dal': { variationId: 'i-1', name: 'Dal' },
      'p:tea:xl': { variationId: 't-l' },
      'p:tea': { variationId: 't-s' },
      'm:oat': { variationId: 'o' },
      'p:%zz': { variationId: 'i-1' },
    };
    const strays = classify(facts(links)).filter(({ link }) => link);
    expect(strays.map(({ sellable, status, doubts }) => [sellable.key, status, ...doubts])).toEqual([
      ['m:oat', 'mapped'],
      ['p:%zz', 'suspicious', 'product_gone'],
      ['p:dal', 'suspicious', 'product_gone'],
      ['p:tea', 'mapped'],
      ['p:tea:xl', 'suspicious', 'product_gone'],
    ]);
    const noMenu = classify(facts(links, { sellables: new Map(), productIds: new Set() }));
    expect(countsOf(noMenu)).toEqual({ mapped: 5, unmapped: 0, suspicious: 0 });
  });
});

describe('a link that is saved', () => {
  it('carries what the POS calls the item, and keeps known prices only while it leads to the same item', () => {
    const before = { variationId: 'i-1', pushedPrice: 650, own: true };
    const { offers } = facts({});
    expect(linkToSave({ variationId: 'i-1' }, { offers }, before)).toEqual({
      ...before,
      itemId: 'i',
      name: 'Lentil Soup',
    });
    expect(linkToSave({ variationId: 't-s' }, { offers }, before)).toEqual({
      itemId: 't',
      variationId: 't-s',
      name: 'Tea Small',
    });
  });

  it.each<[string, string, Links[string], string | undefined]>([
    ['an unknown product', 'p:dal', { variationId: 'i-1' }, 'the menu has no such product'],
    ['an unknown variation', 'p:tea:xl', { variationId: 't-s' }, 'the menu has no such variation'],
    ['a product that has variations, as a whole', 'p:tea', { variationId: 't-s' }, undefined],
    ['a POS item that nobody knows', 'p:soup', { variationId: 'x' }, 'the POS has no such item'],
    [
      'an item and another one’s variation',
      'p:soup',
      { itemId: 't', variationId: 'i-1' },
      'the POS item has no such variation',
    ],
    ['an archived item', 'p:soup', { variationId: 'old-1' }, 'the POS no longer sells the item'],
    ['a modifier while no option is known', 'm:oat', { variationId: 'o' }, undefined],
  ])('of a file: %s', (_what, key, link, message) => {
    const ties = { ties: new Map([[key, { line: 2, link }]]), errors: [], blank: 0 };
    const { errors } = checkTies(ties, {}, facts({}), false);
    expect(errors).toEqual(message ? [{ line: 2, message }] : []);
  });

  it('of a file may be vouched for', () => {
    const ties = {
      ties: new Map([['p:soup', { line: 2, link: { variationId: 'new' } }]]),
      errors: [],
      blank: 0,
    };
    expect(checkTies(ties, {}, facts({}), true).links).toEqual({ 'p:soup': { variationId: 'new' } });
  });

  it('of a file is left out where it says what is so', () => {
    const ties = {
      ties: new Map([['p:soup', { line: 2, link: { variationId: 'i-1' } }]]),
      errors: [],
      blank: 0,
    };
    const standing = { 'p:soup': { itemId: 'i', variationId: 'i-1' } };
    expect(checkTies(ties, standing, facts({}), false)).toEqual({ links: {}, same: 1, errors: [] });
  });
});
