import type { OdooModel } from '../../simulators/odoo';
import * as seed from '../../simulators/odoo/seed';
import type { ListFacts, PullFacts, PullName, Shelf, WebhookFacts } from '../kit/shelf';

type Json = Record<string, unknown>;

/** What `read` shows of a many2one. */
const idOf = (link: unknown) => (Array.isArray(link) ? Number(link[0]) : 0);

/** Storable goods with a first count, typed in by the owner. */
function count(model: OdooModel, amount: number): void {
  const isLate = Number(model.state().series) >= 18;
  const kind = isLate ? { type: 'consu', is_storable: true } : { detailed_type: 'product' };
  const from = model.records('product.template').length;
  for (let n = 1; n <= amount; n += 1) {
    const name = `Counted ${from + n}`;
    const made = model.act('product.template', 'create', [{ name, available_in_pos: true, ...kind }]);
    const template = Array.isArray(made) ? Number(made[0]) : Number(made);
    const variant = model
      .records('product.product')
      .find(({ product_tmpl_id }) => idOf(product_tmpl_id) === template);
    const quant = {
      product_id: variant?.id,
      location_id: seed.STOCK_LOCATION_ID,
      inventory_quantity: n,
    };
    const counted = model.act('stock.quant', 'create', [quant], { inventory_mode: true });
    model.act('stock.quant', 'action_apply_inventory', [Array.isArray(counted) ? counted : [counted]]);
  }
}

/** Programs that take something off everything. */
function promote(model: OdooModel, amount: number): void {
  for (let n = 1; n <= amount; n += 1) {
    const reward = { description: `${n} % off`, discount: n };
    const program = { name: `Crowded ${n}`, program_type: 'promotion', company_id: seed.COMPANY_ID };
    model.act('loyalty.program', 'create', [
      { ...program, trigger: 'auto', rule_ids: [[0, 0, {}]], reward_ids: [[0, 0, reward]] },
    ]);
  }
}

export function shelfOf(model: OdooModel): Shelf {
  const ids = (of: string, wanted: (row: Json) => boolean = () => true) =>
    model
      .records(of)
      .filter(wanted)
      .map(({ id }) => String(id));
  const numbers = (of: string) => ids(of).map(Number);
  const sold = ({ available_in_pos }: Json) => available_in_pos === true;
  const named = (kind: string, of: string, wanted?: (row: Json) => boolean) =>
    ids(of, wanted).map((id) => `${kind} ${id}`);
  const pricePrograms = () =>
    ids('loyalty.program', ({ program_type: type }) => type === 'promotion' || type === 'promo_code');
  const withdraw = () =>
    model.act('product.template', 'write', [numbers('product.template'), { available_in_pos: false }]);
  return {
    held: {
      pullCatalog: () => ids('product.template', sold),
      pullDiscounts: () =>
        ids('loyalty.reward', ({ program_id: program }) => pricePrograms().includes(String(idOf(program)))),
      pullCustomers: () =>
        ids('res.partner', ({ is_company: isCompany, user_ids: users, active }) => {
          return isCompany !== true && active === true && Array.isArray(users) && users.length === 0;
        }),
      pullStock: () =>
        ids('product.product', (row) => sold(row) && (row.is_storable === true || row.type === 'product')),
      pullMetadata: () => [
        ...named('category', 'pos.category'),
        ...named('tax', 'account.tax', ({ company_id: company }) => idOf(company) === seed.COMPANY_ID),
        ...named('modifier_list', 'product.template.attribute.line', ({ attribute_id: attribute }) => {
          return idOf(attribute) === seed.MILK_ATTRIBUTE_ID;
        }),
        ...[seed.CASH_METHOD_ID, seed.ONLINE_METHOD_ID, seed.ACCOUNT_METHOD_ID].map(
          (id) => `payment_type ${id}`,
        ),
        ...named('location', 'pos.config'),
      ],
    },
    // Odoo gives as many rows as it is asked for: how many that are is a setting, see `pagesOfTwo`.
    pageRows: () => {},
    fill: {
      pullStock: (amount) => count(model, amount),
      pullDiscounts: (amount) => promote(model, amount),
    },
    rename: (id, name) => void model.act('product.template', 'write', [[Number(id)], { name }]),
    remove: (id) => {
      // Odoo lets no product go while a till is open.
      for (const till of [seed.CONFIG_ID, seed.AIRPORT_CONFIG_ID]) model.closeTill(till);
      model.act('product.template', 'unlink', [[Number(id)]]);
      for (const till of [seed.CONFIG_ID, seed.AIRPORT_CONFIG_ID]) model.openTill(till);
    },
    clear: {
      pullCatalog: () => void withdraw(),
      pullStock: () => void withdraw(),
      pullDiscounts: () =>
        void model.act('loyalty.program', 'write', [numbers('loyalty.program'), { program_type: 'loyalty' }]),
      pullCustomers: () =>
        void model.act('res.partner', 'write', [[seed.CUSTOMER_ID, seed.LOOKALIKE_ID], { active: false }]),
    },
  };
}

export const pagesOfTwo = { pullPageSize: 2 };

const READ: Readonly<Record<PullName, { model: string; always?: string }>> = {
  pullCatalog: { model: 'product.product' },
  pullDiscounts: { model: 'loyalty.program', always: 'a change of a rule does not show on its program' },
  pullOrders: { model: 'pos.order' },
  pullCustomers: { model: 'res.partner' },
  pullStock: { model: 'product.product' },
  pullMetadata: { model: 'account.tax', always: 'what is gone leaves no trace' },
};

/** @param row Where the first row stands in a reply. */
const listOf = ({ model, always }: (typeof READ)[PullName], row: string): ListFacts => ({
  call: new RegExp(`^POST \\/(jsonrpc|json\\/2)\\/${model.replace('.', '\\.')}\\/search_read$`),
  required: `${row}.id`,
  ...(always !== undefined && { always }),
});

const pullsWith = (row: string): PullFacts => ({
  lists: Object.fromEntries(Object.entries(READ).map(([pull, facts]) => [pull, listOf(facts, row)])),
  noTombstones: 'what is deleted leaves no trace in Odoo',
});

export const pulls = pullsWith('0');
/** In the envelope of JSON-RPC. */
export const rpcPulls = pullsWith('result.0');

/** An automation rule names the record that changed, and proves nothing. */
export const webhook: WebhookFacts = {
  deliver: ({ secret, at, event }) => ({
    headers: { 'content-type': 'application/json', 'user-agent': 'python-requests/2.31.0' },
    body: JSON.stringify({
      ...{ _action: 'Send Webhook Notification(#494)', _id: 88, _model: event, id: 88 },
      write_date: new Date(at).toISOString().replace('T', ' ').replace('Z', '491'),
    }),
    url: `https://bridge.example/hooks/odoo/${secret}`,
  }),
  events: {
    'product.template': ['catalog'],
    'product.product': ['catalog'],
    'product.pricelist.item': ['catalog'],
    'pos.order': ['orders'],
    'sale.order': ['orders'],
    'res.partner': ['customers'],
    'stock.quant': ['stock'],
    'loyalty.reward': ['discounts'],
    'pos.category': ['metadata'],
  },
  idle: 'mail.message',
  revoked: { cannot: 'Odoo does not tell' },
  staleMs: { cannot: 'nothing in a delivery is proof of its time: what it names is read anew' },
};
