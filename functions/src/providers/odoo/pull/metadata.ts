import { z } from 'zod';
import type { PulledMetadata } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import type { Shop } from '../shop';
import { readTills } from '../till';
import { id, link, maybe } from '../wire';
import { attributesOf, choiceLine, modifierLists } from './choices';
import { list, type List, pagesOf, pulled, stamped } from './pages';

const named = stamped.extend({ name: z.string(), parent_id: maybe(link).optional() });
const taxRow = stamped.extend({
  name: z.string(),
  amount: z.number(),
  amount_type: z.string(),
  price_include: z.boolean(),
  type_tax_use: z.string().optional(),
  company_id: maybe(link).optional(),
});

const entry = (kind: PulledMetadata['kind'], row: z.infer<typeof named>): PulledMetadata => ({
  kind,
  id: String(row.id),
  name: row.name,
  ...(row.parent_id && { parentId: String(row.parent_id.id) }),
  deleted: false,
});

/** pos.category, or product.category where there is no till. */
const categories = (shop: Shop): List<PulledMetadata> =>
  list(
    shop.client,
    () => ({
      model: shop.target() === 'pos' ? 'pos.category' : 'product.category',
      domain: [],
      fields: ['name', 'parent_id'],
      reply: named,
    }),
    (rows) => rows.map((row) => entry('category', row)),
  );

/** account.tax, for sales, of the till's company. */
const taxes = ({ client }: Shop, companyId: number | undefined): List<PulledMetadata> =>
  list(
    client,
    async () => {
      const wanted = ['name', 'amount', 'amount_type', 'price_include', 'type_tax_use', 'company_id'];
      return {
        model: 'account.tax',
        domain: [],
        fields: await client.known('account.tax', wanted),
        reply: taxRow,
      };
    },
    (rows) =>
      rows
        .filter(({ type_tax_use: use }) => use === undefined || use === 'sale')
        .filter(({ company_id: company }) => !companyId || !company || company.id === companyId)
        .map((row) => ({
          kind: 'tax',
          id: String(row.id),
          name: row.name,
          rate: row.amount_type === 'percent' ? row.amount : undefined,
          inclusive: row.price_include,
          deleted: false,
        })),
  );

const modifiers = (client: Client, currency: string): List<PulledMetadata> =>
  list(
    client,
    async () => ({
      model: 'product.template.attribute.line',
      domain: [['attribute_id', 'in', (await attributesOf(client)).map((row) => row.id)]],
      fields: ['product_tmpl_id', 'attribute_id', 'product_template_value_ids'],
      reply: stamped.extend(choiceLine.shape),
    }),
    (rows) => modifierLists(client, rows, currency),
  );

/** pos.payment.method of the till. */
const paymentTypes = (client: Client, methodIds: readonly number[]): List<PulledMetadata> =>
  list(
    client,
    () => ({
      model: 'pos.payment.method',
      domain: [['id', 'in', methodIds]],
      fields: ['name'],
      reply: stamped.extend({ id, name: z.string() }),
    }),
    (rows) => rows.map((row) => entry('payment_type', row)),
  );

/** The tills are read whole: nobody has more than a page of them. */
const tills = (client: Client): List<PulledMetadata> => ({
  page: async () => {
    const rows = await readTills(client);
    return { records: rows.map((row) => entry('location', row)), rows: [] };
  },
});

/** Small lists, always whole: what is gone leaves no trace in Odoo. */
export async function* pullMetadata(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledMetadata>> {
  const { client } = shop;
  const till = shop.target() === 'pos' ? await shop.till() : undefined;
  const currency = await shop.currency();
  const ofTill = till ? [paymentTypes(client, till.payment_method_ids), tills(client)] : [];
  const lists = [categories(shop), taxes(shop, till?.company_id.id), modifiers(client, currency), ...ofTill];
  yield* pulled(lists, request, { ...pagesOf(shop), isFull: true });
}
