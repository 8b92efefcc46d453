import { combined, periodOf } from '../../../functions/src/providers/square/pull/timePeriod';

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const LUNCH = ['DTSTART:20260105T113000', 'DURATION:PT2H30M'];

describe('a time period of Square', () => {
  it.each([
    [
      'days of the week with hours',
      [...LUNCH, 'RRULE:FREQ=WEEKLY;BYDAY=WE,MO,FR'],
      { startsOn: '2026-01-05', weekdays: [1, 3, 5], fromTime: '11:30', untilTime: '14:00' },
    ],
    [
      'a weekday that only its start names',
      [...LUNCH, 'RRULE:FREQ=WEEKLY'],
      { startsOn: '2026-01-05', weekdays: [1], fromTime: '11:30', untilTime: '14:00' },
    ],
    [
      'every day until a date',
      [...LUNCH, 'RRULE:FREQ=DAILY;UNTIL=20260131T235959'],
      {
        startsOn: '2026-01-05',
        endsOn: '2026-01-31',
        weekdays: [],
        fromTime: '11:30',
        untilTime: '14:00',
      },
    ],
    [
      'the last of which begins at its last moment, and runs through',
      [...LUNCH, 'RRULE:FREQ=DAILY;UNTIL=20260131T113000'],
      {
        startsOn: '2026-01-05',
        endsOn: '2026-01-31',
        weekdays: [],
        fromTime: '11:30',
        untilTime: '14:00',
      },
    ],
    [
      'of which none begins after the last moment',
      [...LUNCH, 'RRULE:FREQ=DAILY;UNTIL=20260201T112959'],
      {
        startsOn: '2026-01-05',
        endsOn: '2026-01-31',
        weekdays: [],
        fromTime: '11:30',
        untilTime: '14:00',
      },
    ],
    [
      'whole days',
      ['DTSTART:20260110T000000', 'DURATION:P1D', 'RRULE:FREQ=WEEKLY;BYDAY=SA,SU'],
      { startsOn: '2026-01-10', weekdays: [6, 7] },
    ],
    [
      'whole days less a second',
      ['DTSTART:20260110T000000', 'DURATION:PT23H59M59S', 'RRULE:FREQ=WEEKLY;BYDAY=SA'],
      { startsOn: '2026-01-10', weekdays: [6] },
    ],
    [
      'an evening until midnight',
      ['DTSTART:20260105T200000', 'DURATION:PT4H', 'RRULE:FREQ=DAILY'],
      { startsOn: '2026-01-05', weekdays: [], fromTime: '20:00' },
    ],
    [
      'one afternoon',
      ['SUMMARY:Party', 'DTSTART:20260105T170000', 'DURATION:P2H'],
      { startsOn: '2026-01-05T17:00:00', endsOn: '2026-01-05T19:00:00', weekdays: [] },
    ],
    [
      'a line that goes on in the next one',
      ['DTSTART:20260105T11', ' 3000', 'DURATION:PT2H30M', 'RRULE:FREQ=DAILY'],
      { startsOn: '2026-01-05', weekdays: [], fromTime: '11:30', untilTime: '14:00' },
    ],
  ])('is %s', (_what, lines, expected) => {
    expect(periodOf(event(...lines))).toEqual(expected);
  });

  it.each([
    ['the first Monday of a month', [...LUNCH, 'RRULE:FREQ=MONTHLY;BYDAY=1MO']],
    ['every other week', [...LUNCH, 'RRULE:FREQ=WEEKLY;INTERVAL=2']],
    ['ten times', [...LUNCH, 'RRULE:FREQ=DAILY;COUNT=10']],
    ['over midnight', ['DTSTART:20260105T220000', 'DURATION:PT4H', 'RRULE:FREQ=DAILY']],
    ['in a zone of its own', ['DTSTART;TZID=America/New_York:20260105T113000', 'DURATION:PT1H']],
    ['in universal time', ['DTSTART:20260105T113000Z', 'DURATION:PT1H']],
    ['without an end', ['DTSTART:20260105T113000']],
    ['nothing at all', []],
  ])('is left to Square when it is %s', (_what, lines) => {
    expect(periodOf(event(...lines))).toBeUndefined();
  });
});

describe('several time periods', () => {
  const on = (weekday: number, changes: object = {}) => ({
    startsOn: `2026-01-0${4 + weekday}`,
    weekdays: [weekday],
    fromTime: '11:30',
    ...changes,
  });

  it('are one when only their weekdays differ', () => {
    expect(combined({}, [on(3), on(1)])).toEqual({
      startsOn: '2026-01-05',
      weekdays: [1, 3],
      fromTime: '11:30',
    });
  });

  it.each([
    ['hours', { fromTime: '17:00' }],
    ['ends', { endsOn: '2026-03-01' }],
    ['beginnings', { startsOn: '2026-03-03' }],
  ])('are left to Square when their %s differ', (_what, changes) => {
    expect(combined({}, [on(1), on(3, changes)])).toBeUndefined();
  });

  it('hold only while their rule holds', () => {
    const span = { startsOn: '2026-02-01', endsOn: '2026-02-28' };
    expect(combined(span, [on(1, { endsOn: '2026-02-28T12:00:00' })])).toMatchObject({
      startsOn: '2026-02-01',
      endsOn: '2026-02-28T12:00:00',
    });
    expect(combined(span, [])).toEqual({ ...span, weekdays: [] });
  });
});
