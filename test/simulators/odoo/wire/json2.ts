import type { SimContext, SimReply } from '../../core/types';
import type { Instance } from '../instance';
import { bindNamed } from '../orm/binding';
import type { Database, User } from '../orm/database';
import type { Environment } from '../orm/environment';
import { checkContext, invoke, methodOf } from '../orm/invocation';
import { exceptionData } from './exception';
import { page } from './pages';
import { badRequest, notFound, OdooError, unauthorized, userError } from './refusal';
import { askedIn, dictionary } from './request';

/** The header names the database; a host of one database needs no name. */
function databaseOf(instance: Instance, { headers }: SimContext): Database | undefined {
  const name = headers['x-odoo-database'];
  if (name !== undefined) return instance.databases.find((database) => database.name === name);
  return instance.switches.singleDatabase ? instance.databases[0] : undefined;
}

function userOf(database: Database, context: SimContext): User {
  const { secret: key } = askedIn(context);
  if (key === '')
    throw unauthorized('User not authenticated, use an API Key with a Bearer Authorization header.');
  const user = database.users.find(({ keys }) => keys.has(key));
  if (!user) throw unauthorized('Invalid apikey');
  return user;
}

function run(env: Environment, model: string, name: string, ids: unknown, named: Record<string, unknown>) {
  checkContext(env, (lang) => userError(`Invalid language code: ${lang}`));
  const method = methodOf(env, model, name);
  const result = invoke(env, model, name, method, bindNamed(method, model, name, ids, named));
  // A recordset is shown as its ids, also when only one record was made.
  return name === 'create' && typeof result === 'number' ? [result] : result;
}

function perform(instance: Instance, database: Database, context: SimContext): unknown {
  const { params, json } = context;
  const user = userOf(database, context);
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw badRequest('could not parse the body as json');
  const { ids, context: given, ...named } = json as Record<string, unknown>;
  const { model = '', method = '' } = params;
  try {
    return instance.transaction(database, user, dictionary(given), (env) =>
      run(env, model, method, ids, named),
    );
  } catch (thrown) {
    const absent = thrown instanceof OdooError && thrown.traits.absentModel !== undefined;
    throw absent ? notFound(`the model '${model}' does not exist`) : thrown;
  }
}

/**
 * POST /json/2/<model>/<method>, from 19: a bare result, real statuses, None as null.
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */
export function json2(instance: Instance, context: SimContext): SimReply {
  if (instance.series < 19) return page(404, 'Not Found');
  const database = databaseOf(instance, context);
  if (!database) return page(404, 'Not Found');
  if (!context.headers['content-type']?.startsWith('application/json'))
    return page(415, 'Unsupported Media Type');
  try {
    return { status: 200, json: perform(instance, database, context) ?? null };
  } catch (thrown) {
    if (!(thrown instanceof OdooError)) throw thrown;
    const challenge = thrown.status === 401 && { headers: { 'www-authenticate': 'Bearer' } };
    return { status: thrown.status, ...challenge, json: exceptionData(instance.series, thrown) };
  }
}

/** Any other method or path below /json/2. */
export function json2Misused({ series }: Instance): SimReply {
  if (series < 19) return page(404, 'Not Found');
  const hint = notFound('Did you mean POST /json/2/<model>/<method>?');
  return { status: 404, json: exceptionData(series, hint) };
}
