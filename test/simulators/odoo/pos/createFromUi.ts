import type { Call, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { demand, visibleRows } from '../orm/rights';
import { idOf, isTrue, numberOf, type Row, textOf } from '../orm/row';
import { create, unlink, write } from '../orm/writing';
import { failedTransaction } from '../wire/refusal';
import { asGiven, asList, demandKeys, finish, isForeignKey, knownPartner } from './incoming';
import { mandatory } from '../orm/invalid';
import { countPayments, linesOf } from './payment';
import { sessionFor } from './tills';

const ORDER = 'pos.order';

const READ = [
  ...['name', 'pos_session_id', 'user_id', 'partner_id', 'fiscal_position_id', 'sequence_number'],
  ...['amount_total', 'amount_tax', 'amount_paid', 'amount_return', 'lines', 'statement_ids'],
];
/** 16 dates an order by its making and wants a pricelist. */
const alsoRead = (env: Environment) =>
  env.series === 16 ? ['creation_date', 'pricelist_id'] : ['date_order'];
const TAKEN = new Set([
  ...READ,
  ...['uid', 'creation_date', 'date_order', 'pricelist_id', 'to_invoice', 'server_id', 'access_token'],
  ...['to_ship', 'shipping_date', 'company_id', 'note'],
]);
const OF_PAYMENT = new Set([
  ...['payment_method_id', 'amount', 'name', 'transaction_id', 'payment_status', 'ticket'],
  ...['card_type', 'cardholder_name'],
]);

/** The till's own loader looks for such a run and crashes where there is none. */
const LOADABLE = /[0-9-]{14,}/;
export const isLoadable = (reference: string): boolean => LOADABLE.test(reference);

/** `2026-11-21T00:50:00.000Z` is taken as well. */
const moment = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace('T', ' ').slice(0, 19) : value;

/** Up to 17 unknown keys are dropped, where 18 refuses them. */
function onlyTaken(env: Environment, given: Given, taken: ReadonlySet<string>, what: string): Given {
  const strange = Object.keys(given).filter((key) => !taken.has(key));
  if (strange.length > 0) env.refuse(`Odoo ${env.series} drops ${strange.join(', ')} of ${what}`);
  return Object.fromEntries(Object.entries(given).filter(([key]) => taken.has(key)));
}

const valuesIn = (command: unknown): Given =>
  asGiven(Array.isArray(command) ? command[2] : command, 'a command');

function lineCommand(env: Environment, command: unknown): unknown {
  const taken = new Set(Object.keys(env.definition('pos.order.line').fields));
  return [0, 0, onlyTaken(env, valuesIn(command), taken, 'a line')];
}

function paymentCommand(env: Environment, command: unknown): unknown {
  const { name, ...others } = onlyTaken(env, valuesIn(command), OF_PAYMENT, 'a payment');
  demandKeys({ ...others, name }, ['name', 'amount', 'payment_method_id']);
  return [0, 0, { ...others, payment_date: moment(name) }];
}

function valuesOf(env: Environment, data: Given, session: Row): Given {
  const { name, statement_ids, lines, uid, server_id, pos_session_id, creation_date, ...others } = data;
  const date_order = env.series === 16 ? creation_date : data.date_order;
  return {
    ...others,
    pos_reference: name,
    session_id: session.id,
    partner_id: knownPartner(env, data.partner_id),
    date_order: moment(date_order),
    lines: asList(lines, 'lines').map((command) => lineCommand(env, command)),
    payment_ids: asList(statement_ids, 'statement_ids').map((command) => paymentCommand(env, command)),
  };
}

/** The same lines and the same payments: then an order with the same number is not taken in again. */
function isSame(env: Environment, order: Row, data: Given): boolean {
  const key = (values: readonly unknown[]) => values.map((value) => Number(value)).join(':');
  const sent = (commands: unknown, fields: readonly string[]) =>
    asList(commands, 'commands').map((command) => key(fields.map((field) => valuesIn(command)[field])));
  const stored = (rows: readonly Row[], fields: readonly string[]) =>
    rows.map((row) => key(fields.map((field) => row[field])));
  const alike = (one: string[], other: string[]) => one.sort().join() === other.sort().join();
  const ofLine = ['product_id', 'qty', 'price_unit'];
  const ofPayment = ['payment_method_id', 'amount'];
  const payments = env
    .pointingAt('pos.payment', 'pos_order_id', order.id)
    .filter((payment) => !isTrue(payment, 'is_change'));
  return (
    alike(stored(linesOf(env, order), ofLine), sent(data.lines, ofLine)) &&
    alike(stored(payments, ofPayment), sent(data.statement_ids, ofPayment))
  );
}

function replaceDraft(env: Environment, draft: Row, values: Given): Row {
  unlink(
    env,
    'pos.order.line',
    linesOf(env, draft).map(({ id }) => id),
  );
  unlink(
    env,
    'pos.payment',
    env.pointingAt('pos.payment', 'pos_order_id', draft.id).map(({ id }) => id),
  );
  write(env, ORDER, [draft.id], values);
  return env.row(ORDER, draft.id);
}

function take(env: Environment, data: Given, twin: Row | undefined, draft: boolean): Row | undefined {
  const [asked] = visibleRows(env, 'pos.session', [Number(data.pos_session_id)]);
  if (!asked) return undefined;
  const values = valuesOf(env, data, sessionFor(env, asked));
  const order = twin ? replaceDraft(env, twin, values) : create(env, ORDER, values);
  // What is paid too little stays a draft, and nobody is told.
  return draft ? countPayments(env, order) : finish(env, order).order;
}

function checkData(env: Environment, data: Given): void {
  demandKeys(data, [...READ, ...alsoRead(env)]);
  if (env.series === 16 && typeof data.pricelist_id !== 'number')
    throw mandatory(16, ORDER, 'Point of Sale Orders', 'pricelist_id', env.field(ORDER, 'pricelist_id'));
  if (!isLoadable(String(data.name)))
    env.refuse(`"${String(data.name)}" has no run of 14 digits or dashes: the till crashes on it`);
}

function createOne(env: Environment, order: unknown, draft: boolean): Row | undefined {
  const wrapper = asGiven(order, 'an order');
  demandKeys(wrapper, ['data']);
  const sent = asGiven(wrapper.data, 'data');
  const data = onlyTaken(
    env,
    { ...sent, to_invoice: wrapper.to_invoice ?? sent.to_invoice ?? false },
    TAKEN,
    'an order',
  );
  checkData(env, data);
  const known = env.database
    .table(ORDER)
    .all()
    .filter(({ id, pos_reference }) => pos_reference === data.name || id === data.server_id);
  const twin = known.find((one) => textOf(one, 'state') === 'draft' && numberOf(one, 'amount_total') >= 0);
  if (!twin && known.some((one) => isSame(env, one, data))) return undefined;
  if (!twin && known.length > 0) env.mark(`two orders are called ${String(data.name)}`);
  return take(env, data, twin, draft);
}

/** The till's own way of sending orders, up to 17. What was taken in before is not in the answer. */
export function createFromUi({ env, args }: Call): unknown {
  demand(env, ORDER, 'create');
  try {
    const taken = asList(args.orders, 'orders').flatMap(
      (order) => createOne(env, order, args.draft === true) ?? [],
    );
    return taken.map((order) => ({
      id: order.id,
      pos_reference: textOf(order, 'pos_reference'),
      account_move: idOf(order, 'account_move') ?? false,
    }));
  } catch (thrown) {
    throw isForeignKey(thrown) ? failedTransaction() : thrown;
  }
}
