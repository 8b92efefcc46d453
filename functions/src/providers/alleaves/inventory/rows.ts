import { demandLocation, type Shop } from '../shop';
import { rows as rowsReply, type Row } from '../wire';

const PAGE = 500;
/** 100,000 rows. */
const MAX_PAGES = 200;

export interface Inventory {
  rows: Row[];
  /** Everything that Alleaves says it has was seen. */
  complete: boolean;
}

const keyOf = ({ id_batch, id_area = 0 }: Row) => `${id_batch} ${id_area}`;

/**
 * POST /inventory/search, every batch in every area of the location. Some servers page by `skip` and `take`, others
 * answer everything at once: the end is reached when the stated count is, or when a page brings nothing new.
 */
export async function inventoryOf(shop: Shop): Promise<Inventory> {
  const locationId = demandLocation(shop);
  const found = new Map<string, Row>();
  let total: number | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const body = { query: '', id_location: locationId, skip: found.size, take: PAGE };
    const rows = await shop.client.search('/inventory/search', rowsReply, body);
    const before = found.size;
    for (const row of rows) found.set(keyOf(row), row);
    total = rows[0]?.total_rows ?? total;
    const isShort = total === undefined ? rows.length < PAGE : found.size >= total;
    if (isShort || found.size === before) {
      const here = [...found.values()].filter(({ id_location = locationId }) => id_location === locationId);
      return { rows: here, complete: total === undefined || found.size >= total };
    }
  }
  return { rows: [...found.values()], complete: false };
}
