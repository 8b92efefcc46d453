import { createLoyverse } from '../../../test/simulators/loyverse';
import * as seed from '../../../test/simulators/loyverse/seed';
import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import { MENU, MODIFIER } from '../menu';
import { ask } from './ask';
import { countOf, type OpenTill } from './till';

const uuid = (number: number) => `d2110000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const itemId = (n: number) => uuid(2 * n);
const variantId = (n: number) => uuid(2 * n + 1);

interface Variant {
  variant_id: string;
  stores: { store_id: string; price: number | null }[];
}

/** Loyverse, with the menu as its owner would have typed it in. */
export const openLoyverse: OpenTill = async (now) => {
  const simulator = createLoyverse({ now });
  const { model } = simulator;
  MENU.forEach(({ name, price }, n) => {
    const variants = [{ id: variantId(n), sku: `DISH-${n}`, price }];
    model.addItem({ id: itemId(n), name, modifierIds: [seed.MILK_MODIFIER_ID], variants });
  });
  const ties = MENU.map(({ id }, n) => [productKey(id), { itemId: itemId(n), variationId: variantId(n) }]);
  const links = {
    ...Object.fromEntries(ties),
    [modifierKey(MODIFIER.id)]: { variationId: seed.OAT_OPTION_ID },
  } as Links;
  const headers = { authorization: `Bearer ${seed.ACCESS_TOKEN}` };
  return {
    id: 'loyverse',
    simulator,
    connection: {
      accountId: seed.MERCHANT_ID,
      externalLocationId: seed.STORE_ID,
      settings: {
        fallbackItem: { itemId: seed.EXTRAS_ITEM_ID, variationId: seed.EXTRAS_ID },
        pos: { paymentTypeId: seed.PAYMENT_TYPE_ID },
      },
    },
    credentials: { accessToken: seed.ACCESS_TOKEN },
    links,
    renewable: false,
    spoils: '(POST|PUT)',
    prices: async () => {
      const query = { limit: '250' };
      const { variants } = await ask<{ variants: Variant[] }>(simulator, {
        method: 'GET',
        path: '/v1.0/variants',
        query,
        headers,
      });
      const here = ({ stores }: Variant) => stores.find(({ store_id }) => store_id === seed.STORE_ID)?.price;
      const byId = new Map(
        variants.map((variant) => [variant.variant_id, Math.round((here(variant) ?? NaN) * 100)]),
      );
      return new Map(MENU.map(({ id }, n) => [id, byId.get(variantId(n))]));
    },
    refused: () => {
      const { windows } = model.state() as { windows: Record<string, { refused: number }> };
      return Object.values(windows).reduce((sum, { refused }) => sum + refused, 0);
    },
    violations: () => countOf(model.state().violations),
    // Receipts are born paid.
    paidStates: ['paid'],
  };
};
