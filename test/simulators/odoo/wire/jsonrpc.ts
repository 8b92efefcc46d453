import type { SimContext, SimReply } from '../../core/types';
import { bindPositional } from '../orm/binding';
import { checkContext, invoke, methodOf } from '../orm/invocation';
import { type Series, versionOf } from '../series';
import type { Instance } from '../instance';
import { exceptionData } from './exception';
import { page, plain } from './pages';
import { accessDenied, attributeError, missingRecord, OdooError, typeError, userError } from './refusal';
import { dictionary } from './request';

type Arguments = readonly unknown[];

/** `code` is 200 up to 18, 0 from 19: nothing to tell errors apart by. */
export function errorEnvelope(series: Series, error: OdooError, id: unknown): Record<string, unknown> {
  const code = series >= 19 ? 0 : 200;
  return {
    ...{ jsonrpc: '2.0', id: id ?? null },
    error: { code, message: 'Odoo Server Error', data: exceptionData(series, error) },
  };
}

/** The uid, or false for whatever is wrong with login, password or key. */
function authenticate(instance: Instance, [name, login, secret]: Arguments): unknown {
  const database = instance.database(String(name));
  const user = database.users.find((one) => one.login === login);
  const good = user && (user.password === secret || user.keys.has(String(secret)));
  return good ? user.uid : false;
}

function executeKw(instance: Instance, args: Arguments): unknown {
  const [name, uid, secret, model, method, positional, named] = args;
  const database = instance.database(String(name));
  const user = database.users.find((one) => one.uid === uid);
  if (!user) throw missingRecord('res.users', Number(uid), Number(uid));
  if (user.password !== secret && !user.keys.has(String(secret))) throw accessDenied();
  if (!Array.isArray(positional ?? [])) throw typeError('execute_kw takes a list of arguments');
  const { context, ...rest } = dictionary(named);
  return instance.transaction(database, user, dictionary(context), (env) => {
    checkContext(env, (lang) => userError(`Invalid language code: ${lang}`));
    const [asked, called] = [String(model), String(method)];
    const found = methodOf(env, asked, called);
    const given = (positional ?? []) as unknown[];
    return invoke(env, asked, called, found, bindPositional(found, asked, called, given, rest));
  });
}

type Service = (instance: Instance, args: Arguments) => unknown;

/** https://www.odoo.com/documentation/18.0/developer/howtos/web_services.html */
const SERVICES: Record<string, Service> = {
  'common.version': ({ series, switches }) => versionOf(series, switches.saas),
  'common.authenticate': authenticate,
  'object.execute_kw': executeKw,
};

function perform(instance: Instance, json: unknown): unknown {
  const { service, method, args } = dictionary(dictionary(json).params);
  const name = `${String(service)}.${String(method)}`;
  const run = SERVICES[name];
  if (!run) {
    instance.violations.push(`the service ${name} is not one a bridge needs`);
    throw attributeError(`module 'odoo.service' has no attribute '${name}'`);
  }
  if (!Array.isArray(args)) throw typeError(`${name} takes a list of arguments`);
  return run(instance, args);
}

/** POST /jsonrpc: 200 for success and for every error of the application. None leaves `result` out. */
export function jsonRpc(instance: Instance, { headers, json }: SimContext): SimReply {
  const { series } = instance;
  if (!headers['content-type']?.startsWith('application/json'))
    return series >= 19 ? page(415, 'Unsupported Media Type') : page(400, 'Bad Request');
  if (json === undefined) return plain(400, 'Invalid JSON data');
  if (series >= 19) instance.deprecatedCalls += 1;
  const id = dictionary(json).id ?? null;
  try {
    const result = perform(instance, json);
    return { status: 200, json: { jsonrpc: '2.0', id, ...(result !== undefined && { result }) } };
  } catch (thrown) {
    if (!(thrown instanceof OdooError)) throw thrown;
    return { status: 200, json: errorEnvelope(series, thrown, id) };
  }
}

/** Only POST is served; a redirect from http turns it into GET. */
export function notPosted({ series }: Instance): SimReply {
  return series >= 19 ? page(415, 'Unsupported Media Type') : page(400, 'Bad Request');
}
