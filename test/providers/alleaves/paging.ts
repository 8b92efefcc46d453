import type { Seen } from './scripted';

export const SEARCH = 'POST /inventory/search';

/** An inventory that pages by `skip` and `take`, at most `most` at a time. */
export const paging =
  (rows: readonly object[], most = 500) =>
  ({ body }: Seen) => {
    const { skip, take } = body as { skip: number; take: number };
    const total_rows = rows.length;
    return { json: rows.slice(skip, skip + Math.min(take, most)).map((one) => ({ ...one, total_rows })) };
  };
