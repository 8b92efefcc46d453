/** So many ids of 36 characters fit into an address that every proxy takes. */
const MAX_IDS = 50;

/** Asks for many ids, fifty at a time. */
export async function inChunks<T>(
  ids: readonly string[],
  ask: (ids: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < ids.length; from += MAX_IDS)
    found.push(...(await ask(ids.slice(from, from + MAX_IDS))));
  return found;
}
