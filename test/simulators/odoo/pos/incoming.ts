import type { Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import type { Row } from '../orm/row';
import { keyError, OdooError, typeError } from '../wire/refusal';
import { countPayments, giveChange, invoice, isPaidUp, settle } from './payment';

export function asGiven(value: unknown, what: string): Given {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Given;
  throw typeError(`${what} must be a dictionary, not ${JSON.stringify(value)}`);
}

export function asList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw typeError(`${what} must be a list, not ${JSON.stringify(value)}`);
}

/** Python reads these without asking whether they are there. */
export function demandKeys(given: Given, keys: readonly string[]): void {
  for (const key of keys) if (!(key in given)) throw keyError(key);
}

/** A customer who is not there is dropped, and the order is nobody's. */
export function knownPartner(env: Environment, given: unknown): number | false {
  if (given === false || given === null || given === undefined) return false;
  if (typeof given === 'number' && env.find('res.partner', given)) return given;
  env.refuse(`the customer ${JSON.stringify(given)} of an order does not exist: Odoo drops it`);
  return false;
}

/**
 * Counts the payments of an order that has just come in, and settles it when it is paid up. One that is not stays
 * as it is; the caller decides whether that is an error.
 */
export function finish(env: Environment, order: Row): { order: Row; paidUp: boolean } {
  giveChange(env, order);
  const counted = countPayments(env, order);
  if (!isPaidUp(env, counted)) return { order: counted, paidUp: false };
  const paid = settle(env, counted);
  invoice(env, paid);
  return { order: env.row('pos.order', paid.id), paidUp: true };
}

/** Says whether a relation of an order points at nothing. */
export const isForeignKey = (thrown: unknown): boolean =>
  thrown instanceof OdooError && thrown.traits.foreignKey === true;
