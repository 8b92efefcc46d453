import { manifest } from '../../../functions/src/providers/loyverse/manifest';
import { createLoyverse, type LoyverseModel, type Switches } from '../../simulators/loyverse';
import { SCOPES } from '../../simulators/loyverse/endpoint';
import * as seed from '../../simulators/loyverse/seed';
import type { RenewableSignIn, Simulate, Subject } from '../kit/subject';
import { consent, pulls, shelfOf, webhook } from '../shelves/loyverse';

/** A merchant who has just agreed to an OAuth sign-in. */
function renewable(model: LoyverseModel, now: number): RenewableSignIn {
  const grant = { merchantId: seed.MERCHANT_ID, scopes: SCOPES };
  const { access_token, expires_in } = model.access.issueToken(grant);
  const expiresAt = now + expires_in * 1000;
  const refreshToken = model.access.issueRefresh(grant);
  return { credentials: { accessToken: access_token, refreshToken, expiresAt }, expiresAt };
}

/** What Loyverse does where nobody knows, each time the other way than the simulator does by itself. */
const OTHERWISE: Partial<Switches> = {
  emitRetryAfter: true,
  absentFields: 'keep',
  unknownReference: 'invalid-value',
  refundCarriesOrder: true,
  timeBounds: 'exclusive',
  refreshToken: 'rotate',
  oauthErrors: 'errors',
};

const simulate =
  (switches: Partial<Switches> = {}): Simulate =>
  ({ currency, now }) => {
    const simulator = createLoyverse({ currency, now, ...switches });
    const { model } = simulator;
    const refunds = () => model.account().receipts.filter(({ receipt_type }) => receipt_type === 'REFUND');
    return {
      simulator,
      shelf: shelfOf(model),
      renewable: () => renewable(model, now()),
      violations: () => model.state().violated as readonly unknown[],
      refunds: () => refunds().length,
      payments: () => model.account().receipts.length - refunds().length,
      customers: () => model.account().customers,
      taxOf: (number) => model.account().money.minor(model.account().receipt(number)?.total_tax ?? 0),
      addItems: (name, count) => {
        for (let n = 1; n <= count; n += 1) {
          const id = (kind: number) => `c0ffee00-000${kind}-4000-8000-${String(n).padStart(12, '0')}`;
          const variants = [{ id: id(2), sku: `CROWD-${n}`, price: 100 + n }];
          model.addItem({ id: id(1), name: `${name} ${n}`, variants });
        }
      },
      cancelAtTill: (number) => void model.cancelReceipt(number),
    };
  };

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

export const subject: Subject = {
  manifest,
  app: { clientId: seed.CLIENT_ID, clientSecret: seed.CLIENT_SECRET },
  simulate: simulate(),
  otherReadings: { 'with every open question answered the other way': simulate(OTHERWISE) },
  account: {
    id: seed.MERCHANT_ID,
    credentials: { accessToken: seed.ACCESS_TOKEN },
    locations: [seed.STORE_ID, seed.SECOND_STORE_ID],
    pos: { paymentTypeId: seed.PAYMENT_TYPE_ID },
  },
  other: {
    id: seed.OTHER_MERCHANT_ID,
    credentials: { accessToken: seed.OTHER_ACCESS_TOKEN },
    locations: [seed.OTHER_STORE_ID],
    pos: { paymentTypeId: seed.OTHER_PAYMENT_TYPE_ID },
  },
  links: {
    plain: { itemId: seed.LATTE_ITEM_ID, variationId: seed.LATTE_ID },
    second: { itemId: seed.LEMONADE_ITEM_ID, variationId: seed.LEMONADE_ID },
    sizes: [
      { itemId: seed.PIZZA_ITEM_ID, variationId: seed.PIZZA_SMALL_ID },
      { itemId: seed.PIZZA_ITEM_ID, variationId: seed.PIZZA_MEDIUM_ID },
      { itemId: seed.PIZZA_ITEM_ID, variationId: seed.PIZZA_LARGE_ID },
    ],
    modifiers: [{ variationId: seed.OAT_OPTION_ID }, { variationId: seed.ALMOND_OPTION_ID }],
    fallback: { itemId: seed.EXTRAS_ITEM_ID, variationId: seed.EXTRAS_ID },
    weighed: { link: { itemId: seed.BEANS_ITEM_ID, variationId: seed.BEANS_ID } },
    unknownItem: { itemId: UNKNOWN_ID, variationId: UNKNOWN_ID },
    unknownModifier: { variationId: UNKNOWN_ID },
  },
  tax: {
    included: {
      rate: 10,
      link: { variationId: seed.LATTE_ID, taxIds: [seed.INCLUDED_TAX_ID] },
      pos: { taxes: [{ id: seed.INCLUDED_TAX_ID, type: 'INCLUDED', rate: 10 }] },
    },
    onTop: {
      rate: 12.5,
      link: { variationId: seed.ROTI_ID, taxIds: [seed.ADDED_TAX_ID] },
      pos: { taxes: [{ id: seed.ADDED_TAX_ID, type: 'ADDED', rate: 12.5 }] },
    },
  },
  search: {
    sku: 'LATTE',
    words: 'latte',
    finds: { itemId: seed.LATTE_ITEM_ID, variationId: seed.LATTE_ID, name: 'Iced latte', price: 450 },
    sizesAreCalled: 'Margherita pizza',
  },
  calls: {
    create: /^POST \/v1\.0\/receipts$/,
    find: /^GET \/v1\.0\/receipts$/,
    cancel: /^POST \/v1\.0\/receipts\/[^/]+\/refund$/,
    token: /^POST \/oauth\/token$/,
    customer: /^\w+ \/v1\.0\/customers$/,
  },
  filters: /^(order|store_id|sku|email)$/,
  reply: { id: 'receipt_number', found: 'receipts' },
  stocked: [
    { itemId: seed.ROTI_ITEM_ID, variationId: seed.ROTI_ID },
    { itemId: seed.BEANS_ITEM_ID, variationId: seed.BEANS_ID },
  ],
  pulls,
  consent,
  webhook,
  budget: {
    order: 1,
    unpaidOrder: 1,
    // The open discount is looked up once per session.
    discountedOrder: 2,
    repeat: 1,
    // The receipt, refunds of it, the refund.
    cancel: 3,
    // The shopper by e-mail, the new customer, the receipt.
    newCustomer: 3,
  },
};
