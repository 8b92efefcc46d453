import type { Links } from '../../../functions/src/model/link';
import type { AppCredentials } from '../../../functions/src/providers/provider';
import type { HeldOrder } from '../../../test/simulators/core/types';
import type { Simulator } from '../../../test/simulators/core/simulator';

/** One simulated POS with the menu in it: all that the drill knows of a provider. */
export interface Till {
  /** Provider id; also the connection's. */
  id: string;
  simulator: Simulator;
  /** Fields of the connection row; `settings` are merged over the drill's. */
  connection: { accountId: string; externalLocationId: string; settings?: Record<string, unknown> };
  credentials: unknown;
  app?: AppCredentials;
  links: Links;
  /** Its sign-in can be renewed, so that an expired token is weather and not a person's matter. */
  renewable: boolean;
  /** Requests that a fault may spoil (METHOD /path). */
  spoils: string;
  /** Path of the token endpoint, for counting renewals. */
  renewals?: RegExp;
  /** Dish id -> minor units, as the POS itself has them; absent where prices are not pushed. */
  prices?(): Promise<ReadonlyMap<string, number | undefined>>;
  /** Calls that the POS refused because they were beyond its limit. */
  refused(): number;
  /** Requests with fields that the real POS would silently drop. */
  violations(): number;
  /** The bridge cannot take a paid order back there: it stays, and a person is told. */
  refundsByHand?: boolean;
  /** It computes every tax itself, here none: what comes on top of an order does not stand there, and its badge says so. */
  taxesItself?: boolean;
  /** How it holds a paid order: some know no "paid". */
  paidStates: readonly HeldOrder['state'][];
}

export type OpenTill = (now: () => number) => Promise<Till>;

export const countOf = (violations: unknown): number =>
  Array.isArray(violations) ? violations.length : Number(violations ?? 0);
