import type { FieldIssue } from './order';
import type { UnmappedLine } from './failure';
import type { Instant } from './instant';
import type { PulledOrder } from './pulled';

export type BadgeStatus = 'pending' | 'synced' | 'needs_mapping' | 'failed' | 'cancelled';

export interface BadgeError {
  /** Stable, for programs: a failure kind or a park reason. */
  code: string;
  /** What could not be done and why, for a person. */
  message: string;
  /** What to do next. */
  advice?: string;
  /** The fields of the order document that cannot be accepted. */
  fields?: FieldIssue[];
  /** The lines or modifiers without a POS item. */
  lines?: UnmappedLine[];
}

/** The storefront's order is no longer what the POS holds. */
export interface ChangedAfterExport {
  /** Top-level fields of the order that changed, as far as they are known. */
  fields: string[];
  message: string;
}

/** What a person sees of one connection on an order document: `pos.<connectionId>`. */
export interface Badge {
  status: BadgeStatus;
  /** The POS's id of the order or receipt. */
  externalId?: string;
  /** The number that staff see on the POS, where it is another one. */
  externalNumber?: string;
  /** The POS's own total, minor units; present once synced. */
  posTotal?: number;
  error?: BadgeError;
  /** Hash of the order content that the POS holds. */
  contentHash?: string;
  /** The POS holds the order as unpaid and cannot be told of a later payment. */
  takesNoPayment?: true;
  /** Set when the storefront changed the order after the POS got it: the POS still holds the old content. */
  changedAfterExport?: ChangedAfterExport;
  /** Notes about how the POS holds the order, e.g. that a tip stands as a line of its own. */
  notes?: string[];
  /** How far the POS has come with the order, by its own account; `posStatusAt` is the POS's time of it. */
  posStatus?: PulledOrder['status'];
  posStatusAt?: Instant;
  /** When a person who got the order as a ticket said that they have it. */
  acknowledgedAt?: Instant;
  /** Of a backup: it waits whether it is needed, or was not needed, because the POS has the order. */
  standby?: 'waiting' | 'not_needed';
  updatedAt: Instant;
}

/** What a job changes on a badge: fields it does not name stay, `undefined` takes a field away. */
export type BadgePatch = Partial<Badge> & Pick<Badge, 'status' | 'updatedAt'>;

/** The key under `pos` for an order that no connection takes. */
export const UNROUTED = 'unrouted';
