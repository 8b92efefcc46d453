import { DateTime } from 'luxon';
import type { PulledDiscount } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { demand, type Shop } from '../shop';
import type { WireDiscount } from '../wire';
import { pulled } from './pages';

const local = (at: number | undefined, timezone: string): string | undefined =>
  at === undefined
    ? undefined
    : DateTime.fromMillis(at, { zone: timezone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");

const pulledDiscount = (row: WireDiscount, timezone: string): PulledDiscount => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  value: row.value,
  productIds: row.itemIds,
  categoryIds: row.categoryIds,
  brandIds: [],
  categoryNames: [],
  priority: row.priority,
  startsOn: local(row.startsAt, timezone),
  endsOn: local(row.endsAt, timezone),
  weekdays: [],
  active: row.active,
  deleted: row.deleted === true,
  updatedAt: row.updatedAt,
});

export async function* pullDiscounts(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledDiscount>> {
  const operation = demand(shop, 'listDiscounts');
  const records = (rows: WireDiscount[]) => rows.map((row) => pulledDiscount(row, shop.timezone));
  yield* pulled(shop, { operation, shape: shop.shapes.discount, records, full: true }, request);
}
