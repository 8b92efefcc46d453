import { z } from 'zod';
import { fromMajor } from '../../../model/money';
import type { PulledMetadata } from '../../../model/pulled';
import type { Client } from '../client';
import { once } from '../once';
import { id, ids, link } from '../wire';

/**
 * Options that make no variants: a customer chooses them per order. In Odoo these are lines of attributes that
 * "never" create variants. https://www.odoo.com/documentation/19.0/applications/sales/sales/products_prices/products/variants.html
 */
export interface Choices {
  /** Template -> its lists of options. */
  listsOf(templateIds: readonly number[]): Promise<Map<number, string[]>>;
}

const attribute = z.looseObject({ id, name: z.string() });
const line = z.looseObject({
  id,
  product_tmpl_id: link,
  attribute_id: link,
  product_template_value_ids: ids,
});
const value = z.looseObject({ id, name: z.string(), price_extra: z.number() });

const attributesOf = (client: Client) =>
  client.find('product.attribute', {
    domain: [['create_variant', '=', 'no_variant']],
    fields: ['name'],
    reply: attribute,
  });

export function choicesOf(client: Client): Choices {
  const attributeIds = once(async () => (await attributesOf(client)).map((row) => row.id));
  return {
    listsOf: async (templateIds) => {
      const lists = new Map<number, string[]>();
      const attributes = await attributeIds();
      if (attributes.length === 0) return lists;
      const rows = await client.find('product.template.attribute.line', {
        domain: [
          ['product_tmpl_id', 'in', templateIds],
          ['attribute_id', 'in', attributes],
        ],
        fields: ['product_tmpl_id', 'attribute_id', 'product_template_value_ids'],
        reply: line,
        order: 'id asc',
      });
      for (const { id: lineId, product_tmpl_id: template } of rows)
        lists.set(template.id, [...(lists.get(template.id) ?? []), String(lineId)]);
      return lists;
    },
  };
}

/** The lists themselves, with what an option adds to the price. */
export async function modifierLists(
  client: Client,
  rows: readonly z.infer<typeof line>[],
  currency: string,
): Promise<PulledMetadata[]> {
  const valueIds = rows.flatMap((row) => row.product_template_value_ids);
  const fields = ['name', 'price_extra'];
  const domain = [['id', 'in', valueIds] as const];
  const values =
    valueIds.length === 0
      ? []
      : await client.find('product.template.attribute.value', { domain, fields, reply: value });
  const byId = new Map(values.map((one) => [one.id, one]));
  return rows.map((row) => ({
    kind: 'modifier_list',
    id: String(row.id),
    name: row.attribute_id.name ?? '',
    options: row.product_template_value_ids.flatMap((valueId) => {
      const one = byId.get(valueId);
      return one ? [{ id: String(one.id), name: one.name, price: fromMajor(one.price_extra, currency) }] : [];
    }),
    deleted: false,
  }));
}

export { line as choiceLine, attributesOf };
