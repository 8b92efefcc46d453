import { Access } from './access';
import type { Company } from './company';
import { Pacing } from '../core/pacing';
import { seededCompanies } from './seeded';
import { DEFAULTS, type Switches } from './switches';

/** What a call changes; `reset` makes it anew. */
export interface Holding {
  switches: Switches;
  companies: Company[];
  access: Access;
  pacing: Pacing;
  violations: string[];
}

/** The seeded start. */
export function holding(now: () => number, currency: string, chosen: Partial<Switches>): Holding {
  const switches = { ...DEFAULTS, ...chosen };
  return {
    switches,
    companies: seededCompanies(currency, now),
    access: new Access(now, switches),
    pacing: new Pacing(now),
    violations: [],
  };
}
