import { z } from 'zod';
import type { PulledCustomer } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { maybe } from '../wire';
import { ARCHIVED_TOO, changedSince, list, pagesOf, pulled, stamped } from './pages';

const partner = stamped.extend({
  name: maybe(z.string()),
  email: maybe(z.string()),
  phone: maybe(z.string()),
  ref: maybe(z.string()),
  active: z.boolean(),
});

const FIELDS = ['name', 'email', 'phone', 'ref', 'active', 'write_date'];

const pulledCustomer = (row: z.infer<typeof partner>): PulledCustomer => ({
  id: String(row.id),
  name: row.name,
  email: row.email,
  phone: row.phone,
  reference: row.ref,
  deleted: !row.active,
  updatedAt: row.write_date,
});

/** Companies and people who sign in to Odoo are partners, too. */
const PEOPLE = { is_company: ['is_company', '=', false], user_ids: ['user_ids', '=', false] } as const;

/** res.partner. Archived ones come as tombstones; a deleted one only shows in a full pull. */
export async function* pullCustomers(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledCustomer>> {
  const { client } = shop;
  const usable = await client.known('res.partner', Object.keys(PEOPLE));
  const people = Object.values(PEOPLE).filter(([field]) => usable.includes(field));
  const all = list(
    client,
    (at) => ({
      model: 'res.partner',
      domain: [['type', '=', 'contact'], ARCHIVED_TOO, ...people, ...changedSince(at)],
      fields: FIELDS,
      reply: partner,
    }),
    (rows) => rows.map(pulledCustomer),
  );
  yield* pulled([all], request, pagesOf(shop));
}
