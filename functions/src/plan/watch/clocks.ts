import type { Notice } from '../../model/notice';
import { CLOCKS, type Clock, type WatchPatch, type WatchState } from '../../model/watch';

const MINUTE_MS = 60_000;

/** One and a half rounds of the tick, four of the sweep. */
const LATE_AFTER_MS: Readonly<Record<Clock, number>> = { tick: 45 * MINUTE_MS, sweep: 20 * MINUTE_MS };

const BEAT = { tick: 'tickAt', sweep: 'sweepAt' } as const;
const MISSED = { tick: 'tickMissedAt', sweep: 'sweepMissedAt' } as const;

/** What a clock that has got through finds out. */
export interface ClockVerdict {
  patch: WatchPatch;
  /** Stands still, and nobody has been told. */
  tell: Clock[];
  /** Runs again. */
  settle: Clock[];
}

/**
 * `mine` has got through just now: the other one is held against it. Whoever was away itself knows nothing of the time
 * between, and begins to watch anew: after an outage of everything nobody is told of a clock that is about to run.
 */
export function judgeClocks(state: WatchState | undefined, mine: Clock, now: number): ClockVerdict {
  const isLate = (clock: Clock, sinceAt: number) =>
    now - Math.max(state?.[BEAT[clock]] ?? 0, sinceAt) > LATE_AFTER_MS[clock];
  const wasAway = !state || isLate(mine, 0);
  const sinceAt = wasAway ? now : state.sinceAt;
  const missed = CLOCKS.filter((clock) => state?.[MISSED[clock]] !== undefined);
  const settle = missed.filter((clock) => clock === mine || !isLate(clock, 0));
  const tell = CLOCKS.filter((clock) => clock !== mine && !missed.includes(clock) && isLate(clock, sinceAt));
  return {
    patch: {
      [BEAT[mine]]: now,
      ...(wasAway || settle.length > 0 ? { sinceAt: now } : {}),
      ...Object.fromEntries(settle.map((clock) => [MISSED[clock], undefined])),
      ...Object.fromEntries(tell.map((clock) => [MISSED[clock], now])),
    },
    tell,
    settle,
  };
}

const WORDS: Readonly<Record<Clock, Pick<Notice, 'title' | 'message' | 'severity'>>> = {
  tick: {
    severity: 'warning',
    title: 'Nothing is pulled from the POS at this moment',
    message:
      'The bridge’s half-hourly round has not run for more than 45 minutes: menu, stock and orders of the POS are not ' +
      'brought up to date. Orders still go out. The operator of the bridge has to look at it.',
  },
  sweep: {
    severity: 'error',
    title: 'The bridge does not look after what is overdue',
    message:
      'Its sweep has not run for more than 20 minutes: an order whose try was lost is not tried again meanwhile. ' +
      'The operator of the bridge has to look at it.',
  },
};

export const clockCause = (clock: Clock) => `clock_missed:${clock}`;

export const clockNotice = (clock: Clock): Notice => ({
  cause: clockCause(clock),
  action: 'none',
  ...WORDS[clock],
});

/** Behind a clock that stood still everything is late for a while: nothing is made of that. */
const STEADY_AFTER_MS = 60 * MINUTE_MS;

/** Whether the tick has run long enough for a late pull to mean something by itself. */
export const isSteady = ({ sinceAt, tickMissedAt }: WatchState, now: number): boolean =>
  tickMissedAt === undefined && now - sinceAt >= STEADY_AFTER_MS;
