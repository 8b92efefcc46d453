import type { ChangeResult } from '../../../functions/src/providers/change';
import { Failure } from '../../../functions/src/model/failure';
import type { Page } from '../../../functions/src/providers/pull';

/** What came out of a run of changes, and the failure that ended it. */
export async function resultsOf(
  run: AsyncIterable<ChangeResult>,
): Promise<{ results: ChangeResult[]; failure?: Failure }> {
  const results: ChangeResult[] = [];
  try {
    for await (const result of run) results.push(result);
    return { results };
  } catch (thrown) {
    return { results, failure: Failure.from(thrown) };
  }
}

export const outcomes = (results: readonly ChangeResult[]) =>
  Object.fromEntries(results.map((result) => [result.key, result.outcome]));

export async function pagesOf<T>(pull: AsyncIterable<Page<T>>): Promise<Page<T>[]> {
  const pages: Page<T>[] = [];
  for await (const page of pull) pages.push(page);
  return pages;
}

export async function recordsOf<T>(pull: AsyncIterable<Page<T>>): Promise<T[]> {
  return (await pagesOf(pull)).flatMap((page) => page.records);
}
