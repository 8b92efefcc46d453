/** What a test may turn, at the start or while the simulator runs. */
export interface SquareKnobs {
  /** Calls that each seller (or stranger) may make per second; absent: any number. */
  callsPerSecond?: number;
  /** Whether a 429 of the rate limit carries `Retry-After`. Square promises none. */
  retryAfter: boolean;
  /** How long a customer stays invisible to search after a change. */
  customerIndexDelayMs: number;
  /** How long a catalog write holds the seller's lock. */
  catalogWriteMs: number;
  catalogPageSize: number;
  /** No page holds more, whatever the request allows: limits are advisory. Absent: as many as asked for. */
  pageCap?: number;
  cursorLifeMs: number;
  /** Registered redirect URIs; absent: any https address, and http on this machine. */
  redirectUris?: readonly string[];
  /** Who sits in front of the consent page, and what they click. */
  consent: { merchantId: string; allow: boolean };
}

export interface SquareOptions extends Partial<SquareKnobs> {
  /** Of all locations of both sellers; default USD. */
  currency?: string;
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}
