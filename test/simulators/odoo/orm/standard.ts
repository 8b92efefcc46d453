import { accessError, userError } from '../wire/refusal';
import type { Call, Method } from './definition';
import { load } from './load';
import { fieldsGet, namesOf, record } from './reading';
import { demand, isAllowed, isVisible, OPERATIONS, type Operation, visibleRows } from './rights';
import { search } from './search';
import { create, unlink, write } from './writing';

function operationOf(given: unknown): Operation {
  const operation = OPERATIONS.find((one) => one === given);
  if (!operation) throw userError(`Invalid operation ${JSON.stringify(given)}`);
  return operation;
}

function found({ env, model, args }: Call) {
  const { order, limit, offset } = args;
  return search(env, model, args.domain ?? [], { order, limit, offset });
}

function searchRead(call: Call): unknown {
  const { env, model, args } = call;
  const names = namesOf(env, model, args.fields);
  return found(call).map((row) => record(env, model, row, names));
}

/** Ids that do not exist are left out; another company's are refused. */
function read({ env, model, ids, args }: Call): unknown {
  const there = ids.filter((id) => env.find(model, id));
  const names = namesOf(env, model, args.fields);
  const named = args.load === undefined || args.load === '_classic_read';
  return visibleRows(env, model, there).map((row) => record(env, model, row, names, named));
}

/** One dictionary gives one id, a list gives a list. */
function createMany({ env, model, args }: Call): unknown {
  demand(env, model, 'create');
  const { vals_list: given } = args;
  const rows = (Array.isArray(given) ? (given as unknown[]) : [given]).map((one) => create(env, model, one));
  const hidden = rows.find((row) => !isVisible(env, model, row));
  if (hidden) throw accessError('Access to unauthorized or invalid companies.');
  const ids = rows.map(({ id }) => id);
  return Array.isArray(given) ? ids : ids[0];
}

function checkAccessRights({ env, model, args }: Call): unknown {
  const operation = operationOf(args.operation);
  if (args.raise_exception !== false) demand(env, model, operation);
  return isAllowed(env, model, operation);
}

const PAGED = ['offset?', 'limit?', 'order?'];

/**
 * The methods that every model has.
 * https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 */
export const STANDARD: Readonly<Record<string, Method>> = {
  search: { on: 'model', params: ['domain', ...PAGED], run: (call) => found(call).map(({ id }) => id) },
  search_read: { on: 'model', params: ['domain?', 'fields?', ...PAGED], run: searchRead },
  search_count: { on: 'model', params: ['domain', 'limit?'], run: (call) => found(call).length },
  // Ids that are not there are no error: so this must not get `rows` checked beforehand.
  read: { on: 'records', params: ['fields?', 'load?'], run: read },
  fields_get: {
    on: 'model',
    params: ['allfields?', 'attributes?'],
    run: ({ env, model, args }) => fieldsGet(env, model, args),
  },
  create: { on: 'model', params: ['vals_list'], run: createMany },
  write: {
    on: 'records',
    params: ['vals'],
    run: ({ env, model, ids, args }) => {
      demand(env, model, 'write');
      write(env, model, ids, args.vals);
      return true;
    },
  },
  unlink: {
    on: 'records',
    run: ({ env, model, ids }) => {
      demand(env, model, 'unlink');
      unlink(env, model, ids);
      return true;
    },
  },
  load: {
    on: 'model',
    params: ['fields', 'data'],
    run: ({ env, model, args }) => load(env, model, args.fields, args.data),
  },
  check_access_rights: {
    on: 'model',
    params: ['operation', 'raise_exception?'],
    run: checkAccessRights,
  },
  has_access: {
    on: 'records',
    params: ['operation'],
    since: 18,
    run: ({ env, model, args }) => isAllowed(env, model, operationOf(args.operation)),
  },
};
