import { manifest } from '../../../functions/src/providers/square/manifest';
import { createSquare } from '../../simulators/square';
import type { SquareKnobs, SquareModel } from '../../simulators/square';
import { caller } from '../../simulators/square/caller';
import type { CatalogObject } from '../../simulators/square/catalog/schema';
import * as seed from '../../simulators/square/seed';
import type { Simulate, Subject } from '../kit/subject';
import { consent, pulls, shelfOf, webhook } from '../shelves/square';

const TOKEN_LIFE_MS = 30 * 24 * 3_600_000;

function items(name: string, count: number, currency: string): CatalogObject[] {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((n): CatalogObject[] => [
    { type: 'ITEM', id: `ITMCROWD${n}`, item_data: { name: `${name} ${n}`, product_type: 'REGULAR' } },
    {
      type: 'ITEM_VARIATION',
      id: `VARCROWD${n}`,
      item_variation_data: {
        item_id: `ITMCROWD${n}`,
        name: 'Regular',
        sku: `CROWD-${n}`,
        pricing_type: 'FIXED_PRICING',
        price_money: { amount: 100 + n, currency },
      },
    },
  ]);
}

function addItems(model: SquareModel, objects: readonly CatalogObject[]): void {
  const { catalog } = model.account();
  const all = new Map([...catalog.objects, ...objects.map((object) => [object.id, object] as const)]);
  catalog.commit(
    all,
    objects.map(({ id }) => id),
  );
}

/** Square promises no Retry-After, and says only that its customer search lags behind "usually" under 30 seconds. */
const OTHERWISE: Partial<SquareKnobs> = { retryAfter: true, customerIndexDelayMs: 30_000 };

const simulate =
  (knobs: Partial<SquareKnobs> = {}): Simulate =>
  ({ currency, now }) => {
    const simulator = createSquare({ currency, now, ...knobs });
    const { model } = simulator;
    const held = (id: string) =>
      (
        model.state().orders as { id?: string; version?: number; total_tax_money?: { amount: number } }[]
      ).find((order) => order.id === id);
    const expiresAt = now() + TOKEN_LIFE_MS;
    return {
      simulator,
      shelf: shelfOf(model),
      renewable: () => ({
        credentials: {
          accessToken: seed.ACCESS_TOKEN,
          refreshToken: seed.REFRESH_TOKEN,
          expiresAt,
          refreshedAt: now(),
          merchantId: seed.MERCHANT_ID,
        },
        expiresAt,
      }),
      violations: () => model.state().violations as readonly unknown[],
      refunds: () => model.account().refunds.size,
      payments: () => model.account().payments.size,
      customers: () => model.account().customers.all(),
      taxOf: (id) => held(id)?.total_tax_money?.amount ?? 0,
      addItems: (name, count) => addItems(model, items(name, count, currency)),
      cancelAtTill: async (id) => {
        const fulfillments = [{ uid: 'f0', state: 'CANCELED' }];
        const order = { version: held(id)?.version, state: 'CANCELED', fulfillments };
        await caller(simulator)('PUT', `/v2/orders/${id}`, { idempotency_key: `till-${id}`, order });
      },
    };
  };

const variation = ({ id, variationId }: { id: string; variationId: string }) => ({ itemId: id, variationId });

export const subject: Subject = {
  manifest,
  app: { clientId: seed.APPLICATION_ID, clientSecret: seed.APPLICATION_SECRET },
  simulate: simulate(),
  otherReadings: { 'with a slow customer search': simulate(OTHERWISE) },
  account: {
    id: seed.MERCHANT_ID,
    credentials: { accessToken: seed.ACCESS_TOKEN },
    locations: [seed.MAIN_LOCATION, seed.PARK_LOCATION],
    pos: {},
  },
  other: {
    id: seed.OTHER_MERCHANT_ID,
    credentials: { accessToken: seed.OTHER_ACCESS_TOKEN },
    locations: [seed.OTHER_LOCATION],
    pos: {},
  },
  links: {
    plain: variation(seed.ITEMS.burger),
    second: variation(seed.ITEMS.lemonade),
    sizes: [
      { itemId: seed.ITEMS.coffee.id, variationId: seed.COFFEE_VARIATIONS.small.id },
      { itemId: seed.ITEMS.coffee.id, variationId: seed.COFFEE_VARIATIONS.medium.id },
      { itemId: seed.ITEMS.coffee.id, variationId: seed.COFFEE_VARIATIONS.large.id },
    ],
    modifiers: [{ variationId: seed.MODIFIERS.bread.id }, { variationId: seed.MODIFIERS.cheese.id }],
    fallback: variation(seed.ITEMS.cake),
    weighed: { link: variation(seed.ITEMS.naan) },
    unknownItem: { itemId: 'ITMNOWHERE', variationId: 'VARNOWHERE' },
    unknownModifier: { variationId: 'MODNOWHERE' },
  },
  tax: {
    included: { rate: 10, link: variation(seed.ITEMS.burger), pos: {} },
    onTop: { rate: 8, link: variation(seed.ITEMS.burger), pos: { taxId: seed.SALES_TAX } },
  },
  search: {
    sku: seed.ITEMS.burger.sku,
    words: 'burger',
    finds: { ...variation(seed.ITEMS.burger), name: seed.ITEMS.burger.name, price: seed.ITEMS.burger.price },
    sizesAreCalled: seed.ITEMS.coffee.name,
  },
  calls: {
    create: /^POST \/v2\/orders$/,
    find: /^POST \/v2\/orders\/search$/,
    cancel: /^(PUT \/v2\/orders\/[^/]+|POST \/v2\/refunds)$/,
    pay: /^POST \/v2\/(payments|orders\/[^/]+\/pay)$/,
    token: /^POST \/oauth2\/token$/,
    customer: /^\w+ \/v2\/customers/,
  },
  reply: { id: 'order.id', found: 'orders' },
  setsBlind: { setStock: 'Square itself passes over counts that change nothing' },
  pulls,
  consent,
  webhook,
  budget: {
    // The order, its payment.
    order: 2,
    unpaidOrder: 1,
    discountedOrder: 2,
    // The search, the order itself, which is paid already.
    repeat: 2,
    // The order, its fulfillment closed, its payment, the refund.
    cancel: 4,
    // By reference, by e-mail, by phone, the new customer; then the order and its payment.
    newCustomer: 6,
    // The order, the payment.
    payment: 2,
  },
};
