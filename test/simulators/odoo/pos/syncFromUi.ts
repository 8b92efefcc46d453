import type { Call, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { record } from '../orm/reading';
import { demand, visibleRows } from '../orm/rights';
import { type Row, textOf } from '../orm/row';
import { create, write } from '../orm/writing';
import { userError, valueError } from '../wire/refusal';
import { asGiven, asList, demandKeys, finish, knownPartner } from './incoming';
import { countPayments, linesOf } from './payment';
import { sessionFor } from './tills';

const ORDER = 'pos.order';
/** 19 gives these itself. */
const NUMBERED_BY_19 = ['name', 'pos_reference', 'sequence_number', 'tracking_number'];

function known(env: Environment, { uuid }: Given): Row | undefined {
  if (typeof uuid !== 'string' || uuid === '') return undefined;
  return env.database
    .table(ORDER)
    .all()
    .find((order) => order.uuid === uuid);
}

/** 18 takes the number of an order from its `name`. */
function valuesOf(env: Environment, given: Given, session: Row): Given {
  const { name, id: _, ...others } = given;
  if (env.series >= 19)
    for (const field of NUMBERED_BY_19)
      if (field in given) env.refuse(`pos.order.${field} is given by Odoo 19 itself`);
  return {
    ...others,
    ...(env.series <= 18 && name !== undefined && { pos_reference: name }),
    session_id: session.id,
    ...('partner_id' in given && { partner_id: knownPartner(env, given.partner_id) }),
  };
}

/** A draft is changed, not replaced: lines sent as new ones are added to those it has. */
function updateDraft(env: Environment, draft: Row, given: Given, session: Row): Row {
  const late = env.series >= 19 || env.server.switches.release18 === 'late';
  if (late) demandKeys(given, ['access_token']);
  else if (given.id !== draft.id) throw valueError('Expected singleton: pos.order()');
  const { uuid: _, ...values } = valuesOf(env, given, session);
  const before = linesOf(env, draft).length;
  write(env, ORDER, [draft.id], values);
  if (before > 0 && linesOf(env, draft).length > before)
    env.mark(`pos.order ${draft.id} was resent and has lines twice`);
  return env.row(ORDER, draft.id);
}

function createNew(env: Environment, given: Given, session: Row): Row {
  if (given.id !== undefined && given.id !== false)
    env.refuse(`there is no draft ${JSON.stringify(given.id)}`);
  return create(env, ORDER, valuesOf(env, given, session));
}

/** 18 keeps what the payload calls paid, however little was paid; 19 refuses it. */
function settleOrNot(env: Environment, order: Row, draft: boolean): Row {
  if (draft) return countPayments(env, order);
  const { order: finished, paidUp } = finish(env, order);
  if (!paidUp && env.series >= 19) throw userError(`Order ${textOf(finished, 'name')} is not fully paid.`);
  return finished;
}

function syncOne(env: Environment, order: unknown): Row | undefined {
  const given = asGiven(order, 'an order');
  demandKeys(given, ['session_id']);
  const [asked] = visibleRows(env, 'pos.session', [Number(given.session_id)]);
  const twin = known(env, given);
  if (twin && textOf(twin, 'state') !== 'draft') return env.series >= 19 ? twin : undefined;
  if (!asked) return undefined;
  const session = sessionFor(env, asked);
  const stored = twin ? updateDraft(env, twin, given, session) : createNew(env, given, session);
  return settleOrNot(env, stored, given.state === 'draft');
}

function shown(env: Environment, model: string, rows: readonly Row[]): unknown[] {
  const names = Object.keys(env.definition(model).fields);
  return rows.map((row) => record(env, model, row, names, false));
}

/**
 * The till's own way of sending orders, 18 and later: creates, or updates drafts, by `uuid`. An order that is paid
 * already is left alone: 18 then answers empty lists, 19 the order.
 */
export function syncFromUi({ env, args }: Call): unknown {
  demand(env, ORDER, 'create');
  const orders = asList(args.orders, 'orders').flatMap((order) => syncOne(env, order) ?? []);
  const of = (model: string, field: string) =>
    orders.flatMap((order) => env.pointingAt(model, field, order.id));
  return {
    [ORDER]: shown(env, ORDER, orders),
    'pos.session': [],
    'pos.payment': shown(env, 'pos.payment', of('pos.payment', 'pos_order_id')),
    'pos.order.line': shown(env, 'pos.order.line', of('pos.order.line', 'order_id')),
    'pos.pack.operation.lot': [],
    'product.attribute.custom.value': [],
  };
}
