import { REDIRECT_URI } from './seed';

/** Where nobody has established what Loyverse does, or where accounts differ: a test chooses. */
export interface Switches {
  /** Calls that one account may make in 300 s. */
  callLimit: number;
  /** The most rows of a page, whatever is asked for. */
  pageRows: number;
  /** Send `Retry-After` with a 429. Neither documented nor observed. */
  emitRetryAfter: boolean;
  /** A payment that is not the computed total. */
  paymentMismatch: 'reject' | 'accept';
  /** The subscription has lapsed: every call answers 402. */
  subscriptionLapsed: boolean;
  /** The plan shows receipts older than 31 days. */
  unlimitedHistory: boolean;
  /** What an update does to fields that it leaves out. */
  absentFields: 'keep' | 'reset';
  /** Whether an item's own `updated_at` moves when one of its variants changes. */
  itemDate: 'follows-variants' | 'own';
  /** How a body is refused that names an id which does not exist. */
  unknownReference: 'not-found' | 'invalid-value';
  /** A refund carries the `order` of its sale: a search by `order` then finds both. */
  refundCarriesOrder: boolean;
  /** Whether bounds of time filters belong to the range. */
  timeBounds: 'inclusive' | 'exclusive';
  /** What a renewal says about the refresh token: a new one (the old dies), the same, or nothing. */
  refreshToken: 'rotate' | 'repeat' | 'omit';
  /** The error body of `/oauth/token`: `{"error": ..}` or `{"errors": [..]}`. */
  oauthErrors: 'oauth' | 'errors';
  /** The one that is registered for the app. */
  redirectUri: string;
}

export const DEFAULTS: Readonly<Switches> = {
  callLimit: 300,
  pageRows: 250,
  emitRetryAfter: false,
  paymentMismatch: 'reject',
  subscriptionLapsed: false,
  unlimitedHistory: false,
  absentFields: 'reset',
  itemDate: 'follows-variants',
  unknownReference: 'not-found',
  refundCarriesOrder: false,
  timeBounds: 'inclusive',
  refreshToken: 'repeat',
  oauthErrors: 'oauth',
  redirectUri: REDIRECT_URI,
};
