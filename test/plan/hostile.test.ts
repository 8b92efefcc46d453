import fc from 'fast-check';
import { planOrder, type OrderEvent } from '../../functions/src/plan/orderEvent';
import { priceTakers, pricesChanged, type ProductEvent } from '../../functions/src/plan/prices';
import { aConnection, anOrder } from '../support/orders';

const FIELDS =
  'number locationId currency lines pos total status payment customer fulfillment tax placedAt discounts price variations';
const rubbish = fc.dictionary(
  fc.constantFrom(...FIELDS.split(' ')),
  fc.anything({ withDate: true, maxDepth: 4 }),
);
const perhaps = fc.option(rubbish, { nil: undefined });

describe('a document of rubbish', () => {
  it('never throws in the planner, where a throw would be delivered again for a day', () => {
    fc.assert(
      fc.property(perhaps, perhaps, fc.boolean(), (before, after, nearlyGood) => {
        const document = after && nearlyGood ? { ...anOrder(), ...after } : after;
        const change = { tenantId: 't', before, after: document };
        const order: OrderEvent = { ...change, path: 'tenants/t/orders/o' };
        const product: ProductEvent = { ...change, path: 'tenants/t/products/p', productId: 'p' };
        planOrder(order, [aConnection()], Date.UTC(2026, 0, 15));
        pricesChanged(product);
        priceTakers(product, [aConnection()]);
      }),
      { numRuns: 500 },
    );
  });
});
