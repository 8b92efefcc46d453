import { signedHint } from '../../simulators/alleaves/hint';
import type { AlleavesModel } from '../../simulators/alleaves';
import { namesOf } from '../../simulators/alleaves/rows';
import * as seed from '../../simulators/alleaves/seed';
import type { PullFacts, Shelf, WebhookFacts } from '../kit/shelf';

const FIRST_COUNTED = 7000;

/** As the bridge names categories: every step of the way is one, and a first word "Category" says nothing. */
function categoriesOf(model: AlleavesModel): string[] {
  const paths = namesOf(model.company(), 'category').map((name) => {
    const parts = name.split('>').map((part) => part.trim());
    return parts[0] === 'Category' ? parts.slice(1) : parts;
  });
  return [...new Set(paths.flatMap((path) => path.map((_, depth) => path.slice(0, depth + 1).join(' > '))))];
}

export function shelfOf(model: AlleavesModel): Shelf {
  const company = () => model.company();
  const sold = () => {
    const here = company().batches.filter(
      ({ open, qcHold, locationId }) => open && !qcHold && locationId === seed.LOCATION_ID,
    );
    const ids = new Set(here.map(({ itemId }) => itemId));
    return company()
      .items.filter(
        ({ id, deleted, isPlant }) => ids.has(id) && !deleted && !isPlant && id !== seed.SAMPLES_ITEM_ID,
      )
      .map(({ id }) => String(id));
  };
  const addCounted = (count: number) => {
    const from = FIRST_COUNTED + company().items.length;
    for (let n = 1; n <= count; n += 1) {
      const id = from + n;
      const areas = { [seed.SALES_FLOOR_AREA_ID]: { onHand: n } };
      const batches = [{ id, areas, receivedDaysAgo: 1 }];
      const facts = { sku: `COUNTED-${id}`, groupId: id, category: 'Counted', price: { adult: 100 + n } };
      model.addItem({ id, name: `Counted ${id}`, ...facts, batches });
    }
  };
  return {
    held: {
      pullCatalog: sold,
      pullStock: sold,
      pullDiscounts: () => company().discounts.map(({ id_discount }) => String(id_discount)),
      pullCustomers: () => company().customers.map(({ id }) => String(id)),
      pullMetadata: () => [
        ...namesOf(company(), 'brand').map((name) => `brand ${name}`),
        ...categoriesOf(model).map((name) => `category ${name}`),
        ...namesOf(company(), 'vendor').map((name) => `vendor ${name}`),
        ...company().locations.map(({ id }) => `location ${id}`),
      ],
    },
    pageRows: (rows) => model.setOption('pageCap', rows),
    fill: { pullCatalog: addCounted, pullStock: addCounted },
    rename: (id, name) => void Object.assign(company().item(Number(id)) ?? {}, { name }),
    remove: (id) => void Object.assign(company().item(Number(id)) ?? {}, { deleted: true }),
    clear: {
      pullCatalog: () => (company().items.length = 0),
      pullStock: () => (company().items.length = 0),
      pullCustomers: () => void (company().customers = []),
      pullDiscounts: () => void (company().discounts = []),
    },
  };
}

const SEARCH = /^POST \/api\/inventory\/search$/;
const IGNORED = 'servers are known that ignore page numbers and give everything each time';
const NO_DATES = 'Alleaves cannot be asked what changed';

export const pulls: PullFacts = {
  lists: {
    pullCatalog: { call: SEARCH, required: '0.id_item', atOnce: true, crowd: 520, always: NO_DATES },
    pullStock: { call: SEARCH, required: '0.id_item', atOnce: true, crowd: 520, always: NO_DATES },
    pullDiscounts: {
      call: /^GET \/api\/discount$/,
      required: { cannot: 'a rule that cannot be read is left out, and the note says so' },
      single: 'Alleaves gives this list whole',
      always: NO_DATES,
    },
    pullOrders: { call: /^GET \/api\/order$/, required: 'orders.0.id_order', repeats: IGNORED },
    pullCustomers: {
      call: /^POST \/api\/customer\/search$/,
      required: '0.id_customer',
      repeats: IGNORED,
      noExtras: 'the reply is an object of rows',
      always: NO_DATES,
    },
    pullMetadata: {
      call: /^GET \/api\/location$/,
      required: '0.id_location',
      single: 'Alleaves gives these lists whole',
      always: NO_DATES,
    },
  },
  noTombstones: 'Alleaves drops what was deleted from its lists',
};

/** Of a server that wraps its customers. */
export const wrappedPulls: PullFacts = {
  ...pulls,
  lists: {
    ...pulls.lists,
    pullOrders: {
      call: /^GET \/api\/order$/,
      required: 'orders.0.id_order',
      repeats: IGNORED,
      noLines: 'its lists show orders without their lines',
    },
    pullCustomers: {
      call: /^POST \/api\/customer\/search$/,
      required: 'data.0.id_customer',
      repeats: IGNORED,
      always: NO_DATES,
    },
  },
};

/** As one client expects them. */
export const webhook: WebhookFacts = {
  deliver: ({ secret, at, event }) => ({
    ...signedHint(event, { id: 1 }, { at, secret }),
    url: 'https://bridge.example/hooks/alleaves',
  }),
  events: {
    'customer.created': ['customers'],
    'customer.updated': ['customers'],
    'order.created': ['orders', 'stock'],
    'order.updated': ['orders', 'stock'],
    'inventory.updated': ['stock', 'catalog'],
    'inventory.low_stock': ['stock'],
    'product.updated': ['catalog'],
    'product.deleted': ['catalog'],
  },
  idle: 'shift.opened',
  header: 'x-alleaves-signature',
  revoked: { cannot: 'no such event is known' },
  staleMs: { cannot: 'nobody knows whether the time in a delivery is that of its sending' },
};
