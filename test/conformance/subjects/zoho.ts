import { manifest } from '../../../functions/src/providers/zoho/manifest';
import { createZoho, type Switches, type ZohoModel } from '../../simulators/zoho';
import type { Simulator } from '../../simulators/core/simulator';
import { FULL_ACCESS } from '../../simulators/zoho/endpoint';
import * as seed from '../../simulators/zoho/seed';
import type { RenewableSignIn, Simulate, Subject } from '../kit/subject';
import { consent, pulls, shelfOf, webhook } from '../shelves/zoho';

/** A merchant who has just agreed to an OAuth sign-in. */
function renewable({ access }: ZohoModel, now: number): RenewableSignIn {
  const grant = { userId: seed.USER_ID, scopes: [FULL_ACCESS] };
  const refreshToken = access.issueRefresh(grant);
  const { access_token: accessToken, expires_in } = access.issueToken(grant, refreshToken);
  const expiresAt = now + expires_in * 1000;
  const organizationId = seed.ORGANIZATION_ID;
  return { credentials: { accessToken, refreshToken, expiresAt, organizationId }, expiresAt };
}

const SEEDED_CONTACTS: readonly string[] = [
  seed.WALK_IN_CONTACT_ID,
  seed.ANA_CONTACT_ID,
  seed.INACTIVE_CONTACT_ID,
  seed.VENDOR_CONTACT_ID,
];

function addItems(model: ZohoModel, name: string, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const id = seed.ID_PREFIXES.first + String(5000 + n).padStart(9, '0');
    model.addItem({ id, name: `${name} ${n}`, sku: `CROWD-${n}`, price: 100 + n });
  }
}

/** Staff void a sales order that has no invoice. */
async function voidAtDesk(simulator: Simulator<ZohoModel>, id: string): Promise<void> {
  const reply = await simulator.handle({
    method: 'POST',
    path: `/inventory/v1/salesorders/${id}/status/void`,
    query: { organization_id: seed.ORGANIZATION_ID },
    headers: { authorization: `Zoho-oauthtoken ${seed.ACCESS_TOKEN}` },
    body: '',
  });
  if ('dropped' in reply || reply.status !== 200) throw new Error(JSON.stringify(reply));
}

/** What Zoho does where nobody knows, each time the other way than the simulator does by itself. */
const OTHERWISE: Partial<Switches> = {
  unknownReference: 404,
  taxRounding: 'transaction',
  repeatedStatus: 'refused',
  linesWithoutItem: 'accepted',
  amountsAsText: true,
  topLevelDetail: true,
  locationsOff: 'refused',
};

const simulate =
  (switches: Partial<Switches> = {}): Simulate =>
  ({ currency, now }) => {
    const simulator = createZoho({ currency, now, ...switches });
    const { model } = simulator;
    for (const token of [seed.ACCESS_TOKEN, seed.OTHER_ACCESS_TOKEN]) model.access.keepAlive(token);
    const { orders, contacts, payments, money } = model.organization();
    return {
      simulator,
      shelf: shelfOf(simulator.model),
      renewable: () => renewable(model, now()),
      violations: () => model.state().violated as readonly unknown[],
      // Credit notes; neither side has any.
      refunds: () => 0,
      payments: () => payments.size,
      customers: () =>
        [...contacts.values()]
          .filter(({ contact_id }) => !SEEDED_CONTACTS.includes(contact_id))
          .map((contact) => ({ id: contact.contact_id, ...contact })),
      taxOf: (id) => money.minor(orders.get(id)?.tax_total ?? 0),
      addItems: (name, count) => addItems(model, name, count),
      cancelAtTill: (id) => voidAtDesk(simulator, id),
    };
  };

const UNKNOWN_ID = `${seed.ID_PREFIXES.first}999999999`;
const item = (id: string) => ({ itemId: id, variationId: id });
const TAXES = [
  { id: seed.GST_ID, rate: 5 },
  { id: seed.VAT_ID, rate: 12.5 },
];

export const subject: Subject = {
  manifest,
  app: { clientId: seed.CLIENT_ID, clientSecret: seed.CLIENT_SECRET },
  simulate: simulate(),
  otherReadings: { 'with every open question answered the other way': simulate(OTHERWISE) },
  account: {
    id: seed.ORGANIZATION_ID,
    credentials: { accessToken: seed.ACCESS_TOKEN, organizationId: seed.ORGANIZATION_ID },
    locations: [seed.LOCATION_ID, seed.SECOND_LOCATION_ID],
    pos: { walkInCustomerId: seed.WALK_IN_CONTACT_ID },
  },
  other: {
    id: seed.OTHER_ORGANIZATION_ID,
    credentials: { accessToken: seed.OTHER_ACCESS_TOKEN, organizationId: seed.OTHER_ORGANIZATION_ID },
    locations: [seed.OTHER_ORGANIZATION_ID],
    pos: { walkInCustomerId: seed.OTHER_WALK_IN_CONTACT_ID },
  },
  links: {
    plain: item(seed.LEMONADE_ID),
    second: item(seed.BROWNIE_ID),
    sizes: [
      { itemId: seed.LATTE_GROUP_ID, variationId: seed.LATTE_SMALL_ID },
      { itemId: seed.LATTE_GROUP_ID, variationId: seed.LATTE_LARGE_ID },
    ],
    modifiers: [item(seed.WATER_ID), item(seed.ROTI_ID)],
    fallback: item(seed.EXTRAS_ID),
    // Quantities have the decimals of amounts, and two in any case.
    weighed: { link: item(seed.LEMONADE_ID), decimals: 2 },
    unknownItem: item(UNKNOWN_ID),
    unknownModifier: item(UNKNOWN_ID),
  },
  tax: {
    included: {
      rate: 5,
      link: { ...item(seed.WATER_ID), taxIds: [seed.GST_ID] },
      pos: { taxes: TAXES },
    },
    onTop: {
      rate: 12.5,
      link: { ...item(seed.ROTI_ID), taxIds: [seed.VAT_ID] },
      pos: { taxes: TAXES },
    },
  },
  search: {
    sku: 'LEMON',
    words: 'lemonade',
    finds: { ...item(seed.LEMONADE_ID), name: 'Lemonade', price: 350 },
    sizesAreCalled: 'Latte',
  },
  calls: {
    create: /^POST \/inventory\/v1\/salesorders$/,
    find: /^GET \/inventory\/v1\/salesorders$/,
    cancel: /^POST \/inventory\/v1\/(salesorders|invoices)\/[^/]+\/status\/void$/,
    pay: /^POST \/inventory\/v1\/customerpayments$/,
    token: /^POST \/oauth\/v2\/token$/,
    customer: /^\w+ \/inventory\/v1\/contacts/,
  },
  cannotRefund: 'money given back is a credit note against an account of the merchant’s choice',
  silenceMs: 30 * 60_000,
  filters: /^(reference_number|salesorder_number|sku|search_text|email|phone_contains|contact_name)$/,
  reply: { id: 'salesorder.salesorder_id', found: 'salesorders' },
  stocked: [item(seed.ROTI_ID), item(seed.BROWNIE_ID)],
  pricesEverywhere: 'an item has one rate for all locations; price lists belong to customers',
  pulls,
  consent,
  webhook,
  budget: {
    // The order, confirmed; its invoice, marked as sent; the payment.
    order: 5,
    unpaidOrder: 2,
    discountedOrder: 5,
    // The search: its row says that the order is paid.
    repeat: 1,
    // The order, the void.
    cancel: 2,
    // By e-mail, by phone, the new contact; then the order.
    newCustomer: 8,
    // The order, its invoice, marked as sent; the payment.
    payment: 4,
  },
};
