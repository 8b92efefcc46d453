import { shelfOf } from '../../../test/conformance/shelves/square';
import { createSquare } from '../../../test/simulators/square';
import * as seed from '../../../test/simulators/square/seed';
import { call } from '../posApi';
import { squarePrice } from '../posPrices';
import { stockSquare } from '../stockSquare';
import type { DemoPos } from './demoPos';

const DAY_MS = 24 * 3_600_000;
const headers = { authorization: `Bearer ${seed.ACCESS_TOKEN}`, 'square-version': seed.SQUARE_VERSION };

interface Retrieved {
  order: { total_money: { amount: number } };
}

export const square: DemoPos = {
  id: 'square',
  name: 'Square',
  port: 9102,
  creates: 'POST /v2/orders$',
  tellsPrices: /^POST .*\/batch-upsert$/,
  states: { paid: 'paid', unpaid: 'open', givenBack: 'refunded', calledOff: 'cancelled' },
  open() {
    const simulator = createSquare();
    const now = Date.now();
    return {
      simulator,
      connect: {
        externalLocationId: seed.MAIN_LOCATION,
        credentials: {
          accessToken: seed.ACCESS_TOKEN,
          refreshToken: seed.REFRESH_TOKEN,
          refreshedAt: now,
          expiresAt: now + 30 * DAY_MS,
          merchantId: seed.MERCHANT_ID,
        },
        settings: { syncCustomers: true },
      },
      secrets: [seed.ACCESS_TOKEN, seed.REFRESH_TOKEN, seed.APPLICATION_SECRET],
      stock: stockSquare,
      items: () => shelfOf(simulator.model).held.pullCatalog?.() ?? [],
      async total(url, id) {
        const { order } = await call<Retrieved>({ url: `${url}/v2/orders/${id}`, headers });
        return order.total_money.amount;
      },
      price: ({ variationId }) => squarePrice(simulator.model, variationId),
    };
  },
};
