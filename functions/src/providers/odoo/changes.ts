import { Failure, type FailureKind } from '../../model/failure';
import type { ChangeResult } from '../change';

/** These may be the fault of one unit: the others go on, and the unit is tried again later. */
const MAY_BE_ONE_UNIT: readonly FailureKind[] = ['unavailable', 'unexpected', 'conflict'];
/** So many failures in a row are not the fault of a unit. */
const OUTAGE = 3;

export const refused = (key: string, reason: string, advice?: string): ChangeResult => ({
  key,
  outcome: 'refused',
  reason,
  advice,
});

/** A refusal of Odoo's as the result of the changes it is about; anything else is thrown on. */
export function refusalsOf(keys: readonly string[], thrown: unknown): ChangeResult[] {
  const failure = Failure.from(thrown);
  if (failure.kind !== 'rejected') throw failure;
  return keys.map((key) => refused(key, failure.message, failure.detail.advice));
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
      const failure = Failure.from(thrown);
      inARow += 1;
      const goesOn = MAY_BE_ONE_UNIT.includes(failure.kind) && failure.detail.sent !== false;
      if (!goesOn || inARow === OUTAGE) throw failure;
      first ??= failure;
    }
  }
  if (first) throw first;
}

/** At most so many of each, in order. */
export function chunksOf<T>(all: readonly T[], size: number): T[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_none, index) => all.slice(index * size, (index + 1) * size));
}

/** The number of Odoo's that a link names; undefined for what cannot be one. */
export const numberIn = (text: string): number | undefined =>
  /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
