import type { WatchState } from '../../../functions/src/model/watch';
import { isSteady, judgeClocks } from '../../../functions/src/plan/watch/clocks';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 15, 12);
const ago = (minutes: number) => NOW - minutes * MINUTE;
/** Both run. */
const inOrder = (patch: Partial<WatchState> = {}): WatchState => ({
  sinceAt: ago(600),
  tickAt: ago(10),
  sweepAt: ago(5),
  spikes: {},
  ...patch,
});

describe('the sweep', () => {
  it.each([
    [31, []],
    [45, []],
    [46, ['tick']],
    [300, ['tick']],
  ])('hears of a tick of %i minutes ago and tells of %j', (minutes, told) => {
    const { tell, patch } = judgeClocks(inOrder({ tickAt: ago(minutes) }), 'sweep', NOW);
    expect([tell, patch.sweepAt, patch.tickMissedAt]).toEqual([told, NOW, told.length > 0 ? NOW : undefined]);
  });

  it('tells once, however long the tick stands still', () => {
    const state = inOrder({ tickAt: ago(90), tickMissedAt: ago(40) });
    expect(judgeClocks(state, 'sweep', NOW)).toEqual({ patch: { sweepAt: NOW }, tell: [], settle: [] });
  });

  it('settles what the tick, by a hair, did not see', () => {
    const { settle, patch } = judgeClocks(inOrder({ tickAt: ago(2), tickMissedAt: ago(2) }), 'sweep', NOW);
    expect([settle, patch]).toEqual([['tick'], { sweepAt: NOW, sinceAt: NOW, tickMissedAt: undefined }]);
  });

  it('that stood still itself with everything else blames nobody', () => {
    const state = inOrder({ tickAt: ago(120), sweepAt: ago(120) });
    expect(judgeClocks(state, 'sweep', NOW)).toMatchObject({ tell: [], patch: { sinceAt: NOW } });
    const later = judgeClocks(inOrder({ tickAt: ago(170), sinceAt: ago(50) }), 'sweep', NOW);
    expect(later.tell).toEqual(['tick']);
  });

  it('of a new bridge gives the tick its time', () => {
    const { patch, tell } = judgeClocks(undefined, 'sweep', NOW);
    expect([patch, tell]).toEqual([{ sweepAt: NOW, sinceAt: NOW }, []]);
    const state = { sinceAt: ago(44), sweepAt: ago(5), spikes: {} };
    expect(judgeClocks(state, 'sweep', NOW).tell).toEqual([]);
    expect(judgeClocks({ ...state, sinceAt: ago(46) }, 'sweep', NOW).tell).toEqual(['tick']);
  });
});

describe('the tick', () => {
  it('settles its own notice by running, and is not steady at once', () => {
    const state = inOrder({ tickAt: ago(90), tickMissedAt: ago(40) });
    const { settle, patch } = judgeClocks(state, 'tick', NOW);
    expect([settle, patch]).toEqual([['tick'], { tickAt: NOW, sinceAt: NOW, tickMissedAt: undefined }]);
    expect(isSteady({ ...state, ...patch }, NOW + 59 * MINUTE)).toBe(false);
    expect(isSteady({ ...state, ...patch }, NOW + 60 * MINUTE)).toBe(true);
    expect(isSteady(state, NOW)).toBe(false);
  });

  it.each([
    [20, []],
    [21, ['sweep']],
  ])('hears of a sweep of %i minutes ago and tells of %j', (minutes, told) =>
    expect(judgeClocks(inOrder({ tickAt: ago(30), sweepAt: ago(minutes) }), 'tick', NOW).tell).toEqual(told),
  );
});
