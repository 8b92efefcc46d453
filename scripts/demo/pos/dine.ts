import { modifierKey, productKey, type Link } from '../../../functions/src/model/link';
import { shelfOf } from '../../../test/conformance/shelves/dine';
import { createDine, type DineModel } from '../../../test/simulators/dine';
import * as seed from '../../../test/simulators/dine/seed';
import { MENU, MODIFIERS, UNLINKED } from '../menu';
import { call } from '../posApi';
import type { DemoPos } from './demoPos';

const headers = {
  'x-api-key': seed.API_KEY,
  'x-api-secret': seed.API_SECRET,
  'x-outlet-id': seed.OUTLET_ID,
};
const OPTIONS = { 'oat-milk': seed.OAT_OPTION_ID, 'almond-milk': seed.ALMOND_OPTION_ID } as const;

function stock(model: DineModel): Record<string, Link> {
  const links: Record<string, Link> = {};
  // Its milks are the demo's.
  const groups = model.account().item(seed.LATTE_ITEM_ID)?.groups ?? [];
  for (const { id, name } of MODIFIERS) links[modifierKey(id)] = { variationId: OPTIONS[id], name };
  for (const { id, name, sku, price, variations = [] } of [...MENU, UNLINKED]) {
    const itemId = `it-${id}`;
    const variants = variations.map((size) => ({ ...size, id: `va-${id}-${size.id}` }));
    model.addItem({ id: itemId, name, sku, price, variants, groups });
    // An item without variants goes by its own id.
    links[productKey(id)] = { itemId, variationId: itemId, name, sku };
    for (const size of variations)
      links[productKey(id, size.id)] = { itemId, variationId: `va-${id}-${size.id}`, name, sku: size.sku };
  }
  return links;
}

export const dine: DemoPos = {
  id: 'dine',
  name: 'Dine',
  port: 9106,
  creates: 'POST /v1/outlets/[^/]+/orders$',
  tellsPrices: /^(PUT|PATCH|POST) .*\/menu-items\b/,
  states: { paid: 'paid', unpaid: 'open', givenBack: 'cancelled', calledOff: 'cancelled' },
  open() {
    const simulator = createDine();
    const { model } = simulator;
    return {
      simulator,
      connect: {
        externalLocationId: seed.OUTLET_ID,
        credentials: { apiKey: seed.API_KEY, apiSecret: seed.API_SECRET },
        settings: {
          fallbackItem: { itemId: seed.EXTRAS_ITEM_ID, variationId: seed.EXTRAS_ITEM_ID },
          // Partner papers name the host; on this machine the simulator stands in for it.
          pos: { config: { host: 'api.dine.example' } },
        },
      },
      secrets: [seed.API_KEY, seed.API_SECRET],
      stock: () => stock(model),
      items: () => shelfOf(model).held.pullCatalog?.() ?? [],
      async total(url, id) {
        const path = `/v1/outlets/${seed.OUTLET_ID}/orders/${id}`;
        const { data } = await call<{ data: { total: number } }>({ url: url + path, headers });
        return data.total;
      },
      price({ itemId = '', variationId }) {
        const item = model.account().item(itemId);
        return (item?.variants ?? []).find(({ id }) => id === variationId)?.price ?? item?.price;
      },
    };
  },
};
