import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, line, modifier } from './orders';
import { arrives, sentText } from './push';
import { stage } from './stage';

const RIGHT_TO_LEFT = 'شوربة عدس – מרק עדשים';
const TRICKY = '"quoted" \\ back/slash <b>bold</b> & 100 % \t tab';

/** Names, notes and times as people write them. */
export const wordsGroup: Group = {
  name: 'push, words and times',
  needs: ['pushOrder'],
  tests: (subject) => {
    it('keeps emoji, right-to-left and tricky texts as they are', async () => {
      const here = await stage(subject, { settings: { unmapped: 'fallback' } });
      const dishes = ['Shakshuka 🍳👩‍🍳', RIGHT_TO_LEFT, TRICKY.replace('\t', '')];
      const lines = dishes.map((name, n) => line('unmapped', 1, 100 + n, { name, note: `${name}!` }));
      await arrives(here, anOrderOf(lines, 303, { note: RIGHT_TO_LEFT, customer: { name: 'Zoë 🌶' } }));
      const sent = sentText(here).replace(/\s+/g, ' ');
      for (const name of [...dishes, ...(subject.cannotNote ? [] : ['Zoë'])]) {
        expect(sent).toContain(JSON.stringify(name).slice(1, -1).replace(/\s+/g, ' '));
      }
    });

    it.each([1, 2])(
      'takes texts of any length and never half a character (%i before the first)',
      async (pad) => {
        const text = 'x'.repeat(pad) + '😀'.repeat(999);
        // Storefronts send whole characters, and Firestore holds no others.
        const long = (most: number) => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
        const here = await stage(subject, { settings: { unmapped: 'fallback' } });
        const loose = modifier('loose', 1, 5, long(199));
        const parts = { name: long(499), note: long(2000), modifiers: [loose] };
        const document = anOrderOf([line('unmapped', 1, 100, parts), line('plain', 1, 200, parts)], 510, {
          number: '9'.repeat(64),
          note: long(2000),
          customer: { name: long(299), phone: '+12025550143' },
          fulfillment: { type: 'delivery', address: long(999) },
          fees: [{ name: long(199), amount: 300 }],
          discounts: [{ name: long(199), amount: 100 }],
          payment: { status: 'paid', method: long(99), reference: long(199) },
        });
        await arrives(here, document);
        const sent = sentText(here);
        // A lone half shows as an escape in JSON, a whole character as itself.
        expect(sent).not.toMatch(/\\ud[89a-f]/i);
        expect(sent).toContain('😀'.repeat(40));
      },
    );

    unless(subject.cannotNote)('shows the line notes at the lines', async () => {
      const here = await stage(subject);
      const lines = [
        line('plain', 1, 100, { note: 'First note' }),
        line('second', 1, 100, { note: 'Second note' }),
      ];
      const { held } = await arrives(here, anOrderOf(lines, 200));
      expect(held.lines.map(({ note }) => note)).toEqual([
        expect.stringContaining('First note'),
        expect.stringContaining('Second note'),
      ]);
    });

    it.each([
      ['an order with neither customer nor fulfillment', { customer: undefined, fulfillment: undefined }],
      ['an order to a table', { fulfillment: { type: 'dine_in', table: '12' } }],
      ['an order for tomorrow', { fulfillment: { type: 'pickup', dueAt: '2026-01-16T12:00:00Z' } }],
      ['an order whose time has passed', { fulfillment: { type: 'pickup', dueAt: '2026-01-15T09:00:00Z' } }],
      ['a delivery without an address', { fulfillment: { type: 'delivery' } }],
      ['an order from a storefront whose clock is ahead', { placedAt: '2026-01-15T12:20:00Z' }],
      ['an order of last month', { placedAt: '2025-12-10T12:00:00Z' }],
    ])('takes %s', async (_what, parts) => {
      await arrives(await stage(subject), aPlainOrder(parts));
    });
  },
};
