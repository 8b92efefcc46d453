import type { ChangeResult, PriceChange } from '../change';
import { chunksOf } from './chunks';
import { namedIn } from './culprit';
import { wordsOf, type SquareError } from './refusal';

/** One variation and the price it is to have. */
export interface Edit {
  /** Products that share the variation. */
  keys: string[];
  variationId: string;
  price: number;
  /** We tried to write it: if it stands now, that may be our doing. */
  sent: boolean;
  /** Its item is gone, or not sold here: Square may refuse it, so it goes into a batch of its own. */
  suspect: boolean;
}

/** Edits that go into one batch. */
export interface Group {
  edits: Edit[];
  /** How often others had changed it when it was written. */
  stale: number;
}

export function* results(edit: Edit, outcome: 'done' | 'unchanged'): Generator<ChangeResult> {
  for (const key of edit.keys) yield { key, outcome };
}

export function* refusals(keys: readonly string[], reason: string, advice?: string): Generator<ChangeResult> {
  for (const key of keys) yield { key, outcome: 'refused', reason, advice };
}

const DISAGREE = 'Several products are mapped to the same Square variation, with different prices.';

/** One edit per variation; products that want different prices for one are refused. */
export function* editsOf(changes: readonly PriceChange[]): Generator<ChangeResult, Edit[]> {
  const byVariation = new Map<string, PriceChange[]>();
  for (const change of changes) {
    const { variationId } = change.link;
    byVariation.set(variationId, [...(byVariation.get(variationId) ?? []), change]);
  }
  const edits: Edit[] = [];
  for (const [variationId, shared] of byVariation) {
    const keys = shared.map(({ key }) => key);
    const [price, ...others] = new Set(shared.map((change) => change.price));
    if (others.length > 0) yield* refusals(keys, DISAGREE, 'Map each product to a variation of its own.');
    else if (price !== undefined) edits.push({ keys, variationId, price, sent: false, suspect: false });
  }
  return edits;
}

export const isStale = ({ code }: SquareError) =>
  ['VERSION_MISMATCH', 'CONFLICT', 'IDEMPOTENCY_KEY_REUSED'].includes(code);
/** Smaller batches, so that the next call tells good from bad; an edit that Square names stands alone at once. */
export function split(groups: readonly Group[], errors: readonly SquareError[], size: number): Group[] {
  const named = namedIn(errors, new Set(groups.flatMap(({ edits }) => edits.map((e) => e.variationId))));
  return groups.flatMap(({ edits, stale }) => {
    const alone = edits.filter(({ variationId }) => named.has(variationId));
    const rest = edits.filter((edit) => !alone.includes(edit));
    const most = alone.length > 0 ? rest.length : Math.min(size, Math.ceil(edits.length / 2));
    return [...chunksOf(rest, most), ...alone.map((edit) => [edit])].map((part) => ({ edits: part, stale }));
  });
}

const namedAlone = ({ variationId }: Edit, errors: readonly SquareError[]) =>
  errors.filter((error) => namedIn([error], new Set([variationId])).size > 0);

export const isNamed = (edit: Edit, errors: readonly SquareError[]) => namedAlone(edit, errors).length > 0;

/** What Square says about a batch of one. */
export function wordsAbout(edit: Edit, errors: readonly SquareError[]): string {
  const own = namedAlone(edit, errors);
  const words = [...new Set((own.length > 0 ? own : errors).map(wordsOf))].slice(0, 3).join(' | ');
  return `Square refuses the price${words && ` (${words})`}.`;
}
