import type { Delivery } from '../../model/delivery';
import type { Preferences, Wishes } from '../../model/preferences';
import type { Stamped } from '../world';

/** How people want to be told. */
export interface PreferenceStore {
  read(tenantId: string, uid: string): Promise<Preferences | undefined>;
  /** Of everybody who has said anything, members or not. */
  people(tenantId: string): Promise<{ uid: string; own: Preferences }[]>;
  save(tenantId: string, uid: string, own: Preferences): Promise<void>;
  /** Who is no member any more leaves no address behind. */
  remove(tenantId: string, uid: string): Promise<void>;
  /** What the tenant says for those who have left something open. */
  defaults(tenantId: string): Promise<Wishes>;
  saveDefaults(tenantId: string, wishes: Wishes): Promise<void>;
}

export type DeliveryPatch = Partial<
  Pick<Delivery, 'state' | 'taken' | 'dueAt' | 'tried' | 'leaseUntilAt' | 'sentAt' | 'externalId' | 'why'>
>;

/** Messages to people: each is a row of its own before it is sent. */
export interface Deliveries {
  read(tenantId: string, id: string): Promise<Stamped<Delivery> | undefined>;
  /** False when its twin is there already. */
  create(delivery: Delivery): Promise<boolean>;
  /** Puts a notice into a digest, making it if there is none; false when the digest is on its way already. */
  collect(digest: Delivery, noticeId: string): Promise<boolean>;
  /** Writes under the version; the new stamp, or undefined when somebody was faster. */
  update(delivery: Stamped<Delivery>, patch: DeliveryPatch): Promise<Stamped<Delivery> | undefined>;
  /** Counts a message of its own against what one person is sent in an hour; false: it is too much. */
  takeTurn(tenantId: string, uid: string, now: number): Promise<boolean>;
}
