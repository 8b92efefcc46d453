import { unless, type Group } from './group';
import { unfiltered } from './mishaps';
import { CURRENCIES } from './orders';
import { stage } from './stage';

/** What people and their keyboards type; none of it names an item. */
const HOSTILE = [
  '"',
  "'; DROP TABLE items; --",
  '.*',
  '(',
  '[a-z]+',
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '?sku=1&limit=999',
  '{"$gt": ""}',
  '<script>alert(1)</script>',
  'line\nbreak\ttab',
  '\u0000',
  '🥗🥗',
  'شوربة عدس',
  '\ud83d',
  'x'.repeat(2000),
];

/** Finding the POS's items for a person who maps products. */
export const searchGroup: Group = {
  name: 'search',
  needs: ['searchItems'],
  tests: (subject) => {
    const { search, links } = subject;

    it.each(CURRENCIES)('finds exactly the item of an SKU, with its price in %s', async (currency) => {
      const found = await (await stage(subject, { currency })).open().searchItems({ sku: search.sku });
      expect(found).toMatchObject([{ ...search.finds, sku: search.sku }]);
    });

    unless(subject.filters ? undefined : 'it filters by nothing that might be ignored')(
      'finds exactly the item of an SKU though the POS ignores the filter',
      async () => {
        const here = await stage(subject);
        unfiltered(here);
        const found = await here.open().searchItems({ sku: search.sku });
        expect(found).toMatchObject([{ ...search.finds, sku: search.sku }]);
      },
    );

    it('finds nothing for the beginning of an SKU', async () => {
      const here = await stage(subject);
      expect(await here.open().searchItems({ sku: search.sku.slice(0, -1) })).toEqual([]);
    });

    it.each([search.words, search.words.toUpperCase()])('finds items by the words "%s"', async (text) => {
      const found = await (await stage(subject)).open().searchItems({ text });
      expect(found).toContainEqual(expect.objectContaining(search.finds));
    });

    it('gives every size of an item an id of its own', async () => {
      const here = await stage(subject);
      const own = new Set(links.sizes.map(({ itemId }) => itemId));
      const found = await here.open().searchItems({ text: search.sizesAreCalled });
      const sizes = found.filter(({ itemId }) => own.has(itemId)).map(({ variationId }) => variationId);
      expect(sizes.sort()).toEqual(links.sizes.map(({ variationId }) => variationId).sort());
    });

    it('finds nothing for words that no item has', async () => {
      const here = await stage(subject);
      expect(await here.open().searchItems({ text: 'no such dish anywhere' })).toEqual([]);
      expect(await here.open().searchItems({ sku: 'NO-SUCH-SKU' })).toEqual([]);
    });

    it.each(HOSTILE)('takes %j for words like any other', async (text) => {
      const here = await stage(subject);
      expect(await here.open().searchItems({ text })).toEqual([]);
      expect(await here.open().searchItems({ sku: text })).toEqual([]);
      expect(here.pos.violations()).toEqual([]);
    });

    it('gives at most fifty of a crowd', async () => {
      const here = await stage(subject);
      here.pos.addItems('Crowded dish', 120);
      expect(await here.open().searchItems({ text: 'Crowded dish' })).toHaveLength(50);
    });
  },
};
