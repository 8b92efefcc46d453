import { modifierKey, productKey, type Link } from '../../../functions/src/model/link';
import { shelfOf } from '../../../test/conformance/shelves/alleaves';
import { type AlleavesModel, createAlleaves } from '../../../test/simulators/alleaves';
import * as seed from '../../../test/simulators/alleaves/seed';
import { forSale, MODIFIERS } from '../menu';
import { call, cents } from '../posApi';
import type { DemoPos } from './demoPos';

const headers = { authorization: `Bearer ${seed.ACCESS_TOKEN}` };
const FIRST_ID = 8000;
const PLENTY = 10_000;

const link = (id: number) => ({ itemId: String(id), variationId: String(id) });

/** Every size is a product of its own, in a batch of its own; extras have none: they go into the price of their line. */
function stock(model: AlleavesModel): Record<string, Link> {
  const links: Record<string, Link> = {};
  forSale().forEach(({ productId, variationId, name, sku, price }, n) => {
    const id = FIRST_ID + n;
    const batches = [{ id, areas: { [seed.SALES_FLOOR_AREA_ID]: { onHand: PLENTY } }, receivedDaysAgo: 1 }];
    model.addItem({ id, name, sku, groupId: id, category: 'Kitchen', price: { adult: price }, batches });
    links[productKey(productId, variationId)] = { ...link(id), name, sku };
  });
  for (const { id, name } of MODIFIERS) links[modifierKey(id)] = { ...link(seed.EXTRAS_ITEM_ID), name };
  return links;
}

export const alleaves: DemoPos = {
  id: 'alleaves',
  name: 'Alleaves',
  port: 9105,
  path: seed.BASE,
  creates: 'POST /api/order$',
  // No call for payments is known: staff take the money at the till.
  states: { paid: 'open', unpaid: 'open', givenBack: 'cancelled', calledOff: 'cancelled' },
  taxesItself: true,
  open() {
    const simulator = createAlleaves({ taxPercent: 0 });
    const { model } = simulator;
    model.access.keepAlive(seed.USERNAME, seed.ACCESS_TOKEN);
    return {
      simulator,
      connect: {
        externalLocationId: String(seed.LOCATION_ID),
        credentials: { username: seed.USERNAME, password: seed.PASSWORD },
        settings: {
          fallbackItem: link(seed.EXTRAS_ITEM_ID),
          pos: { guestCustomerId: String(seed.GUEST_CUSTOMER_ID) },
        },
      },
      // The keys of regulators come with its locations.
      secrets: [seed.PASSWORD, ...seed.REGULATOR_CANARIES],
      stock: () => stock(model),
      items: () => shelfOf(model).held.pullCatalog?.() ?? [],
      priceOf: ({ variationId }) => cents(model.company().item(Number(variationId))?.prices.adult ?? NaN),
      async total(url, id) {
        const { total } = await call<{ total: string }>({ url: `${url}${seed.BASE}/order/${id}`, headers });
        return cents(total);
      },
    };
  },
};
