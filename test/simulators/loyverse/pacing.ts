import { Refused } from './refusal';

const WINDOW_MS = 300_000;

interface Window {
  /** When each call of the last 300 s was let in. */
  let_in: number[];
  refused: number;
  /** The most calls that any 300 s have seen. */
  peak: number;
}

/** Loyverse's limit: so many calls in 300 s, counted for the whole account, whichever token makes them. */
export class Pacing {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly now: () => number) {}

  private window(merchantId: string): Window {
    const window = this.windows.get(merchantId) ?? { let_in: [], refused: 0, peak: 0 };
    this.windows.set(merchantId, window);
    const from = this.now() - WINDOW_MS;
    window.let_in = window.let_in.filter((at) => at > from);
    return window;
  }

  /** Counts a call; the seconds to wait when it is one too many. */
  take(merchantId: string, limit: number): number | undefined {
    const window = this.window(merchantId);
    if (window.let_in.length >= limit) {
      window.refused += 1;
      const [oldest = this.now()] = window.let_in;
      return Math.ceil((oldest + WINDOW_MS - this.now()) / 1000);
    }
    window.let_in.push(this.now());
    window.peak = Math.max(window.peak, window.let_in.length);
    return undefined;
  }

  state(): Record<string, { used: number; refused: number; peak: number }> {
    return Object.fromEntries(
      [...this.windows.keys()].map((id) => {
        const { let_in, refused, peak } = this.window(id);
        return [id, { used: let_in.length, refused, peak }];
      }),
    );
  }
}

export const RATE_LIMITED = new Refused(429, 'RATE_LIMITED', 'Rate limit exceeded');
