import type { Switches } from './switches';

/** One page of a list, one-based. Both caps cut silently. */
export function listed<T>(
  rows: readonly T[],
  page: number,
  pageSize: number,
  { pageCap, listCap }: Readonly<Switches>,
): T[] {
  const size = Math.min(pageSize, pageCap);
  return rows.slice(0, listCap).slice((page - 1) * size, page * size);
}
