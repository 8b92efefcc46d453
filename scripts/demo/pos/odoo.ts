import { modifierKey, productKey, type Link } from '../../../functions/src/model/link';
import { shelfOf } from '../../../test/conformance/shelves/odoo';
import { createOdoo, type OdooModel } from '../../../test/simulators/odoo';
import * as seed from '../../../test/simulators/odoo/seed';
import { MENU, MODIFIERS, UNLINKED, type MenuItem } from '../menu';
import { call, cents } from '../posApi';
import type { DemoPos } from './demoPos';

const HOST = 'shop.odoo.example';

interface Row {
  id: number;
  name?: string;
  product_tmpl_id?: [number, string];
  attribute_id?: [number, string];
  product_template_attribute_value_ids?: number[];
  lst_price?: number;
  product_id?: [number, string] | false;
  fixed_price?: number;
}

const rows = (model: OdooModel, of: string) => model.records(of) as unknown as Row[];
const named = (found: readonly Row[], name: string) => {
  const row = found.find((one) => one.name === name);
  if (!row) throw new Error(`The simulated Odoo has no ${name}.`);
  return row;
};

/** An attribute of a product with some of its values, as `create` takes it. */
function attribute(model: OdooModel, id: number, names: readonly string[]) {
  const values = rows(model, 'product.attribute.value').filter((one) => one.attribute_id?.[0] === id);
  return [0, 0, { attribute_id: id, value_ids: [[6, 0, names.map((name) => named(values, name).id)]] }];
}

const MILKS = { 'oat-milk': 'Oat', 'almond-milk': 'Almond' } as const;

/** Sizes are variants, milks are values that make none; both say what they cost more. */
function attributesOf(model: OdooModel, { variations }: MenuItem) {
  if (!variations) return [];
  const sizes = variations.map(({ name }) => name);
  return [
    attribute(model, seed.SIZE_ATTRIBUTE_ID, sizes),
    attribute(model, seed.MILK_ATTRIBUTE_ID, Object.values(MILKS)),
  ];
}

function addItem(model: OdooModel, item: MenuItem): Record<string, Link> {
  const { id, name, sku, price, variations } = item;
  const templateId = Number(
    model.act('product.template', 'create', [
      {
        ...{ name, list_price: price / 100, available_in_pos: true, taxes_id: [[6, 0, []]] },
        attribute_line_ids: attributesOf(model, item),
      },
    ]),
  );
  const ofTemplate = (one: Row) => one.product_tmpl_id?.[0] === templateId;
  const values = rows(model, 'product.template.attribute.value').filter(ofTemplate);
  const variants = rows(model, 'product.product').filter(ofTemplate);
  const link = (variant: Row): Link => ({ itemId: String(templateId), variationId: String(variant.id) });
  const links: Record<string, Link> = {};
  for (const size of variations ?? []) {
    const value = named(values, size.name);
    const extra = { price_extra: (size.price - price) / 100 };
    model.act('product.template.attribute.value', 'write', [[value.id], extra]);
    const variant = variants.find((one) => one.product_template_attribute_value_ids?.includes(value.id));
    if (!variant) throw new Error(`The simulated Odoo has no ${name}, ${size.name}.`);
    model.act('product.product', 'write', [[variant.id], { default_code: size.sku }]);
    links[productKey(id, size.id)] = { ...link(variant), name, sku: size.sku };
  }
  for (const milk of variations ? MODIFIERS : []) {
    const value = named(values, MILKS[milk.id]);
    const extra = { price_extra: milk.price / 100 };
    model.act('product.template.attribute.value', 'write', [[value.id], extra]);
    links[modifierKey(milk.id)] = { variationId: String(value.id), name: milk.name };
  }
  const [only] = variants;
  if (only && !variations) {
    model.act('product.product', 'write', [[only.id], { default_code: sku }]);
    links[productKey(id)] = { ...link(only), name, sku };
  }
  return links;
}

/** By the rule on the till's pricelist, or the product's own. */
function priceOf(model: OdooModel, variantId: number): number | undefined {
  const rule = rows(model, 'product.pricelist.item').find(
    (one) => Array.isArray(one.product_id) && one.product_id[0] === variantId,
  );
  const variant = rows(model, 'product.product').find(({ id }) => id === variantId);
  const price = rule?.fixed_price ?? variant?.lst_price;
  return price === undefined ? undefined : cents(price);
}

export const odoo: DemoPos = {
  id: 'odoo',
  name: 'Odoo',
  port: 9104,
  creates: String.raw`POST /(jsonrpc|json/2)/pos\.order/sync_from_ui$`,
  states: { paid: 'paid', unpaid: 'open', givenBack: 'refunded', calledOff: 'cancelled' },
  open() {
    const simulator = createOdoo();
    const { model } = simulator;
    const { DATABASE: database, LOGIN: login, API_KEY: apiKey } = seed;
    return {
      simulator,
      connect: {
        externalLocationId: String(seed.CONFIG_ID),
        credentials: { host: HOST, database, login, apiKey },
        settings: {
          fallbackItem: { itemId: String(seed.EXTRAS_TEMPLATE_ID), variationId: String(seed.EXTRAS_ID) },
          pos: { paymentMethodId: seed.ONLINE_METHOD_ID },
        },
      },
      secrets: [seed.API_KEY],
      stock: () =>
        Object.assign({}, ...[...MENU, UNLINKED].map((item) => addItem(model, item))) as Record<string, Link>,
      items: () => shelfOf(model).held.pullCatalog?.() ?? [],
      async total(url, id) {
        const args = [database, seed.UID, apiKey, 'pos.order', 'read', [[Number(id)], ['amount_total']]];
        const { result } = await call<{ result: { amount_total: number }[] }>({
          url: `${url}/jsonrpc`,
          headers: {},
          body: {
            jsonrpc: '2.0',
            method: 'call',
            id: 1,
            params: { service: 'object', method: 'execute_kw', args },
          },
        });
        return cents(result[0]?.amount_total ?? NaN);
      },
      price: ({ variationId }) => priceOf(model, Number(variationId)),
    };
  },
};
