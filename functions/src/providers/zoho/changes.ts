import type { Failure } from '../../model/failure';
import { type FailureKind } from '../../model/failure';
import type { ChangeResult } from '../change';
import { isGone } from './items';
import { failureIn, isAboutContent } from './refusal';

/** These may be the fault of one unit: the others go on, and it is tried again later. */
const MAY_BE_ONE: readonly FailureKind[] = ['unavailable', 'unexpected'];
/** So many failures in a row are not the fault of a unit. */
const OUTAGE = 3;

export const refused = (key: string, reason: string, advice?: string): ChangeResult => ({
  key,
  outcome: 'refused',
  reason,
  advice,
});

export const GONE = 'The item is gone in Zoho: map the product to another one.';

/** A refusal of one change as its result. @throws Failure whatever is not about the change */
export function refusalOf(key: string, thrown: unknown, advice?: string): ChangeResult {
  const failure = failureIn(thrown);
  if (!isAboutContent(failure)) throw failure;
  return refused(key, failure.message, isGone(failure) ? GONE : (advice ?? failure.detail.advice));
}

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
      const failure = failureIn(thrown);
      inARow += 1;
      const goesOn = MAY_BE_ONE.includes(failure.kind) && failure.detail.sent !== false;
      if (!goesOn || inARow === OUTAGE) throw failure;
      first ??= failure;
    }
  }
  if (first) throw first;
}

/** At most so many, and no item twice: two figures for one item in one call would contradict each other. */
export function batches<Change extends { link: { variationId: string } }>(
  changes: readonly Change[],
  most: number,
): Change[][] {
  const made: Map<string, Change>[] = [];
  for (const change of changes) {
    const last = made.at(-1);
    const { variationId } = change.link;
    if (last && last.size < most && !last.has(variationId)) last.set(variationId, change);
    else made.push(new Map([[variationId, change]]));
  }
  return made.map((batch) => [...batch.values()]);
}
