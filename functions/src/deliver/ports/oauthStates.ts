import type { Connection } from '../../model/connection';

/** A sign-in at a vendor's page that was begun, and by whom. */
export interface OAuthState {
  tenantId: string;
  uid: string;
  /** The connection to be made, or connected again. */
  connectionId: string;
  provider: string;
  environment: Connection['environment'];
  /** Our location whose orders it takes. */
  locationId: string;
  /** Hash of what the browser that began it holds as a cookie. */
  browserHash: string;
  /** Where the browser goes afterwards: a path of the page that began it. */
  returnTo?: string;
  expiresAt: number;
}

/** Single use: whoever takes a state is the only one who ever does. */
export interface OAuthStates {
  /** @param hash of the state: who reads the database cannot finish the sign-in with it */
  begin(hash: string, state: OAuthState): Promise<void>;
  /** Removes and gives it, if its time is not over. */
  take(hash: string, now: number): Promise<OAuthState | undefined>;
}
