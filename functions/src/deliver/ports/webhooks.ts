import type { Connection } from '../../model/connection';

/** Whose deliveries come in at an address of its own. */
export interface WebhookRoute {
  tenantId: string;
  connectionId: string;
  provider: string;
}

export interface Webhooks {
  /** @param hash of the token in the address: who reads the database cannot send with it */
  route(hash: string): Promise<WebhookRoute | undefined>;
  open(hash: string, route: WebhookRoute): Promise<void>;
  close(hash: string): Promise<void>;
  /** Connections of all tenants that work with a POS account. */
  ofAccount(provider: string, accountId: string): Promise<Connection[]>;
  /** Whether the event was recorded, and its time is not over. */
  seen(event: string, now: number): Promise<boolean>;
  /** Once is enough: the same event again is no mistake. */
  record(event: string, until: number): Promise<void>;
}
