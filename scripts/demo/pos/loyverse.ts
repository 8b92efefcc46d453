import { shelfOf } from '../../../test/conformance/shelves/loyverse';
import { createLoyverse } from '../../../test/simulators/loyverse';
import * as seed from '../../../test/simulators/loyverse/seed';
import { call, cents } from '../posApi';
import { loyversePrice } from '../posPrices';
import { stockLoyverse } from '../stockLoyverse';
import type { DemoPos } from './demoPos';

const headers = { authorization: `Bearer ${seed.ACCESS_TOKEN}` };

export const loyverse: DemoPos = {
  id: 'loyverse',
  name: 'Loyverse',
  port: 9101,
  creates: 'POST /v1.0/receipts$',
  tellsPrices: /^POST .*\/variants$/,
  // Receipts are born paid.
  states: { paid: 'paid', unpaid: 'paid', givenBack: 'refunded', calledOff: 'refunded' },
  open() {
    const simulator = createLoyverse();
    const { model } = simulator;
    return {
      simulator,
      connect: {
        externalLocationId: seed.STORE_ID,
        credentials: { accessToken: seed.ACCESS_TOKEN },
        settings: {
          fallbackItem: { itemId: seed.EXTRAS_ITEM_ID, variationId: seed.EXTRAS_ID },
          syncCustomers: true,
          pos: { paymentTypeId: seed.PAYMENT_TYPE_ID },
        },
      },
      secrets: [seed.ACCESS_TOKEN],
      stock: () => stockLoyverse(model),
      items: () => shelfOf(model).held.pullCatalog?.() ?? [],
      async total(url, id) {
        const receipt = await call<{ total_money: number }>({ url: `${url}/v1.0/receipts/${id}`, headers });
        return cents(receipt.total_money);
      },
      price: ({ variationId }) => loyversePrice(model, variationId),
    };
  },
};
