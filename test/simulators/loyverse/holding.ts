import { Access } from './access';
import type { Account } from './account';
import { Emitter } from './emitter';
import { OAuth } from './oauth';
import { Pacing } from './pacing';
import { seededAccounts } from './seeded';
import { DEFAULTS, type Switches } from './switches';

/** What a call changes; `reset` makes it anew. */
export interface Holding {
  switches: Switches;
  accounts: Account[];
  access: Access;
  oauth: OAuth;
  pacing: Pacing;
  emitter: Emitter;
  violations: string[];
}

/** The seeded start. */
export function holding(now: () => number, currency: string, chosen: Partial<Switches>): Holding {
  const switches = { ...DEFAULTS, ...chosen };
  const access = new Access(now);
  const violations: string[] = [];
  const oauth = new OAuth(access, switches, (what) => void violations.push(what));
  const accounts = seededAccounts(currency, now);
  return {
    switches,
    accounts,
    access,
    oauth,
    pacing: new Pacing(now),
    emitter: new Emitter(accounts),
    violations,
  };
}
