import { manifest } from '../../../functions/src/providers/odoo/manifest';
import { createOdoo, type OdooModel, type Series, type Switches } from '../../simulators/odoo';
import * as seed from '../../simulators/odoo/seed';
import type { Budget, Simulate, SimulatedPos, Subject, SubjectAccount } from '../kit/subject';
import { pagesOfTwo, pulls, rpcPulls, shelfOf, webhook } from '../shelves/odoo';

const HOST = 'mangohouse.odoo.example';

interface Partner {
  id: number;
}

function addItems(model: OdooModel, name: string, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    const item = { name: `${name} ${n}`, default_code: `CROWD-${n}`, list_price: n, available_in_pos: true };
    model.act('product.template', 'create', [item]);
  }
}

function watched(model: OdooModel): Omit<SimulatedPos, 'simulator'> {
  const partners = () => model.records('res.partner') as unknown as Partner[];
  const seeded = new Set(partners().map(({ id }) => id));
  const minor = (amount: unknown, decimals: number) => Math.round(Number(amount) * 10 ** decimals);
  const decimals = () => Number(model.records('res.currency')[0]?.decimal_places);
  return {
    violations: () => model.state().violated as readonly unknown[],
    refunds: () =>
      (model.state().refunds as { state: string }[]).filter(({ state }) => state !== 'cancel').length,
    payments: () => model.records('pos.payment').filter(({ amount }) => Number(amount) > 0).length,
    customers: () =>
      partners()
        .filter(({ id }) => !seeded.has(id))
        .map((partner) => ({ ...partner, id: String(partner.id) })),
    taxOf: (id) =>
      minor(model.records('pos.order').find((order) => order.id === Number(id))?.amount_tax, decimals()),
    addItems: (name, count) => addItems(model, name, count),
    shelf: shelfOf(model),
    hours: { close: () => void model.closeTill(), open: () => void model.openTill() },
    cancelAtTill: (id) => void model.act('pos.order', 'action_pos_order_cancel', [[Number(id)]]),
  };
}

const simulate =
  (series: Series, switches: Partial<Switches> = {}): Simulate =>
  ({ currency, now }) => {
    const simulator = createOdoo({ series, currency, now, ...switches });
    return { simulator, ...watched(simulator.model) };
  };

/** A key as a merchant gives it, and what the bridge found out with it. */
function accountOn(series: Series, database: string, more: Partial<SubjectAccount>): SubjectAccount {
  const isOther = database === seed.OTHER_DATABASE;
  const credentials = {
    apiKey: isOther ? seed.OTHER_API_KEY : seed.API_KEY,
    host: HOST,
    database,
    login: isOther ? seed.OTHER_LOGIN : seed.LOGIN,
    series,
    ...(series < 19 && { uid: isOther ? seed.OTHER_UID : seed.UID }),
  };
  return { id: `${HOST}/${database}`, credentials, locations: ['1'], pos: {}, ...more };
}

const accounts = (series: Series): Pick<Subject, 'account' | 'other'> => ({
  account: accountOn(series, seed.DATABASE, {
    locations: [String(seed.CONFIG_ID), String(seed.AIRPORT_CONFIG_ID), String(seed.CLOSED_CONFIG_ID)],
    pos: { paymentMethodId: seed.ONLINE_METHOD_ID, ...pagesOfTwo },
  }),
  other: accountOn(series, seed.OTHER_DATABASE, {
    locations: [String(seed.OTHER_CONFIG_ID)],
    pos: { paymentMethodId: seed.OTHER_ONLINE_METHOD_ID, ...pagesOfTwo },
  }),
});

const budget: Budget = {
  // The till, the order.
  order: 2,
  unpaidOrder: 2,
  discountedOrder: 2,
  // The search: its row says that the order is paid.
  repeat: 1,
  // The order, the refund, all refunds of it, the wizard, its check, the refund as it stands then.
  cancel: 6,
  // By reference or e-mail, by phone, the new contact; then the till and the order.
  newCustomer: 5,
  // The order, its payment.
  payment: 2,
};

const series18: Partial<Subject> = {
  ...accounts(18),
  simulate: simulate(18),
  pulls: rpcPulls,
  reply: { id: 'result.pos.order.0.id', found: 'result' },
};

/** The order is read again after it was made, and stated in full to be paid. */
const older: Partial<Subject> = {
  reply: { id: 'result.0.id', found: 'result' },
  pulls: rpcPulls,
  budget: { ...budget, order: 3, unpaidOrder: 3, discountedOrder: 3, newCustomer: 6, payment: 5 },
};

const item = (templateId: number, variantId: number) => ({
  itemId: String(templateId),
  variationId: String(variantId),
});
const pizza = (variantId: number) => item(seed.PIZZA_TEMPLATE_ID, variantId);
const entry = '(create_from_ui|sync_from_ui)';

export const subject: Subject = {
  manifest,
  app: { clientId: 'none', clientSecret: 'odoo-has-no-app-secret' },
  simulate: simulate(19),
  otherReadings: {
    'of series 16': {
      ...older,
      ...accounts(16),
      simulate: simulate(16),
      cannotModify: 'options are words there',
    },
    'of series 17': { ...older, ...accounts(17), simulate: simulate(17) },
    'of series 18': series18,
    'of an early release of 18': { ...series18, simulate: simulate(18, { release18: 'early' }) },
  },
  ...accounts(19),
  links: {
    plain: item(seed.LATTE_TEMPLATE_ID, seed.LATTE_ID),
    second: item(seed.LEMONADE_TEMPLATE_ID, seed.LEMONADE_ID),
    sizes: [pizza(seed.PIZZA_SMALL_ID), pizza(seed.PIZZA_MEDIUM_ID), pizza(seed.PIZZA_LARGE_ID)],
    modifiers: [{ variationId: String(seed.OAT_PTAV_ID) }, { variationId: String(seed.ALMOND_PTAV_ID) }],
    fallback: item(seed.EXTRAS_TEMPLATE_ID, seed.EXTRAS_ID),
    weighed: { link: item(seed.BEANS_TEMPLATE_ID, seed.BEANS_ID) },
    unknownItem: item(8888, 9999),
    unknownModifier: { variationId: '9999' },
  },
  stocked: [item(seed.ROTI_TEMPLATE_ID, seed.ROTI_ID), item(seed.BEANS_TEMPLATE_ID, seed.BEANS_ID)],
  tax: {
    included: {
      rate: 10,
      link: { ...item(seed.LATTE_TEMPLATE_ID, seed.LATTE_ID), taxIds: [String(seed.INCLUDED_TAX_ID)] },
      pos: {},
    },
    onTop: {
      rate: 12.5,
      link: { ...item(seed.ROTI_TEMPLATE_ID, seed.ROTI_ID), taxIds: [String(seed.ADDED_TAX_ID)] },
      pos: {},
    },
  },
  search: {
    sku: 'ROTI',
    words: 'roti',
    finds: { ...item(seed.ROTI_TEMPLATE_ID, seed.ROTI_ID), name: 'Chicken roti', price: 1250 },
    sizesAreCalled: 'Margherita pizza',
  },
  calls: {
    create: new RegExp(`^POST \\/(jsonrpc|json\\/2)\\/pos\\.order\\/${entry}$`),
    find: /^POST \/(jsonrpc|json\/2)\/pos\.order\/search_read$/,
    cancel:
      /^POST \/(jsonrpc|json\/2)\/pos\.(order\/refund|order\/action_pos_order_cancel|make\.payment\/\w+)$/,
    pay: new RegExp(`^POST \\/(jsonrpc|json\\/2)\\/pos\\.order\\/${entry}$`),
    customer: /^\w+ \/(jsonrpc|json\/2)\/res\.partner\/\w+/,
  },
  closes: true,
  webhook,
  reply: { id: 'pos.order.0.id', found: '0.id' },
  pulls,
  budget,
};
