import { hashOf } from '../../../functions/src/model/hash';
import { manifest } from '../../../functions/src/providers/dine/manifest';
import { createDine, type Switches } from '../../simulators/dine';
import * as seed from '../../simulators/dine/seed';
import type { Simulate, Subject } from '../kit/subject';
import { pulls, shelfOf, wholePulls, webhook } from '../shelves/dine';

/** What the contract leaves open, each time the other way than the simulator does by itself. */
const OTHERWISE: Partial<Switches> = {
  retryAfter: 'date',
  envelope: 'success',
  limits: 'ignored',
  tombstones: 'always',
  sums: 'unchecked',
};

const simulate =
  (switches: Partial<Switches> = {}): Simulate =>
  ({ currency, now }) => {
    const simulator = createDine({ currency, now, ...switches });
    const { model } = simulator;
    const inputOf = (id: string) => model.account().orders.find((order) => order.id === id)?.input;
    return {
      simulator,
      shelf: shelfOf(model),
      violations: () => model.state().violated as readonly unknown[],
      // The contract moves no money; an order says whether it is paid.
      refunds: () => 0,
      payments: () => model.account().orders.filter(({ input }) => input.payment.status === 'paid').length,
      customers: () => [],
      taxOf: (id) => inputOf(id)?.tax_total ?? 0,
      addItems: (name, count) => {
        for (let n = 1; n <= count; n += 1)
          model.addItem({ id: `it-crowd-${n}`, name: `${name} ${n}`, sku: `CROWD-${n}`, price: 100 + n });
      },
      cancelAtTill: (id) => model.staff().setStatus(id, 'cancelled'),
    };
  };

/** The contract has no account of its own: one sign-in is one account. */
const accountOf = (...secrets: string[]) => hashOf([manifest.id, manifest.name, secrets], 20);
/** On the emulators and here the configured address stands in for it. */
const pos = { config: { host: 'api.dine.example' } };
/** An item without variants goes by its own id. */
const item = (id: string) => ({ itemId: id, variationId: id });
const pizza = (id: string) => ({ itemId: seed.PIZZA_ITEM_ID, variationId: id });

export const subject: Subject = {
  manifest,
  app: { clientId: 'none', clientSecret: 'dine-has-no-app-secret' },
  simulate: simulate(),
  otherReadings: {
    'with every open question answered the other way': { simulate: simulate(OTHERWISE), pulls: wholePulls },
  },
  account: {
    id: accountOf(seed.API_KEY, seed.API_SECRET),
    credentials: { apiKey: seed.API_KEY, apiSecret: seed.API_SECRET },
    locations: [seed.OUTLET_ID, seed.SECOND_OUTLET_ID],
    pos,
  },
  other: {
    id: accountOf(seed.OTHER_API_KEY, seed.OTHER_API_SECRET),
    credentials: { apiKey: seed.OTHER_API_KEY, apiSecret: seed.OTHER_API_SECRET },
    locations: [seed.OTHER_OUTLET_ID],
    pos,
  },
  links: {
    plain: item(seed.LATTE_ITEM_ID),
    second: item(seed.LEMONADE_ITEM_ID),
    sizes: [pizza(seed.PIZZA_SMALL_ID), pizza(seed.PIZZA_MEDIUM_ID), pizza(seed.PIZZA_LARGE_ID)],
    modifiers: [{ variationId: seed.OAT_OPTION_ID }, { variationId: seed.ALMOND_OPTION_ID }],
    fallback: item(seed.EXTRAS_ITEM_ID),
    weighed: { link: item(seed.BEANS_ITEM_ID) },
    unknownItem: item('it-nowhere'),
    unknownModifier: { variationId: 'mo-nowhere' },
  },
  tax: {
    included: { cannot: 'the contract has a place for tax on top only' },
    onTop: { rate: 12.5, link: item(seed.LEMONADE_ITEM_ID), pos: {} },
  },
  search: {
    sku: 'LATTE',
    words: 'latte',
    finds: { ...item(seed.LATTE_ITEM_ID), name: 'Iced latte', price: 450 },
    sizesAreCalled: 'Margherita pizza',
  },
  calls: {
    create: /^POST \/v1\/outlets\/[^/]+\/orders$/,
    find: /^GET \/v1\/outlets\/[^/]+\/orders$/,
    cancel: /^POST \/v1\/outlets\/[^/]+\/orders\/[^/]+\/cancel$/,
  },
  createdAsPaid: true,
  refundsElsewhere: 'the contract moves no money: it is given back where it was paid',
  settingsFirst: 'how to speak to the POS stands in the settings',
  filters: /^client_reference$/,
  reply: { id: 'data.id', found: 'data' },
  pricesEverywhere: 'the simulated menu is one for all outlets',
  setsBlind: { pushPrices: 'the contract has no call that reads one item' },
  pulls,
  webhook,
  budget: {
    order: 1,
    unpaidOrder: 1,
    discountedOrder: 1,
    // The search.
    repeat: 1,
    // The cancellation: its reply shows how the order stands.
    cancel: 1,
  },
};
