import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import { createSquare } from '../../../test/simulators/square';
import * as seed from '../../../test/simulators/square/seed';
import { MENU, MODIFIER } from '../menu';
import { ask } from './ask';
import { countOf, type OpenTill } from './till';

const DAY_MS = 24 * 3_600_000;

const menuObjects = MENU.map(({ name, price }, n) => ({
  type: 'ITEM',
  id: `#i${n}`,
  item_data: {
    name,
    modifier_list_info: [{ modifier_list_id: seed.EXTRAS }],
    variations: [
      {
        type: 'ITEM_VARIATION',
        id: `#v${n}`,
        item_variation_data: {
          item_id: `#i${n}`,
          name: 'Regular',
          sku: `DISH-${n}`,
          pricing_type: 'FIXED_PRICING',
          price_money: { amount: price, currency: 'USD' },
        },
      },
    ],
  },
}));

interface Variation {
  item_variation_data: {
    sku?: string;
    price_money?: { amount: number };
    location_overrides?: { location_id: string; price_money?: { amount: number } }[];
  };
}

/** Square, with the menu put in by its own catalog API. */
export const openSquare: OpenTill = async (now) => {
  const simulator = createSquare({ now });
  const { model } = simulator;
  const headers = (token: string) => ({
    authorization: `Bearer ${token}`,
    'square-version': seed.SQUARE_VERSION,
  });
  const { id_mappings: made } = await ask<{ id_mappings: { client_object_id: string; object_id: string }[] }>(
    simulator,
    {
      method: 'POST',
      path: '/v2/catalog/batch-upsert',
      headers: headers(seed.ACCESS_TOKEN),
      json: { idempotency_key: 'menu', batches: [{ objects: menuObjects }] },
    },
  );
  const ids = new Map(made.map(({ client_object_id, object_id }) => [client_object_id, object_id]));
  const ties = MENU.map(({ id }, n) => [
    productKey(id),
    { itemId: ids.get(`#i${n}`), variationId: ids.get(`#v${n}`) },
  ]);
  return {
    id: 'square',
    simulator,
    connection: { accountId: seed.MERCHANT_ID, externalLocationId: seed.MAIN_LOCATION },
    credentials: {
      accessToken: seed.ACCESS_TOKEN,
      refreshToken: seed.REFRESH_TOKEN,
      refreshedAt: now(),
      expiresAt: now() + 30 * DAY_MS,
      merchantId: seed.MERCHANT_ID,
    },
    app: { clientId: seed.APPLICATION_ID, clientSecret: seed.APPLICATION_SECRET },
    links: {
      ...Object.fromEntries(ties),
      [modifierKey(MODIFIER.id)]: { variationId: seed.MODIFIERS.bread.id },
    } as Links,
    renewable: true,
    spoils: '(POST|PUT)',
    renewals: /^\/oauth2\/token$/,
    prices: async () => {
      // The seeded token may have been expired on the way.
      const token = model.issueToken(seed.ALL_SCOPES);
      const json = { object_types: ['ITEM_VARIATION'], limit: 1000 };
      const search = { method: 'POST', path: '/v2/catalog/search', headers: headers(token), json };
      const { objects } = await ask<{ objects: Variation[] }>(simulator, search);
      const bySku = new Map(
        objects.map(({ item_variation_data: { sku, price_money, location_overrides = [] } }) => {
          const here = location_overrides.find(({ location_id }) => location_id === seed.MAIN_LOCATION);
          return [sku, (here?.price_money ?? price_money)?.amount];
        }),
      );
      return new Map(MENU.map(({ id }, n) => [id, bySku.get(`DISH-${n}`)]));
    },
    refused: () => 0,
    violations: () => countOf(model.state().violations),
    paidStates: ['paid'],
  };
};
