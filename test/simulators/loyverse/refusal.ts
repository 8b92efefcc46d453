import type { SimReply } from '../core/types';

export type ErrorCode =
  | 'BAD_REQUEST'
  | 'INCORRECT_VALUE_TYPE'
  | 'MISSING_REQUIRED_PARAMETER'
  | 'INVALID_VALUE'
  | 'INVALID_RANGE'
  | 'INVALID_CURSOR'
  | 'CONFLICTING_PARAMETERS'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'RATE_LIMITED'
  | 'INTERNAL_SERVER_ERROR';

/** Loyverse's error body; `field` only where one field is to blame. */
export function errorBody(code: ErrorCode, details: string, field?: string): unknown {
  return { errors: [{ code, details, ...(field !== undefined && { field }) }] };
}

/** A request that Loyverse does not carry out. `violation`: it is this simulator that is stricter than Loyverse. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly details: string,
    readonly field?: string,
    readonly violation = false,
  ) {
    super(`${code} ${field ?? ''}: ${details}`);
  }

  reply(): SimReply {
    return { status: this.status, json: errorBody(this.code, this.details, this.field) };
  }
}

export const missing = (field: string) =>
  new Refused(400, 'MISSING_REQUIRED_PARAMETER', 'Field must be set', field);

export const wrongType = (expected: string, field: string) =>
  new Refused(400, 'INCORRECT_VALUE_TYPE', `Expected ${expected}`, field);

export const invalid = (details: string, field: string) => new Refused(400, 'INVALID_VALUE', details, field);

export const conflicting = (details: string, field: string) =>
  new Refused(400, 'CONFLICTING_PARAMETERS', details, field);

export const notFound = (id: string, field = 'id') =>
  new Refused(404, 'NOT_FOUND', `The resource with ID '${id}' was not found`, field);

export const paymentRequired = (details: string) => new Refused(402, 'PAYMENT_REQUIRED', details);

/** For what Loyverse silently ignores, or where nobody knows its limit: a bridge should not do it. */
export const stricter = (details: string, field: string) =>
  new Refused(400, 'INVALID_VALUE', `SIMULATOR: ${details}`, field, true);

export const unknownField = (field: string) =>
  stricter(`unknown field ${field}; Loyverse would ignore it silently`, field);
