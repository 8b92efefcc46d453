import type { SimReply } from '../core/types';

/** Zoho's codes: callers classify by them, the messages change. */
export const CODE = {
  invalidValue: 2,
  notAllowed: 4,
  invalidUrl: 5,
  mandatory: 6,
  unauthenticated: 14,
  tooLong: 15,
  minuteLimit: 44,
  dayLimit: 45,
  unauthorized: 57,
  internal: 1000,
  exists: 1001,
  unknown: 1002,
  inFlightLimit: 1070,
  contactExists: 3062,
  wrongOrganization: 6041,
  paymentTooLarge: 24016,
  orderNumberExists: 36004,
  orderInvoiced: 36023,
  nothingToInvoice: 36026,
  planOver: 103001,
} as const;

export const errorBody = (code: number, message: string): unknown => ({ code, message });

/** A request that Zoho does not carry out. `violation`: it is this simulator that is stricter than Zoho. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    readonly details: string,
    readonly violation = false,
  ) {
    super(`${code}: ${details}`);
  }

  reply(): SimReply {
    return { status: this.status, json: errorBody(this.code, this.details) };
  }
}

export const refused = (code: number, message: string) => new Refused(400, code, message);

export const missing = (field: string) => refused(CODE.mandatory, `${field} is mandatory`);

export const invalid = (field: string, why?: string) =>
  refused(CODE.invalidValue, `Invalid value passed for ${field}${why === undefined ? '' : ` (${why})`}`);

export const tooLong = (field: string, most: number) =>
  refused(CODE.tooLong, `Please ensure that the ${field} has less than ${most} characters.`);

/** The record does not allow it in the state it is in. Zoho's own codes for most of these are not known. */
export const notAllowed = (message: string) => refused(CODE.notAllowed, message);

/** For what Zoho silently ignores, or where nobody knows what it does: a bridge should not do it. */
export const stricter = (details: string) =>
  new Refused(400, CODE.invalidValue, `SIMULATOR: ${details}`, true);

export const unknownField = (field: string) =>
  stricter(`unknown or read-only ${field}; Zoho would ignore it silently`);

export const doesNotExist = (thing: string, status: number) =>
  new Refused(status, CODE.unknown, `${thing} does not exist.`);
