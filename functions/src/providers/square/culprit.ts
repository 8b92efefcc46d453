import type { SquareError } from './refusal';

/** The ids among `ids` that errors name, in their text or as a place in the request. */
export function namedIn(errors: readonly SquareError[], ids: ReadonlySet<string>): Set<string> {
  const words = errors.flatMap(({ detail, field = '' }) => `${detail} ${field}`.split(/[^\w#-]+/));
  return new Set(words.filter((word) => ids.has(word)));
}
