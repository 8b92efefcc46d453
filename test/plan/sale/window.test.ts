import fc from 'fast-check';
import { DateTime } from 'luxon';
import { momentOf, zoneOf } from '../../../functions/src/plan/sale/localTime';
import { holdingOf } from '../../../functions/src/plan/sale/window';

const NEW_YORK = 'America/New_York';
const at = (local: string, zone = NEW_YORK) => DateTime.fromISO(local, { zone }).toMillis();
const times = (overrides: object = {}) => ({ weekdays: [], ...overrides });
const holding = (overrides: object, now: number, zone = NEW_YORK) =>
  holdingOf(times(overrides), zoneOf(zone), now);

describe('dates', () => {
  it('without any it holds for good', () => expect(holding({}, at('2026-05-01'))).toEqual({ holds: true }));

  it.each([
    ['the last moment before the first day', '2026-05-09T23:59:59.999', false, '2026-05-10'],
    ['the first moment of the first day', '2026-05-10', true, '2026-05-13'],
    ['the last moment of the last day', '2026-05-12T23:59:59.999', true, '2026-05-13'],
    ['the first moment after it', '2026-05-13', false, undefined],
  ])('%s', (_what, now, holds, changes) =>
    expect(holding({ startsOn: '2026-05-10', endsOn: '2026-05-12' }, at(now))).toEqual({
      holds,
      ...(changes && { changesAt: at(changes) }),
    }),
  );

  it('are those of the location, not of UTC', () => {
    const now = at('2026-05-10T00:30', 'Asia/Tokyo');
    expect(holding({ startsOn: '2026-05-10' }, now, 'Asia/Tokyo').holds).toBe(true);
    expect(holding({ startsOn: '2026-05-10' }, now, 'UTC').holds).toBe(false);
  });

  it('a date-time ends at that moment, and not at the end of its day', () => {
    const sale = { endsOn: '2026-05-12T18:00:00' };
    expect(holding(sale, at('2026-05-12T17:59:59'))).toEqual({
      holds: true,
      changesAt: at('2026-05-12T18:00'),
    });
    expect(holding(sale, at('2026-05-12T18:00'))).toEqual({ holds: false });
  });

  it.each([
    ['the short day of spring', '2026-03-08', 23],
    ['the long day of autumn', '2026-11-01', 25],
  ])('%s is a whole day', (_what, day, hours) => {
    const start = at(day);
    expect(holding({ startsOn: day, endsOn: day }, start)).toEqual({
      holds: true,
      changesAt: start + hours * 3_600_000,
    });
  });

  it('a day that begins at one o’clock begins then', () => {
    // Clocks in Beirut leap from midnight to one.
    const start = momentOf(Date.UTC(2026, 2, 29), zoneOf('Asia/Beirut'));
    expect(DateTime.fromMillis(start, { zone: 'Asia/Beirut' }).toFormat('HH:mm')).toBe('01:00');
    expect(holding({ startsOn: '2026-03-29' }, start, 'Asia/Beirut').holds).toBe(true);
    expect(holding({ startsOn: '2026-03-29' }, start - 1, 'Asia/Beirut').holds).toBe(false);
  });

  it.each(['tomorrow', '2026-02-30', '2026-5-1', '2026-05-10T00:00:00Z', ''])(
    'nobody can read: "%s" never holds',
    (startsOn) => expect(holding({ startsOn }, at('2026-06-01'))).toEqual({ holds: false }),
  );
});

describe('weekdays and times of day', () => {
  const happyHour = { weekdays: [1, 2, 3, 4, 5], fromTime: '16:00', untilTime: '18:30' };
  // 15 May 2026 is a Friday.
  it.each([
    ['before it', '2026-05-15T15:59', false, '2026-05-15T16:00'],
    ['in it', '2026-05-15T16:00', true, '2026-05-15T18:30'],
    ['after it, over the weekend', '2026-05-15T18:30', false, '2026-05-18T16:00'],
  ])('%s', (_what, now, holds, changes) =>
    expect(holding(happyHour, at(now))).toEqual({ holds, changesAt: at(changes) }),
  );

  const lateNight = { weekdays: [5], fromTime: '22:00', untilTime: '02:00' };
  it.each([
    ['Friday night', '2026-05-15T23:00', true, '2026-05-16T02:00'],
    ['the small hours of Saturday belong to Friday', '2026-05-16T01:59', true, '2026-05-16T02:00'],
    ['the small hours of Friday belong to Thursday', '2026-05-15T01:00', false, '2026-05-15T22:00'],
  ])('past midnight: %s', (_what, now, holds, changes) =>
    expect(holding(lateNight, at(now))).toEqual({ holds, changesAt: at(changes) }),
  );

  it('the last night runs through to its end', () => {
    const sale = { ...lateNight, endsOn: '2026-05-15' };
    expect(holding(sale, at('2026-05-16T01:00'))).toEqual({ holds: true, changesAt: at('2026-05-16T02:00') });
    expect(holding(sale, at('2026-05-16T02:00'))).toEqual({ holds: false });
  });

  it('whole days next to each other are one time', () =>
    expect(holding({ weekdays: [6, 7] }, at('2026-05-16T12:00'))).toEqual({
      holds: true,
      changesAt: at('2026-05-18'),
    }));

  it('without an end it lasts until midnight', () =>
    expect(holding({ fromTime: '20:00' }, at('2026-05-15T21:00'))).toEqual({
      holds: true,
      changesAt: at('2026-05-16'),
    }));

  it('begins where clocks leap over its beginning', () =>
    // New York has no half past two on 8 March.
    expect(holding({ fromTime: '02:30', untilTime: '04:00' }, at('2026-03-08T01:00'))).toEqual({
      holds: false,
      changesAt: at('2026-03-08T03:00'),
    }));

  it('has no window where clocks leap over all of it', () =>
    expect(holding({ fromTime: '02:00', untilTime: '03:00' }, at('2026-03-08T01:00'))).toEqual({
      holds: false,
      changesAt: at('2026-03-09T02:00'),
    }));

  it('is not open between windows, whatever the zone, and says rightly when it changes', () => {
    const zones = fc.constantFrom(NEW_YORK, 'Australia/Lord_Howe', 'Asia/Kolkata', 'Europe/Berlin', 'UTC');
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(
        zones,
        fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
        hour,
        hour,
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
        (zone, weekdays, from, until, now) => {
          const clock = (value: number) => `${String(value).padStart(2, '0')}:00`;
          const sale = { weekdays, fromTime: clock(from), untilTime: clock(until) };
          const { holds, changesAt } = holding(sale, now, zone);
          if (changesAt === undefined) return;
          expect(changesAt).toBeGreaterThan(now);
          expect(holding(sale, changesAt, zone).holds).toBe(!holds);
          expect(holding(sale, changesAt - 1, zone).holds).toBe(holds);
        },
      ),
      { numRuns: 300 },
    );
  });
});
