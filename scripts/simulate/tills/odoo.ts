import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import { createOdoo } from '../../../test/simulators/odoo';
import * as seed from '../../../test/simulators/odoo/seed';
import { MENU, MODIFIER } from '../menu';
import { countOf, type OpenTill } from './till';

const HOST = 'mangohouse.odoo.example';
const templateId = (n: number) => 7000 + n;
const variantId = (n: number) => 8000 + n;

const link = (item: number, variation: number) => ({ itemId: String(item), variationId: String(variation) });

interface Template {
  id: number;
  list_price: number;
}

/** Odoo 19, with the dishes among the products of its till. */
export const openOdoo: OpenTill = async (now) => {
  const simulator = createOdoo({ series: 19, now });
  const { model } = simulator;
  model.addProducts(
    MENU.map(({ name, price }, n) => ({
      ...{ templateId: templateId(n), name, price },
      variants: [{ id: variantId(n), sku: `DISH-${n}` }],
    })),
  );
  const dishes = MENU.map(({ id }, n) => [productKey(id), link(templateId(n), variantId(n))]);
  return {
    id: 'odoo',
    simulator,
    connection: {
      accountId: `${HOST}/${seed.DATABASE}`,
      externalLocationId: String(seed.CONFIG_ID),
      settings: {
        fallbackItem: link(seed.EXTRAS_TEMPLATE_ID, seed.EXTRAS_ID),
        pos: { paymentMethodId: seed.ONLINE_METHOD_ID },
        prices: { enabled: true, scope: 'everywhere' },
      },
    },
    credentials: {
      host: HOST,
      database: seed.DATABASE,
      login: seed.LOGIN,
      apiKey: seed.API_KEY,
      series: 19,
    },
    links: {
      ...Object.fromEntries(dishes),
      [modifierKey(MODIFIER.id)]: { variationId: String(seed.OAT_PTAV_ID) },
    } as Links,
    // What is found out with the key is renewed; a key that somebody deleted is a person's matter.
    renewable: false,
    spoils: '(create_from_ui|sync_from_ui|refund|create|check|write|action_\\w+)$',
    prices: async () => {
      const templates = model.records('product.template') as unknown as Template[];
      const priceOf = new Map(templates.map(({ id, list_price: price }) => [id, Math.round(price * 100)]));
      return new Map(MENU.map(({ id }, n) => [id, priceOf.get(templateId(n))]));
    },
    // Odoo has no limit of its own.
    refused: () => 0,
    violations: () => countOf(model.state().violations),
    paidStates: ['paid'],
  };
};
