import { modifierKey, productKey, type Link } from '../../../functions/src/model/link';
import { shelfOf } from '../../../test/conformance/shelves/zoho';
import { createZoho, type ZohoModel } from '../../../test/simulators/zoho';
import * as seed from '../../../test/simulators/zoho/seed';
import { forSale, MODIFIERS } from '../menu';
import { call, cents } from '../posApi';
import type { DemoPos } from './demoPos';

const HOUR_MS = 3_600_000;
const headers = { authorization: `Zoho-oauthtoken ${seed.ACCESS_TOKEN}` };

const link = (id: string) => ({ itemId: id, variationId: id });
const idOf = (number: number) => seed.ID_PREFIXES.first + String(8000 + number).padStart(9, '0');

/** Sizes and extras are items of their own. */
function stock(model: ZohoModel): Record<string, Link> {
  const links: Record<string, Link> = {};
  forSale().forEach(({ productId, variationId, name, sku, price }, n) => {
    model.addItem({ id: idOf(n), name, sku, price });
    links[productKey(productId, variationId)] = { ...link(idOf(n)), name, sku };
  });
  MODIFIERS.forEach(({ id, name, price }, n) => {
    model.addItem({ id: idOf(100 + n), name, sku: id.toUpperCase(), price });
    links[modifierKey(id)] = { ...link(idOf(100 + n)), name };
  });
  return links;
}

export const zoho: DemoPos = {
  id: 'zoho',
  name: 'Zoho Inventory',
  port: 9103,
  creates: 'POST /inventory/v1/salesorders$',
  tellsPrices: /^PUT .*\/items\b/,
  states: { paid: 'paid', unpaid: 'open', givenBack: 'paid', calledOff: 'cancelled' },
  refundsByHand: true,
  open() {
    const simulator = createZoho();
    const { model } = simulator;
    model.access.keepAlive(seed.ACCESS_TOKEN);
    return {
      simulator,
      connect: {
        externalLocationId: seed.LOCATION_ID,
        credentials: {
          dataCenter: seed.DATA_CENTER,
          organizationId: seed.ORGANIZATION_ID,
          accessToken: seed.ACCESS_TOKEN,
          refreshToken: seed.REFRESH_TOKEN,
          expiresAt: Date.now() + HOUR_MS,
          clientId: seed.CLIENT_ID,
          clientSecret: seed.CLIENT_SECRET,
        },
        settings: {
          fallbackItem: link(seed.EXTRAS_ID),
          pos: { walkInCustomerId: seed.WALK_IN_CONTACT_ID },
        },
      },
      secrets: [seed.ACCESS_TOKEN, seed.REFRESH_TOKEN, seed.CLIENT_SECRET],
      stock: () => stock(model),
      items: () => shelfOf(model).held.pullCatalog?.() ?? [],
      async total(url, id) {
        const { salesorder } = await call<{ salesorder: { total: number } }>({
          url: `${url}/inventory/v1/salesorders/${id}?organization_id=${seed.ORGANIZATION_ID}`,
          headers,
        });
        return cents(salesorder.total);
      },
      price({ variationId }) {
        const { items, money } = model.organization();
        const item = items.get(variationId);
        return item && money.minor(item.rate);
      },
    };
  },
};
