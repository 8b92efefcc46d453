import type { PulledMetadata } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { placesOf } from '../locations';
import type { Shop } from '../shop';
import { pulled, whole, type List } from './pages';
import { items, taxes } from './wire';

function entry(kind: PulledMetadata['kind'], id: string, name: string): PulledMetadata {
  return { kind, id, name, deleted: false };
}

/** GET /locations. An organization that stands for itself has none. */
const places = ({ client }: Shop): List<PulledMetadata> => ({
  fetch: async () => ({
    records: (await placesOf(client)).map(({ id, name }) => entry('location', id, name)),
    hasMore: false,
    mark: '',
  }),
});

/** GET /settings/taxes. Whether prices contain a tax is a matter of each order in Zoho. */
const allTaxes = ({ client }: Shop): List<PulledMetadata> => ({
  // Not a list that pages: parameters for it would be ignored in silence.
  fetch: async () => ({
    records: (await client.get('/settings/taxes', taxes)).rows.map((row) => ({
      ...entry('tax', row.tax_id, row.tax_name),
      rate: row.tax_percentage,
    })),
    hasMore: false,
    mark: '',
  }),
});

/** From GET /items: no list of categories is documented. */
function categories({ client }: Shop): List<PulledMetadata> {
  const seen = new Set<string>();
  const query = { filter_by: 'Status.All', sort_column: 'created_time', sort_order: 'A' };
  return whole(client, { path: '/items', reply: items, query }, (rows) =>
    rows.flatMap(({ category_id, category_name }) => {
      if (category_id === undefined || category_name === undefined || seen.has(category_id)) return [];
      seen.add(category_id);
      return [entry('category', category_id, category_name)];
    }),
  );
}

/** Small lists, always whole. https://www.zoho.com/inventory/api/v1/taxes/ */
export async function* pullMetadata(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledMetadata>> {
  // Taxes first: a sign-in that is no good shows there, while places may merely be switched off.
  const lists = [allTaxes(shop), places(shop), categories(shop)];
  yield* pulled(shop, { full: () => true, lists: () => lists }, request);
}
