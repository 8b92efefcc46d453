import fc from 'fast-check';
import { DateTime } from 'luxon';
import { nextDigest, nextHour, quietUntil } from '../../../functions/src/plan/messaging/hours';

const at = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toMillis();
const shown = (moment: number | undefined, zone: string) =>
  moment === undefined
    ? 'not quiet'
    : DateTime.fromMillis(moment, { zone }).toFormat("yyyy-MM-dd'T'HH:mm ZZ");

const NIGHT = { from: '22:00', to: '07:00' };
const BERLIN = 'Europe/Berlin';

describe('quiet hours', () => {
  it.each([
    ['2026-01-15T21:59', 'not quiet'],
    ['2026-01-15T22:00', '2026-01-16T07:00 +01:00'],
    ['2026-01-15T23:59', '2026-01-16T07:00 +01:00'],
    ['2026-01-16T00:00', '2026-01-16T07:00 +01:00'],
    ['2026-01-16T06:59', '2026-01-16T07:00 +01:00'],
    ['2026-01-16T07:00', 'not quiet'],
    // The last evening of a month, and of a year.
    ['2026-12-31T23:00', '2027-01-01T07:00 +01:00'],
  ])('over midnight: %s -> %s', (now, until) =>
    expect(shown(quietUntil(at(now, BERLIN), NIGHT, BERLIN), BERLIN)).toBe(until),
  );

  it.each([
    ['2026-01-15T12:59', 'not quiet'],
    ['2026-01-15T13:00', '2026-01-15T15:00 +01:00'],
    ['2026-01-15T15:00', 'not quiet'],
  ])('within a day: %s -> %s', (now, until) =>
    expect(shown(quietUntil(at(now, BERLIN), { from: '13:00', to: '15:00' }, BERLIN), BERLIN)).toBe(until),
  );

  it('last as long as the clock on the wall says in the nights in which it is changed', () => {
    const hours = (evening: string) => {
      const now = at(evening, BERLIN);
      return ((quietUntil(now, NIGHT, BERLIN) ?? 0) - now) / 3_600_000;
    };
    expect([hours('2026-03-27T22:00'), hours('2026-03-28T22:00'), hours('2026-10-24T22:00')]).toEqual([
      9, 8, 10,
    ]);
  });

  it('that end at a time which is skipped end when the clock jumps over it', () =>
    expect(
      shown(quietUntil(at('2026-03-29T01:30', BERLIN), { from: '22:00', to: '02:30' }, BERLIN), BERLIN),
    ).toBe('2026-03-29T03:00 +02:00'));

  it('that end in an hour which comes twice are quiet in both halves of it', () => {
    const quiet = { from: '22:00', to: '02:30' };
    const until = (now: string) => shown(quietUntil(at(now, BERLIN), quiet, BERLIN), BERLIN);
    expect(until('2026-10-25T02:15+02:00')).toBe('2026-10-25T02:30 +02:00');
    expect(until('2026-10-25T02:15+01:00')).toBe('2026-10-25T02:30 +01:00');
  });

  it.each(['Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'Not/AZone'])(
    'in %s are over when they say that they are over, and begin nowhere in the past',
    (zone) =>
      fc.assert(
        fc.property(
          fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
          fc.integer({ min: 0, max: 1_439 }),
          fc.integer({ min: 0, max: 1_439 }),
          (now, from, to) => {
            fc.pre(from !== to);
            const clock = (minutes: number) =>
              `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
            const until = quietUntil(now, { from: clock(from), to: clock(to) }, zone);
            if (until === undefined) return;
            expect(until).toBeGreaterThan(now);
            expect(until - now).toBeLessThanOrEqual(26 * 3_600_000);
          },
        ),
        { numRuns: 200 },
      ),
  );
});

describe('a digest', () => {
  const day = { every: 'day', hour: 8 } as const;

  it.each([
    ['2026-01-15T07:59', '2026-01-15T08:00 +01:00'],
    ['2026-01-15T08:00', '2026-01-16T08:00 +01:00'],
    ['2026-03-28T09:00', '2026-03-29T08:00 +02:00'],
  ])('of a day, at %s, is due %s', (now, due) =>
    expect(shown(nextDigest(at(now, BERLIN), day, 'none', BERLIN), BERLIN)).toBe(due),
  );

  it('of an hour is due at the full hour of the place, also where clocks run half an hour apart', () => {
    expect(shown(nextDigest(at('2026-01-15T09:10', BERLIN), { every: 'hour' }, 'none', BERLIN), BERLIN)).toBe(
      '2026-01-15T10:00 +01:00',
    );
    expect(shown(nextHour(Date.UTC(2026, 0, 15, 12, 20), 'none', 'Asia/Kolkata'), 'Asia/Kolkata')).toBe(
      '2026-01-15T18:00 +05:30',
    );
  });

  it('that would be due in quiet hours waits for their end', () => {
    const early = { every: 'day', hour: 5 } as const;
    expect(shown(nextDigest(at('2026-01-15T12:00', BERLIN), early, NIGHT, BERLIN), BERLIN)).toBe(
      '2026-01-16T07:00 +01:00',
    );
    expect(shown(nextHour(at('2026-01-15T21:30', BERLIN), NIGHT, BERLIN), BERLIN)).toBe(
      '2026-01-16T07:00 +01:00',
    );
  });
});
