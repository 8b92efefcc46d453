import type { Account } from './accounts';
import type { Clock, Ids } from './clock';
import type { SquareKnobs } from './knobs';
import type { Pace } from './pace';
import type { Tokens } from './sign-in/tokens';

/** Something that Square would let pass in silence and that an integration surely did not mean. */
export interface Violation {
  at: string;
  request: string;
  field: string;
  detail: string;
}

/** The whole simulated Square, from one reset to the next. */
export interface World {
  clock: Clock;
  ids: Ids;
  knobs: SquareKnobs;
  pace: Pace;
  tokens: Tokens;
  /** By merchant id. */
  accounts: Map<string, Account>;
  violations: Violation[];
}
