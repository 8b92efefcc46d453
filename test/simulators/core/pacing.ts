const WINDOW_MS = 1000;

/** Counts the calls of each account in a sliding second. */
export class Pacing {
  private readonly recent = new Map<string, number[]>();
  /** The most calls that one account has made in a second. */
  peak = 0;
  refused = 0;

  constructor(private readonly now: () => number) {}

  /** Counts a call; false when it is one too many. */
  take(account: string, limit: number): boolean {
    const from = this.now() - WINDOW_MS;
    const calls = (this.recent.get(account) ?? []).filter((at) => at > from);
    this.recent.set(account, calls);
    if (calls.length >= limit) {
      this.refused += 1;
      return false;
    }
    calls.push(this.now());
    this.peak = Math.max(this.peak, calls.length);
    return true;
  }
}
