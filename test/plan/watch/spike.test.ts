import fc from 'fast-check';
import { isSpike, usualShare } from '../../../functions/src/plan/watch/spike';

const calm = { failed: 5, done: 995 };
const plus = (day: typeof calm, recent: typeof calm) => ({
  failed: day.failed + recent.failed,
  done: day.done + recent.done,
});

describe('a spike', () => {
  it.each([
    ['five of ten', { failed: 5, done: 5 }, true],
    ['four of four: too few to mean anything', { failed: 4, done: 0 }, false],
    ['three in ten, which is not over it', { failed: 6, done: 14 }, false],
    ['a little over three in ten', { failed: 7, done: 14 }, true],
    ['twenty of a thousand', { failed: 20, done: 980 }, false],
    ['nothing at all', { failed: 0, done: 0 }, false],
  ])('is, after a calm day, or is not: %s', (_, recent, expected) =>
    expect(isSpike(recent, plus(calm, recent), false)).toBe(expected),
  );

  it('is nothing that the connection does all day', () => {
    const recent = { failed: 6, done: 9 };
    expect(isSpike(recent, plus({ failed: 400, done: 600 }, recent), false)).toBe(false);
    expect(isSpike(recent, plus({ failed: 100, done: 900 }, recent), false)).toBe(true);
  });

  it('is held against nothing where there was hardly a try before', () => {
    const recent = { failed: 6, done: 4 };
    const day = plus({ failed: 9, done: 0 }, recent);
    expect([usualShare(recent, day), isSpike(recent, day, false)]).toEqual([0, true]);
  });

  it.each([
    ['two failures', { failed: 2, done: 0 }, false],
    ['fifteen in a hundred', { failed: 15, done: 85 }, false],
    ['sixteen in a hundred', { failed: 16, done: 84 }, true],
    ['three of three', { failed: 3, done: 0 }, true],
  ])('that stands goes on, or is over, at %s', (_, recent, expected) =>
    expect(isSpike(recent, plus({ failed: 900, done: 100 }, recent), true)).toBe(expected),
  );

  it('never begins with what would end it', () =>
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(500), fc.nat(500), (failed, done, more, others) => {
        const recent = { failed, done };
        const day = plus({ failed: more, done: others }, recent);
        return !isSpike(recent, day, false) || isSpike(recent, day, true);
      }),
    ));
});
