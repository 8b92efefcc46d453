import type { Connection } from '../../model/connection';
import type { PriceEdit, PriceEditState, PriceRefusal } from '../../model/priceEdit';
import type { Stamped } from '../world';

/** Products whose prices are on their way. */
export interface PriceEdits {
  /** A new edit replaces an older one of the same product and connection. */
  note(connection: Connection, edit: Omit<PriceEdit, 'connectionId' | 'refusals'>): Promise<void>;
  /** Due at the given moment, the oldest first. */
  due(tenantId: string, connectionId: string, now: number, limit: number): Promise<Stamped<PriceEdit>[]>;
  /** Done with: rows that were edited again meanwhile stay. */
  settle(tenantId: string, edits: readonly Stamped<PriceEdit>[]): Promise<void>;
  /** Cannot be pushed now: the row stays for a link or a person, unless it was edited again meanwhile. */
  shelve(
    tenantId: string,
    edit: Stamped<PriceEdit>,
    state: 'unlinked' | 'refused',
    refusals: readonly PriceRefusal[],
  ): Promise<void>;
  /** Of one connection, the newest first; at most 10,000. */
  list(connection: Connection): Promise<PriceEdit[]>;
  /** How many edits of the connection are in the state; counted by the database. */
  count(connection: Connection, state: PriceEditState): Promise<number>;
  /** Edits of the connection in the state, in the order of their products' ids. */
  inState(connection: Connection, state: PriceEditState, limit: number): Promise<PriceEdit[]>;
  /** Whether an edit of the connection rests in the state. */
  rests(tenantId: string, connectionId: string, state: PriceEditState): Promise<boolean>;
  /** Makes due now what rests in one of the states, of these products or of all; returns how many. */
  release(
    tenantId: string,
    connectionId: string,
    states: readonly PriceEditState[],
    now: number,
    products?: readonly string[],
  ): Promise<number>;
  /** Connections with edits that nobody has taken up, each once however many it has. */
  overdue(now: number, limit: number): Promise<{ tenantId: string; connectionId: string }[]>;
}
