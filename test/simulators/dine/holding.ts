import { Pacing } from '../core/pacing';
import { Access } from './access';
import type { Account } from './account';
import { seededAccounts } from './seeded';
import { DEFAULTS, type Switches } from './switches';

/** What a call changes; `reset` makes it anew. */
export interface Holding {
  switches: Switches;
  accounts: Account[];
  access: Access;
  pacing: Pacing;
  violations: string[];
}

/** The seeded start. */
export function holding(now: () => number, currency: string, chosen: Partial<Switches>): Holding {
  const switches = { ...DEFAULTS, ...chosen };
  const accounts = seededAccounts(currency, now);
  const access = new Access(now, accounts, switches);
  return { switches, accounts, access, pacing: new Pacing(now), violations: [] };
}
