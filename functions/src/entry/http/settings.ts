/** What the operator has set for the HTTPS functions. */
export interface HttpSettings {
  /** Pages that may call with a cookie, and read replies: `https://admin.example.com`. */
  origins: readonly string[];
  /** Callers must show an App Check token. */
  appCheck: boolean;
  /** Where callers reach the functions, without trailing slash; empty: not set. */
  publicUrl: string;
  /** Bearer of the scheduler's calls; empty: none is accepted. */
  cronSecret: string;
  /** E-mail address of the service account whose OIDC tokens are accepted as the scheduler's; empty: none. */
  cronAccount: string;
}
