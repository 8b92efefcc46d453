import type { Operations } from '../../../functions/src/providers/provider';
import type { HintedPull } from '../../../functions/src/providers/webhook';

export const PULLS = [
  'pullCatalog',
  'pullDiscounts',
  'pullOrders',
  'pullCustomers',
  'pullStock',
  'pullMetadata',
] as const satisfies readonly (keyof Operations)[];
export type PullName = (typeof PULLS)[number];

/** What the simulated POS holds that pulls bring, and what staff do to it. */
export interface Shelf {
  /**
   * Ids that a whole pull for the first location brings, no more and no fewer; tombstones aside. Metadata: `kind id`;
   * stock: variations. Absent: the orders that the simulator holds at that location.
   */
  held: Partial<Record<PullName, () => string[]>>;
  /** From now on no page of a list has more rows. */
  pageRows: (rows: number) => void;
  /** More records; absent: items are added, orders pushed, customers and stock set through the adapter. */
  fill?: Partial<Record<PullName, (count: number) => void>>;
  /** Staff name an item anew. */
  rename: (itemId: string, name: string) => void;
  /** Staff delete an item. */
  remove: (itemId: string) => void;
  /** Nothing of it is left. */
  clear: Partial<Record<PullName, () => void>>;
}

/** How a list is read. */
export interface ListFacts {
  /** A regular expression on `METHOD /path`. */
  call: RegExp;
  /** A field of the first row that no record can do without: its dotted path in the reply. Or why there is none. */
  required: string | { cannot: string };
  /** What a message names when it is missing; absent: the last part of the path. */
  names?: string;
  /** Why a field at the top of the reply would be a row. Absent: it is passed over. */
  noExtras?: string;
  /** Why a page that comes twice is the end of its list. Absent: it is a list that does not end. */
  repeats?: string;
  /** Why it never comes in several pages. */
  single?: string;
  /** Its pages are ours: all of it is read before the first one. */
  atOnce?: true;
  /** Records that make three pages; absent: 5, of 2 rows each. */
  crowd?: number;
  /** Why orders come without their lines. Absent: they have them. */
  noLines?: string;
  /** Why every pull brings everything. Absent: a later pull brings what changed. */
  always?: string;
}

export interface PullFacts {
  lists: Partial<Record<PullName, ListFacts>>;
  /** Why the POS says `deleted` of nothing: a whole pull misses what is gone. Absent: a tombstone comes. */
  noTombstones?: string;
}

/** A sign-in on the vendor's page; the simulator plays the page and a merchant who agrees. */
export interface ConsentFacts {
  /** Registered with the vendor. */
  redirectUri: string;
  /** Why nothing at the vendor makes a sign-in worthless. Absent: `revoke` does. */
  cannotRevoke?: string;
}

/** A delivery as the vendor sends it, signed with the secret, now. */
export type Deliver = (options: { secret: string; at: number; event: string }) => {
  headers: Record<string, string>;
  body: string;
  url: string;
};

export interface WebhookFacts {
  deliver: Deliver;
  /** Event names and what each makes due. */
  events: Readonly<Record<string, readonly HintedPull[]>>;
  /** One that concerns nobody. */
  idle: string;
  /** The header with the signature; absent: nothing is signed, and a token in the address stands for it. */
  header?: string;
  /** The event that says that access was taken away; or why there is none. */
  revoked: string | { cannot: string };
  /** How old a delivery may be, milliseconds; or why its age cannot be told. */
  staleMs: number | { cannot: string };
}
