import type { SimContext } from '../../core/types';
import { CODE, Refused } from '../refusal';
import type { Switches } from '../switches';
import { dateAt, untilMidnight, type Zone } from '../timestamps';

const MINUTE_MS = 60_000;

interface Window {
  /** When each call of the last 60 s was let in. */
  lately: number[];
  blockedUntil: number;
  day: string;
  usedToday: number;
  inFlight: Set<SimContext>;
  refused: number;
  /** The most calls that any 60 s have seen. */
  peak: number;
  /** The most calls at the same time. */
  peakInFlight: number;
}

const fresh = (): Window => ({
  lately: [],
  blockedUntil: 0,
  day: '',
  usedToday: 0,
  inFlight: new Set(),
  refused: 0,
  peak: 0,
  peakInFlight: 0,
});

export const MINUTE_LIMIT = new Refused(
  429,
  CODE.minuteLimit,
  'For security reasons your organization has been blocked as it have exceeded the maximum number of requests per minute allowed. Please try again after some time.',
);

/** A call that is one too many, and the seconds to wait where Zoho says them. */
export interface TooMany {
  refused: Refused;
  retryAfterSeconds?: number;
}

/** Zoho's limits: all of an organization's calls count together, whoever makes them. */
export class Pacing {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly now: () => number,
    private readonly switches: Readonly<Switches>,
  ) {}

  private window(organizationId: string, zone: Zone): Window {
    const window = this.windows.get(organizationId) ?? fresh();
    this.windows.set(organizationId, window);
    const [now, today] = [this.now(), dateAt(this.now(), zone)];
    window.lately = window.lately.filter((at) => at > now - MINUTE_MS);
    if (window.day !== today) Object.assign(window, { day: today, usedToday: 0 });
    return window;
  }

  private excess(window: Window): TooMany | undefined {
    const { callsPerMinute, blockSeconds, callsPerDay, callsInFlight } = this.switches;
    const now = this.now();
    if (window.blockedUntil <= now && window.lately.length >= callsPerMinute)
      window.blockedUntil = now + blockSeconds * 1000;
    if (window.blockedUntil > now)
      return { refused: MINUTE_LIMIT, retryAfterSeconds: Math.ceil((window.blockedUntil - now) / 1000) };
    const byDay = `The API call for this organization has exceeded the maximum call rate limit of ${callsPerDay}.`;
    if (window.usedToday >= callsPerDay) return { refused: new Refused(429, CODE.dayLimit, byDay) };
    const atOnce = 'You have reached the maximum number of in process requests allowed.';
    if (window.inFlight.size >= callsInFlight)
      return { refused: new Refused(429, CODE.inFlightLimit, atOnce) };
    return undefined;
  }

  /** Counts a call, or says why it is one too many. */
  take(organizationId: string, zone: Zone, context: SimContext): TooMany | undefined {
    const window = this.window(organizationId, zone);
    const excess = this.excess(window);
    if (excess) {
      window.refused += 1;
      return excess;
    }
    window.lately.push(this.now());
    window.usedToday += 1;
    window.inFlight.add(context);
    window.peak = Math.max(window.peak, window.lately.length);
    window.peakInFlight = Math.max(window.peakInFlight, window.inFlight.size);
    return undefined;
  }

  /** The reply to a call is on its way. */
  settle(context: SimContext): void {
    for (const { inFlight } of this.windows.values()) inFlight.delete(context);
  }

  /** Every reply tells what is left of the day, and the seconds until the next begins. */
  headers(organizationId: string, zone: Zone): Record<string, string> {
    const { callsPerDay } = this.switches;
    return {
      'x-rate-limit-limit': String(callsPerDay),
      'x-rate-limit-remaining': String(
        Math.max(0, callsPerDay - this.window(organizationId, zone).usedToday),
      ),
      'x-rate-limit-reset': String(Math.ceil(untilMidnight(this.now(), zone) / 1000)),
    };
  }

  state(): Record<string, unknown> {
    return Object.fromEntries(
      [...this.windows].map(([id, { lately, inFlight, ...counts }]) => [
        id,
        {
          ...counts,
          used: lately.filter((at) => at > this.now() - MINUTE_MS).length,
          inFlight: inFlight.size,
        },
      ]),
    );
  }
}
