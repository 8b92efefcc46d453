import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import { createDine } from '../../../test/simulators/dine';
import * as seed from '../../../test/simulators/dine/seed';
import { MENU, MODIFIER } from '../menu';
import { ask } from './ask';
import { countOf, type OpenTill } from './till';

const itemId = (n: number) => `it-dish-${n}`;
/** An item without variants goes by its own id. */
const item = (id: string) => ({ itemId: id, variationId: id });

interface MenuItem {
  id: string;
  price: number;
}

/** Dine, with the dishes on its menu. */
export const openDine: OpenTill = async (now) => {
  const simulator = createDine({ now });
  const { model } = simulator;
  const groups = model.account().item(seed.LATTE_ITEM_ID)?.groups ?? [];
  MENU.forEach(({ name, price }, n) =>
    model.addItem({ id: itemId(n), name, sku: `DISH-${n}`, price, groups }),
  );
  const links: Links = {
    ...Object.fromEntries(MENU.map(({ id }, n) => [productKey(id), item(itemId(n))])),
    [modifierKey(MODIFIER.id)]: { variationId: seed.OAT_OPTION_ID },
  };
  const headers = {
    'x-api-key': seed.API_KEY,
    'x-api-secret': seed.API_SECRET,
    'x-outlet-id': seed.OUTLET_ID,
  };
  return {
    id: 'dine',
    simulator,
    connection: {
      accountId: 'dine-account',
      externalLocationId: seed.OUTLET_ID,
      settings: {
        fallbackItem: item(seed.EXTRAS_ITEM_ID),
        pos: { config: { host: 'api.dine.example' } },
      },
    },
    credentials: { apiKey: seed.API_KEY, apiSecret: seed.API_SECRET },
    links,
    renewable: false,
    spoils: '(POST|PATCH)',
    prices: async () => {
      const path = `/v1/outlets/${seed.OUTLET_ID}/menu-items`;
      const list = { method: 'GET', path, query: { limit: '200' }, headers };
      const { data } = await ask<{ data: MenuItem[] }>(simulator, list);
      const byId = new Map(data.map(({ id, price }) => [id, price]));
      return new Map(MENU.map(({ id }, n) => [id, byId.get(itemId(n))]));
    },
    refused: () => Number(model.state().throttled),
    violations: () => countOf(model.state().violations),
    // What is unpaid at first stays so: no payment can follow.
    paidStates: ['paid', 'open'],
  };
};
