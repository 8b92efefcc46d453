import type { PullCounts } from '../../model/pullState';
import type { BeforeImage } from '../../model/run';

/** What takes a run back. */
export interface Undo {
  /** By id: the record as it was; undefined: there was none. */
  changes: ReadonlyMap<string, BeforeImage['data']>;
  /** A later run has changed these, too: they are left alone. */
  overtaken: readonly string[];
  /** False: the run changed more than was kept, so the rest stays as the run left it. */
  complete: boolean;
}

/**
 * Takes back what a run of catalog, discounts, customers or metadata changed. `images`: what the run kept, in the order
 * in which it was kept; `later`: ids that runs after it changed.
 */
export function undoOf(
  { created, updated, removed }: Pick<PullCounts, 'created' | 'updated' | 'removed'>,
  images: readonly BeforeImage[],
  later: ReadonlySet<string>,
): Undo {
  const changes = new Map<string, BeforeImage['data']>();
  const overtaken = new Set<string>();
  for (const { id, data } of images) {
    if (later.has(id)) overtaken.add(id);
    // What a run changed twice goes back to what it was before the first time.
    else if (!changes.has(id)) changes.set(id, data);
  }
  return { changes, overtaken: [...overtaken], complete: images.length >= created + updated + removed };
}
