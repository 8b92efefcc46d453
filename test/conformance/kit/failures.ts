import { Failure, type FailureKind } from '../../../functions/src/model/failure';

/** What something ends with; anything thrown that is no Failure fails the test. */
export async function endOf<T>(work: Promise<T> | (() => T)): Promise<T | Failure> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw new Error(`This is no Failure: ${String(thrown)}`, { cause: thrown });
  }
}

/** The Failure that something ends with; a success fails the test. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<Failure> {
  const end = await endOf(work);
  if (end instanceof Failure) return end;
  throw new Error(`This went through: ${JSON.stringify(end)}`);
}

/** A Failure of this kind that says what to do next. */
export function expectAdvised(failure: Failure, kind: FailureKind): void {
  expect(failure.kind).toBe(kind);
  expect(failure.detail.advice).toMatch(/\w/);
}
