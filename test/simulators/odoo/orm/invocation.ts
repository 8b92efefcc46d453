import { alive } from '../series';
import { absentModel, accessError, attributeError } from '../wire/refusal';
import type { Bound } from './binding';
import type { Method } from './definition';
import type { Environment } from './environment';
import { visibleRows } from './rights';
import { STANDARD } from './standard';

/** Contexts that Odoo (or its web client) gives a meaning to; any other name would be ignored. */
const CONTEXT = new Set([
  ...['lang', 'tz', 'uid', 'allowed_company_ids', 'active_test', 'active_id', 'active_ids', 'active_model'],
  ...['location', 'inventory_mode', 'disable_cancel_warning', 'tracking_disable', 'mail_create_nolog'],
]);
const LANGUAGES = ['en_US'];

/** `warehouse` became `warehouse_id` in 18. */
function isKnown(env: Environment, name: string): boolean {
  return CONTEXT.has(name) || name === (env.series >= 18 ? 'warehouse_id' : 'warehouse');
}

/** A context that Odoo would ignore, or a language that is not installed. */
export function checkContext(env: Environment, invalidLanguage: (lang: string) => Error): void {
  for (const name of Object.keys(env.context))
    if (!isKnown(env, name)) env.refuse(`Odoo ${env.series} knows no context "${name}"`);
  const { lang } = env.context;
  if (lang === undefined || lang === false || LANGUAGES.includes(String(lang))) return;
  if (env.series >= 18) throw invalidLanguage(String(lang));
  env.refuse(`the language ${String(lang)} is not installed: Odoo ${env.series} ignores it`);
}

/** The method, or the error of a series for names that cannot be called. */
export function methodOf(env: Environment, model: string, name: string): Method {
  const definition = env.definition(model);
  if (!env.installed(definition.module)) throw absentModel(model);
  if (name.startsWith('_') && env.series >= 18)
    throw accessError(`Private methods (such as '${model}.${name}') cannot be called remotely.`);
  const method = definition.methods?.[name] ?? STANDARD[name];
  if (method && alive(method, env.series)) return method;
  env.mark(`${model}.${name} does not exist in Odoo ${env.series}, or this simulator does not know it`);
  throw attributeError(`The method '${model}.${name}' does not exist`);
}

/** Runs a method on records that are there, which `read` alone does not ask for. */
export function invoke(env: Environment, model: string, name: string, method: Method, bound: Bound): unknown {
  const { ids, args } = bound;
  const rows = name === 'read' ? [] : visibleRows(env, model, ids);
  return method.run({ env, model, ids, rows, args });
}
