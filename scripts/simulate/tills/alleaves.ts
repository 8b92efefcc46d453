import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import { createAlleaves } from '../../../test/simulators/alleaves';
import * as seed from '../../../test/simulators/alleaves/seed';
import { MENU, MODIFIER } from '../menu';
import { countOf, type OpenTill } from './till';

const FIRST_ID = 7000;
/** More than a day can sell: running out is not what the drill is about. */
const PLENTY = 1_000_000;

const link = (id: number) => ({ itemId: String(id), variationId: String(id) });

/** Alleaves, with the dishes as products on its sales floor, and without taxes of its own: totals are to be compared. */
export const openAlleaves: OpenTill = async (now) => {
  const simulator = createAlleaves({ now, taxPercent: 0 });
  const { model } = simulator;
  MENU.forEach(({ name, price }, n) => {
    const id = FIRST_ID + n;
    const batches = [{ id, areas: { [seed.SALES_FLOOR_AREA_ID]: { onHand: PLENTY } }, receivedDaysAgo: 1 }];
    model.addItem({
      id,
      name,
      sku: `DISH-${n}`,
      groupId: id,
      category: 'Dishes',
      price: { adult: price },
      batches,
    });
  });
  const ties = MENU.map(({ id }, n) => [productKey(id), link(FIRST_ID + n)]);
  return {
    id: 'alleaves',
    simulator,
    connection: {
      accountId: String(seed.COMPANY_ID),
      externalLocationId: String(seed.LOCATION_ID),
      settings: {
        fallbackItem: link(seed.EXTRAS_ITEM_ID),
        pos: { guestCustomerId: String(seed.GUEST_CUSTOMER_ID) },
      },
    },
    credentials: { username: seed.USERNAME, password: seed.PASSWORD },
    links: { ...Object.fromEntries(ties), [modifierKey(MODIFIER.id)]: link(seed.EXTRAS_ITEM_ID) } as Links,
    // Sign-ins are not counted: tokens end by themselves every quarter of an hour.
    renewable: true,
    spoils: '(POST|PUT)',
    refused: () => 0,
    violations: () => countOf(model.state().violations),
    // No call for payments is known: staff take the money at the till.
    paidStates: ['open'],
    taxesItself: true,
  };
};
