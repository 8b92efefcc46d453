import { manifest } from '../../../functions/src/providers/alleaves/manifest';
import { createAlleaves, type AlleavesModel, type Switches } from '../../simulators/alleaves';
import * as seed from '../../simulators/alleaves/seed';
import { totalsOf } from '../../simulators/alleaves/order';
import type { RenewableSignIn, Simulate, Subject } from '../kit/subject';
import { pulls, shelfOf, wrappedPulls, webhook } from '../shelves/alleaves';

const TOKEN_LIFE_SECONDS = 900;
const PLENTY = 100_000;
const PAPERS_BATCH_ID = 1010;
const FIRST_OF_THE_CROWD = 5000;

const SEEDED_CUSTOMERS: readonly number[] = [
  seed.GUEST_CUSTOMER_ID,
  seed.ANA_CUSTOMER_ID,
  seed.WALK_IN_CUSTOMER_ID,
  seed.MINOR_CUSTOMER_ID,
];

const USER = { password: seed.PASSWORD, username: seed.USERNAME, companyId: String(seed.COMPANY_ID) };

/** A user who has just signed in. */
function renewable({ access }: AlleavesModel, now: number): RenewableSignIn {
  const login = access.login(seed.USERNAME, seed.PASSWORD, undefined);
  if (!login) throw new Error('The seeded user cannot sign in.');
  const { token, expiresAt } = access.issue(login);
  return { credentials: { ...USER, token, expiresAt, lifetimeMs: expiresAt - now }, expiresAt };
}

function addItems(model: AlleavesModel, name: string, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const id = FIRST_OF_THE_CROWD + n;
    const areas = { [seed.SALES_FLOOR_AREA_ID]: { onHand: 1 } };
    const batches = [{ id, areas, receivedDaysAgo: 1 }];
    const facts = { sku: `CROWD-${n}`, groupId: id, category: 'Crowd', price: { adult: 100 + n } };
    model.addItem({ id, name: `${name} ${n}`, ...facts, batches });
  }
}

/** Without taxes of its own, so that totals can be compared, and with SKUs, which few shops have. */
const COMPARABLE: Partial<Switches> = {
  taxPercent: 0,
  skus: true,
  orderList: 'orders',
  tokenLifeSeconds: TOKEN_LIFE_SECONDS,
};

/** What Alleaves does where nobody knows, each time the other way than the simulator does by itself. */
const OTHERWISE: Partial<Switches> = {
  tokenForm: 'opaque',
  decimals: 'string',
  searchPaging: 'ignored',
  customerList: 'data',
  orderSort: 'oldest',
  orderDays: 'utc',
  // Not `echoExternal: 'single'`: without our reference in its lists a crowd of orders cannot be told apart, and the
  // adapter asks a person, as its own tests hold.
  listedLines: false,
  lineNames: 'long',
};

const simulate =
  (switches: Partial<Switches> = {}): Simulate =>
  ({ currency, now }) => {
    const simulator = createAlleaves({ currency, now, ...COMPARABLE, ...switches });
    const { model } = simulator;
    model.access.keepAlive(seed.USERNAME, seed.ACCESS_TOKEN);
    model.access.keepAlive(seed.OTHER_USERNAME, seed.OTHER_ACCESS_TOKEN);
    model.staff().count(seed.CART_BATCH_ID, seed.SALES_FLOOR_AREA_ID, PLENTY);
    model.staff().count(PAPERS_BATCH_ID, seed.SALES_FLOOR_AREA_ID, PLENTY);
    const company = model.company();
    return {
      simulator,
      shelf: shelfOf(model),
      renewable: () => renewable(model, now()),
      violations: () => model.state().violated as readonly unknown[],
      // Neither side has any.
      refunds: () => 0,
      payments: () => company.orders.filter(({ paidInFull }) => paidInFull).length,
      customers: () =>
        company.customers
          .filter(({ id }) => !SEEDED_CUSTOMERS.includes(id))
          .map((customer) => ({ ...customer, id: String(customer.id) })),
      taxOf: (id) => {
        const order = company.order(Number(id));
        return order ? totalsOf(order).tax : 0;
      },
      addItems: (name, count) => addItems(model, name, count),
      cancelAtTill: (id) => model.staff().cancel(Number(id)),
    };
  };

const UNKNOWN_ID = '999999';
const item = (id: number) => ({ itemId: String(id), variationId: String(id) });
const OWN_TAX = 'Alleaves computes every tax itself and is never sent one';

export const subject: Subject = {
  manifest,
  app: { clientId: 'none', clientSecret: 'alleaves-needs-no-registration' },
  simulate: simulate(),
  otherReadings: {
    'with every open question answered the other way': { simulate: simulate(OTHERWISE), pulls: wrappedPulls },
  },
  account: {
    id: String(seed.COMPANY_ID),
    credentials: { token: seed.ACCESS_TOKEN, ...USER },
    locations: [String(seed.LOCATION_ID), String(seed.SECOND_LOCATION_ID)],
    pos: { guestCustomerId: String(seed.GUEST_CUSTOMER_ID) },
  },
  other: {
    id: String(seed.OTHER_COMPANY_ID),
    credentials: {
      token: seed.OTHER_ACCESS_TOKEN,
      password: seed.OTHER_PASSWORD,
      username: seed.OTHER_USERNAME,
      pin: seed.OTHER_PIN,
      companyId: String(seed.OTHER_COMPANY_ID),
    },
    locations: [String(seed.OTHER_LOCATION_ID)],
    pos: { guestCustomerId: '1000' },
  },
  links: {
    plain: item(seed.CART_ITEM_ID),
    second: item(seed.PAPERS_ITEM_ID),
    sizes: [item(seed.FLOWER_ITEM_ID), item(seed.FLOWER_LARGE_ITEM_ID)],
    modifiers: [item(seed.EXTRAS_ITEM_ID), item(seed.EXTRAS_ITEM_ID)],
    fallback: item(seed.EXTRAS_ITEM_ID),
    weighed: { cannot: 'the simulated shop counts everything; how Alleaves sells by weight is not known' },
    unknownItem: item(Number(UNKNOWN_ID)),
    unknownModifier: item(Number(UNKNOWN_ID)),
  },
  tax: { included: { cannot: OWN_TAX }, onTop: { cannot: OWN_TAX } },
  search: {
    sku: 'CART-SD',
    words: 'diesel',
    finds: { ...item(seed.CART_ITEM_ID), name: 'Sour Diesel Cart 1g', price: 4000 },
    sizesAreCalled: 'Blue Dream',
  },
  calls: {
    create: /^POST \/api\/order$/,
    find: /^GET \/api\/order$/,
    cancel: /^PUT \/api\/order\/[^/]+$/,
    token: /^POST \/api\/auth$/,
    words: /^\w+ \/api\/order/,
    customer: /^\w+ \/api\/customer/,
  },
  refundsElsewhere: 'no call for payments is known: a paid order stands unpaid at the till',
  cannotNote: 'Alleaves has no place for notes, and an order is its customer’s',
  cannotModify: 'Alleaves has no modifiers: their prices stand in the prices of their lines',
  cannotChangeCustomer: 'no call that changes a customer is known',
  createsEmpty: true,
  looksItemsUp: true,
  readsBack: true,
  regroupsLines: true,
  alwaysRenews: 'user name and password are kept, so the bridge signs in again',
  statesCurrency: (currency) => ({ currency }),
  reply: { id: 'id_order', found: 'orders' },
  pulls,
  webhook,
  budget: {
    // The inventory, the order, a batch into it, two prices, the due time.
    order: 6,
    unpaidOrder: 6,
    // The inventory, the order, two batches, a hundred prices, the due time.
    hundredLines: 105,
    discountedOrder: 6,
    // Two pages of the list, the order, the inventory, the due time.
    repeat: 5,
    // The order, the void.
    cancel: 2,
    // By e-mail, by phone, by name, the new customer; then the order.
    newCustomer: 10,
  },
};
