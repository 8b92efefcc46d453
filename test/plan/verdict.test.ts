import { DEFAULT_RETRY } from '../../functions/src/model/connection';
import { Failure, type FailureDetail, type FailureKind } from '../../functions/src/model/failure';
import type { Job } from '../../functions/src/model/job';
import { verdictOn } from '../../functions/src/plan/verdict';

const NOW = 1_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function on(kind: FailureKind, job: Partial<Job> = {}, detail: FailureDetail = {}, settleMs = 0) {
  const failure = new Failure(kind, 'words', detail);
  const row = { failures: {}, retryFromAt: NOW, ...job } as Job;
  return verdictOn({ job: row, failure, policy: DEFAULT_RETRY, now: NOW, random: 0.5, settleMs });
}

describe('what follows from a failure', () => {
  it('an outage is tried again after 5 s, 15 s, 45 s, 2 min, then every 5 min', () => {
    const waits = [0, 1, 2, 3, 4, 5, 9].map((n) => {
      const verdict = on('unavailable', { failures: { unavailable: n } });
      return verdict.then === 'again' ? (verdict.at - NOW) / SECOND : verdict.reason;
    });
    expect(waits).toEqual([5, 15, 45, 120, 300, 300, 300]);
  });

  it('tells a person at the third failure, once', () =>
    expect([1, 2, 3].map((n) => on('unavailable', { failures: { unavailable: n } }))).toMatchObject([
      { tell: false },
      { tell: true },
      { tell: false },
    ]));

  it('gives up when the next try would come more than an hour after the first', () => {
    const started = (ago: number) => ({ failures: { unavailable: 9 }, retryFromAt: NOW - ago });
    expect(on('unavailable', started(54 * MINUTE))).toMatchObject({ then: 'again' });
    expect(on('unavailable', started(56 * MINUTE))).toEqual({ then: 'park', reason: 'gave_up' });
  });

  it('waits for the POS to settle when something may have happened there', () =>
    expect(on('unavailable', {}, {}, 10 * SECOND)).toMatchObject({ at: NOW + 10 * SECOND }));

  it('never comes back before the moment that the POS names', () => {
    const until = NOW + 90 * MINUTE;
    expect(on('throttled', {}, { until })).toMatchObject({ then: 'again', at: until });
  });

  it('does not let a POS put it off for more than a day', () =>
    expect(on('throttled', {}, { until: NOW + 9_999 * MINUTE })).toMatchObject({ at: NOW + 1440 * MINUTE }));

  it('does not count it as a try when only this job’s place is closed, however long', () => {
    const until = NOW + 5 * MINUTE;
    const long = { failures: { unavailable: 9 }, retryFromAt: NOW - 600 * MINUTE };
    expect(on('throttled', long, { until, onlyThisJob: true })).toEqual({
      then: 'wait',
      at: until,
      reason: 'pos_closed',
    });
  });

  it('leaves the POS time to settle before it looks at a closed place again', () =>
    expect(on('throttled', {}, { until: NOW, onlyThisJob: true }, 10 * SECOND)).toMatchObject({
      at: NOW + 10 * SECOND,
    }));

  it.each([
    ['unauthorized', 'auth_failed'],
    ['unmapped', 'needs_mapping'],
    ['rejected', 'rejected'],
  ] as const)('parks %s at once as %s', (kind, reason) => expect(on(kind)).toEqual({ then: 'park', reason }));

  it('tries a conflict three times more, soon, then parks it', () => {
    const verdicts = [0, 1, 2, 3].map((conflict) => on('conflict', { failures: { conflict } }).then);
    expect(verdicts).toEqual(['again', 'again', 'again', 'park']);
    expect(on('conflict')).toMatchObject({ at: NOW + SECOND });
  });

  it('tries the unforeseen twice more, then parks it', () => {
    const verdicts = [0, 1, 2].map((unexpected) => on('unexpected', { failures: { unexpected } }).then);
    expect(verdicts).toEqual(['again', 'again', 'park']);
  });
});
