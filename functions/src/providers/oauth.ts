import type { AppCredentials, Tools } from './provider';

/**
 * Sign-in on the vendor's own page. Pure parts: the HTTPS functions that use them stand in entry. The code is traded with
 * the secret of the bridge's registration. No vendor here takes PKCE beside it: at Square it stands in the secret's place.
 */
export interface OAuth<Credentials> {
  /** Where to send the merchant's browser. `environment`: a data center or sandbox, as the manifest lists them. */
  authorizeUrl(request: { app: AppCredentials; baseUrl: string; redirectUri: string; state: string }): string;
  /** Trades the code for credentials, on the server. @throws Failure `unauthorized` for a code that is no good. */
  exchange(
    request: { code: string; redirectUri: string; query: Record<string, string> },
    tools: Tools,
  ): Promise<Credentials>;
  /** Makes the credentials worthless at the vendor; already worthless ones are fine. */
  revoke(credentials: Credentials, tools: Tools): Promise<void>;
}
