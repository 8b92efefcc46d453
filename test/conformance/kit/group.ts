import type { Operation } from '../../../functions/src/providers/manifest';
import type { Subject } from './subject';

/** Tests of one thing that providers can do. */
export interface Group {
  name: string;
  /** A provider that lacks one of these is skipped, with the reason that its manifest gives. */
  needs: readonly Operation[];
  /** Registers the tests; called inside a `describe`. */
  tests: (subject: Subject) => void;
}

type Test = (name: string, run: () => Promise<void>) => void;

/** `it`, or, with a reason, a skipped test that says so in its name. */
export function unless(reason: string | undefined): Test {
  if (reason === undefined) return it;
  return (name) => it.skip(`${name} [skipped: ${reason}]`, () => {});
}
