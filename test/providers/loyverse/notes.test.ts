import fc from 'fast-check';
import { staffNote } from '../../../functions/src/providers/loyverse/note';
import { cut } from '../../../functions/src/providers/loyverse/text';
import { order } from './fixtures';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('the note for staff', () => {
  const customer = { name: 'Ana Charles', phone: '+18685550123', email: 'ana@example.com' };

  it('says how and when an order is picked up, by whom, and what they wish', () => {
    const fulfillment = { type: 'pickup', dueAt: Date.UTC(2026, 10, 21, 13, 45) };
    expect(staffNote(order({ fulfillment, customer, note: 'ring\n twice' }))).toBe(
      'Pickup, 2026-11-21 13:45 UTC, Ana, +18685550123, ring twice',
    );
  });

  it('names the table, and neither phone nor family name of who sits there', () => {
    const fulfillment = { type: 'dine_in', table: 4 };
    expect(staffNote(order({ fulfillment, customer }))).toBe('Dine in, table 4, Ana');
  });

  it('is absent when there is nothing to say', () => expect(staffNote(order())).toBeUndefined());

  it.each(['🍕', 'م', '𝔘a'])('is cut to 255 characters between characters (%s)', (letter) => {
    const note = staffNote(order({ note: letter.repeat(600) }));
    expect(note?.length).toBeLessThanOrEqual(255);
    expect(note?.length).toBeGreaterThan(250);
    expect(note).not.toMatch(LONE_SURROGATE);
  });
});

it('text is never cut inside a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (text, max) => {
        const short = cut(text, max);
        return short.length <= max && text.startsWith(short) && !LONE_SURROGATE.test(short);
      },
    ),
  );
});
