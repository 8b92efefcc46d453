import { Failure, type FailureKind } from '../../model/failure';
import type { ChangeResult } from '../change';

/** These may be the fault of one row: the others go on, and the row is tried again later. */
const MAY_BE_ONE_ROW: readonly FailureKind[] = ['unavailable', 'unexpected'];
/** So many failures in a row are not the fault of a row. */
const OUTAGE = 3;

/** True where Loyverse refuses what was sent, and not us, our pace or our plan. */
export const isAboutTheRow = ({ kind, detail }: Failure): boolean =>
  kind === 'rejected' && (detail.httpStatus === 400 || detail.httpStatus === 404);

export const refused = (key: string, reason: string, advice?: string): ChangeResult => ({
  key,
  outcome: 'refused',
  reason,
  advice,
});

/**
 * Applies one unit (a change, a batch) after the other. A unit that fails with an uncertain end does not stop those
 * behind it: its failure is thrown after them, or at once when several fail in a row.
 * @throws Failure `throttled`, `unauthorized` and whatever concerns the whole account at once.
 */
export async function* oneAfterAnother<Unit>(
  units: Iterable<Unit>,
  apply: (unit: Unit) => AsyncIterable<ChangeResult>,
): AsyncGenerator<ChangeResult> {
  let first: Failure | undefined;
  let inARow = 0;
  for (const unit of units) {
    try {
      yield* apply(unit);
      inARow = 0;
    } catch (thrown) {
      const failure = Failure.from(thrown);
      inARow += 1;
      const goesOn = MAY_BE_ONE_ROW.includes(failure.kind) && failure.detail.sent !== false;
      if (!goesOn || inARow === OUTAGE) throw failure;
      first ??= failure;
    }
  }
  if (first) throw first;
}
