import { fromMajor } from '../../../model/money';
import type { PulledMetadata } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import type { Shop } from '../shop';
import { list, pulled, type List } from './pages';
import { isOf } from './place';
import {
  categories,
  locations,
  modifiers,
  paymentTypes,
  taxes,
  type WireModifier,
  type WireTax,
} from './wire';

interface Named {
  id: string;
  name: string;
  deleted_at?: string;
}

const entry = (kind: PulledMetadata['kind'], { id, name, deleted_at }: Named): PulledMetadata => ({
  kind,
  id,
  name,
  deleted: deleted_at !== undefined,
});

const taxEntry = (row: WireTax): PulledMetadata => ({
  ...entry('tax', row),
  rate: row.rate,
  inclusive: row.type === 'INCLUDED',
});

const modifierEntry = (row: WireModifier, currency: string): PulledMetadata => ({
  ...entry('modifier_list', row),
  options: (row.modifier_options ?? [])
    .filter(({ deleted_at }) => deleted_at === undefined)
    .map(({ id, name, price = 0 }) => ({ id, name, price: fromMajor(price, currency) })),
});

const query = { show_deleted: 'true' };

/** https://developer.loyverse.com/docs/: GET /categories, /modifiers, /taxes, /payment_types, /stores */
function listsOf(client: Client, storeId: string | undefined, currency: string): List<PulledMetadata>[] {
  const ofStore = <Row extends { stores?: string[] }>(rows: readonly Row[]) =>
    rows.filter((row) => isOf(row, storeId));
  return [
    list(client, { path: '/categories', reply: categories, query }, (rows) =>
      rows.map((row) => entry('category', row)),
    ),
    list(client, { path: '/modifiers', reply: modifiers, query }, (rows) =>
      ofStore(rows).map((row) => modifierEntry(row, currency)),
    ),
    list(client, { path: '/taxes', reply: taxes, query, pages: false }, (rows) =>
      ofStore(rows).map(taxEntry),
    ),
    list(client, { path: '/payment_types', reply: paymentTypes, query, pages: false }, (rows) =>
      ofStore(rows).map((row) => entry('payment_type', row)),
    ),
    list(client, { path: '/stores', reply: locations, query, pages: false }, (rows) =>
      rows.map((row) => entry('location', row)),
    ),
  ];
}

/** Small lists, always whole: categories do not say when they changed. */
export async function* pullMetadata(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledMetadata>> {
  const lists = listsOf(shop.client, shop.storeId, await shop.currency());
  yield* pulled({ full: () => true, lists: () => lists }, request, shop.now());
}
