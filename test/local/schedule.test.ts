import { parseSchedule, startTicking } from '../../scripts/local/schedule';
import { ManualClock } from './manualClock';

const at = (text: string) => Date.parse(text);

describe('a schedule', () => {
  it.each([
    ['every 5 minutes', '2026-03-01T10:05:00Z', true],
    ['every 5 minutes', '2026-03-01T10:06:00Z', false],
    ['every minute', '2026-03-01T10:06:00Z', true],
    ['every 2 hours', '2026-03-01T10:00:00Z', true],
    ['every 2 hours', '2026-03-01T11:00:00Z', false],
    ['*/30 * * * *', '2026-03-01T10:30:00Z', true],
    ['*/30 * * * *', '2026-03-01T10:31:00Z', false],
    ['0 3 * * *', '2026-03-01T03:00:00Z', true],
    ['0 3 * * *', '2026-03-01T04:00:00Z', false],
    ['10-20/5,55 * * * *', '2026-03-01T04:15:00Z', true],
    ['10-20/5,55 * * * *', '2026-03-01T04:16:00Z', false],
    ['10-20/5,55 * * * *', '2026-03-01T04:55:00Z', true],
    ['0 0 * * 7', '2026-03-01T00:00:00Z', true], // a Sunday
    ['0 0 * * 1-5', '2026-03-01T00:00:00Z', false],
    ['0 0 1 * 1', '2026-03-01T00:00:00Z', true], // the first, though no Monday
    ['0 0 2 * *', '2026-03-01T00:00:00Z', false],
  ])('"%s" at %s: %s', (schedule, time, due) => expect(parseSchedule(schedule)(at(time))).toBe(due));

  it('goes by its time zone', () => {
    const isDue = parseSchedule('0 9 * * *', 'America/New_York');
    expect([at('2026-01-15T14:00Z'), at('2026-07-15T13:00Z'), at('2026-07-15T14:00Z')].map(isDue)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each(['every monday 09:00', '* * * *', '60 * * * *', '*/0 * * * *', 'every 0 minutes', ''])(
    'says that it does not understand "%s"',
    (text) => expect(() => parseSchedule(text)).toThrow(`The schedule "${text}" is not understood here`),
  );
});

describe('the ticking clock', () => {
  it('runs what is due at the start of each minute, until it is stopped', async () => {
    const clock = new ManualClock(at('2026-03-01T10:03:20Z'));
    const ran: string[] = [];
    const schedules = ['every 5 minutes', '*/2 * * * *'].map((text) => ({
      isDue: parseSchedule(text),
      what: text,
    }));
    const stop = startTicking(schedules, clock, (what, time) =>
      ran.push(`${new Date(time).toISOString().slice(11, 16)} ${what}`),
    );
    await clock.advance(3 * 60_000);
    expect(ran).toEqual(['10:04 */2 * * * *', '10:05 every 5 minutes', '10:06 */2 * * * *']);
    stop();
    await clock.advance(60 * 60_000);
    expect(ran).toHaveLength(3);
  });
});
