import { Failure } from '../../../functions/src/model/failure';
import type { Page, Pull } from '../../../functions/src/providers/pull';

export interface Kept<T> {
  records: Map<string, T>;
  checkpoint?: string;
}

/**
 * Keeps what pages bring as records do: tombstones go, and what a complete full pass misses goes as well. After every
 * page the pull is dropped and resumed from its `next`, and a dropped connection is tried again.
 */
export async function keep<T extends object>(
  pull: Pull<T>,
  key: (record: T) => string,
  kept: Kept<T> = { records: new Map() },
): Promise<Kept<T>> {
  const seen = new Set<string>();
  let from: string | undefined;
  for (let turn = 0; turn < 500; turn += 1) {
    let page: Page<T> | undefined;
    try {
      for await (page of pull({ since: kept.checkpoint, from })) break;
    } catch (thrown) {
      if (Failure.from(thrown).kind !== 'unavailable') throw thrown;
    }
    if (!page) continue;
    for (const record of page.records) {
      seen.add(key(record));
      if ('deleted' in record && record.deleted) kept.records.delete(key(record));
      else kept.records.set(key(record), record);
    }
    from = page.next;
    if (!page.complete) continue;
    if (page.full) for (const id of kept.records.keys()) if (!seen.has(id)) kept.records.delete(id);
    return { ...kept, checkpoint: page.checkpoint };
  }
  throw new Error('the pull does not come to an end');
}

export const byId = ({ id }: { id: string }) => id;
