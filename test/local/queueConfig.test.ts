import { QUEUE_DEFAULTS, backoffMs, exhausted, queueConfig } from '../../scripts/local/queueConfig';
import { UsedNames } from '../../scripts/local/usedNames';

const config = { ...QUEUE_DEFAULTS, minBackoffMs: 10, maxBackoffMs: 300, maxDoublings: 3 };

describe('retries of a queue', () => {
  it('doubles the interval, then grows evenly, then stays', () => {
    const intervals = Array.from({ length: 8 }, (_, index) => backoffMs(config, index + 1));
    expect(intervals).toEqual([10, 20, 40, 80, 160, 240, 300, 300]);
  });

  it.each([
    ['attempts alone', { maxAttempts: 3, maxRetryMs: 0 }, 3, 0, true],
    ['attempts left', { maxAttempts: 3, maxRetryMs: 0 }, 2, 1e9, false],
    ['time alone', { maxAttempts: -1, maxRetryMs: 100 }, 50, 100, true],
    ['time left', { maxAttempts: -1, maxRetryMs: 100 }, 50, 99, false],
    ['both set, one used up', { maxAttempts: 3, maxRetryMs: 100 }, 3, 99, false],
    ['both used up', { maxAttempts: 3, maxRetryMs: 100 }, 3, 100, true],
    ['no limit', { maxAttempts: -1, maxRetryMs: 0 }, 1e6, 1e12, false],
  ])('ends by %s: %j', (_, limits, attempts, sinceFirstMs, ended) => {
    expect(exhausted({ ...config, ...limits }, attempts, sinceFirstMs)).toBe(ended);
  });

  it('takes what the endpoint says, in its units, and the defaults of a deploy for the rest', () => {
    const said = queueConfig(
      { maxAttempts: 5, minBackoffSeconds: 2, maxDoublings: null },
      { maxDispatchesPerSecond: '7' },
    );
    expect(said).toEqual({ ...QUEUE_DEFAULTS, maxAttempts: 5, minBackoffMs: 2000, maxPerSecond: 7 });
  });
});

describe('used names', () => {
  it('forgets the oldest when there are too many, and all after their time', () => {
    const names = new UsedNames(1000, 2);
    for (const name of ['a', 'b', 'c']) names.add(name, 0);
    expect(['a', 'b', 'c'].map((name) => names.has(name, 999))).toEqual([false, true, true]);
    names.add('d', 1000);
    expect([names.has('c', 1000), names.has('d', 1000), names.size]).toEqual([false, true, 1]);
  });
});
