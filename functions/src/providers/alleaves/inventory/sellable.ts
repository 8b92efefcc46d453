import type { Settings } from '../settings';
import type { Row } from '../wire';

/** What a shop sells: no plants, seeds, samples, nothing deleted or held back. */
export function isProduct(row: Row, { keepNonProducts, dropNames }: Settings): boolean {
  const gone = row.deleted || row.qc_hold || row.is_plant || row.is_seed;
  const closed = row.status !== undefined && row.status.toLowerCase() !== 'open';
  const goods = keepNonProducts || row.is_product !== false;
  const name = row.item.toUpperCase();
  return !gone && !closed && goods && !dropNames.some((word) => name.includes(word.toUpperCase()));
}

/** In an area that sells; a batch without an area is nowhere. */
export const isInShop = ({ id_area, area_type }: Row, { areaTypes }: Settings): boolean =>
  id_area !== undefined &&
  area_type !== undefined &&
  areaTypes.some((type) => type.toLowerCase() === area_type.trim().toLowerCase());

/** `YYYY-MM-DD`. */
export const expiryOf = ({ date_expire, expiration_date }: Pick<Row, 'date_expire' | 'expiration_date'>) =>
  (date_expire ?? expiration_date)?.slice(0, 10);

const LAST = '9999';

/** What runs out first goes first; then what came first. */
export function inSellingOrder(rows: readonly Row[]): Row[] {
  const rank = (row: Row) => `${expiryOf(row) ?? LAST} ${row.date_received ?? LAST}`;
  return [...rows].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.id_batch - b.id_batch));
}
