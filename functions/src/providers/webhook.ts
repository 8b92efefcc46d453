/** A delivery as it came in; nothing of it is believed before `verify`. */
export interface Delivery {
  /** Lowercase names. */
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Uint8Array;
  /** The URL as it is registered with the vendor. */
  url: string;
  /** When it came in, milliseconds: against replays of old deliveries that carry their time. */
  receivedAt?: number;
}

export type HintedPull = 'catalog' | 'discounts' | 'orders' | 'customers' | 'stock' | 'metadata';

/** What a webhook says is worth a look. It is never taken for the truth: the pull is. */
export interface Hint {
  /** Dedupe by it; made from the content where the vendor gives none. */
  eventId: string;
  /** The POS account it concerns, where it says so. */
  accountId?: string;
  externalLocationId?: string;
  due: HintedPull[];
  /** The merchant took our access away. */
  revoked: boolean;
}

export interface Webhook {
  /** Whether it carries a signature; `url-token`: only the unguessable URL protects it. */
  protection: 'signature' | 'url-token';
  /**
   * On the raw bytes, in constant time; any of several secrets may fit (rotation). False for whatever is missing,
   * malformed or of another length.
   */
  verify(delivery: Delivery, secrets: readonly string[]): boolean;
  /** The hints of a verified delivery; empty for events that do not concern us. Never throws. */
  read(body: unknown): Hint[];
}
