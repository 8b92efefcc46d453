/**
 * Lets `perSecond` things pass on average. A full bucket holds a fifth of a second's worth, as Cloud Tasks gives a
 * queue of 500 per second a burst of 100; tokens come back continuously.
 */
export class TokenBucket {
  private readonly burst: number;
  private tokens: number;
  private refilledAt: number;

  constructor(
    private readonly perSecond: number,
    now: number,
  ) {
    this.burst = Math.max(1, Math.ceil(perSecond / 5));
    this.tokens = this.burst;
    this.refilledAt = now;
  }

  /** How long until a token is there; 0: now. */
  waitMs(now: number): number {
    this.refill(now);
    // Refilling in floating point may stop a hair short of a whole token.
    return this.tokens > 1 - 1e-9 ? 0 : Math.ceil(((1 - this.tokens) * 1000) / this.perSecond);
  }

  /** Takes a token; call it only when `waitMs` said 0. */
  take(): void {
    this.tokens -= 1;
  }

  private refill(now: number): void {
    // A clock set back must not lock the queue up.
    const passedMs = Math.max(0, now - this.refilledAt);
    this.tokens = Math.min(this.burst, this.tokens + (passedMs * this.perSecond) / 1000);
    this.refilledAt = now;
  }
}
