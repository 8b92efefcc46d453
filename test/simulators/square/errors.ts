import type { SimReply } from '../core/types';

export interface ErrorEntry {
  category: string;
  code: string;
  detail?: string;
  field?: string;
}

/** The HTTP status of each code; 400 for all others. */
const STATUS: Record<string, number> = {
  UNAUTHORIZED: 401,
  ACCESS_TOKEN_EXPIRED: 401,
  ACCESS_TOKEN_REVOKED: 401,
  INSUFFICIENT_SCOPES: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
};

const AUTHENTICATION = new Set([
  'UNAUTHORIZED',
  'ACCESS_TOKEN_EXPIRED',
  'ACCESS_TOKEN_REVOKED',
  'INSUFFICIENT_SCOPES',
  'FORBIDDEN',
]);

function categoryOf(code: string): string {
  if (AUTHENTICATION.has(code)) return 'AUTHENTICATION_ERROR';
  if (code === 'RATE_LIMITED') return 'RATE_LIMIT_ERROR';
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'NOT_IMPLEMENTED') return 'API_ERROR';
  return code.startsWith('REFUND_') ? 'REFUND_ERROR' : 'INVALID_REQUEST_ERROR';
}

/** Thrown by an endpoint to end the request with this reply. */
export class Refusal extends Error {
  constructor(readonly reply: SimReply) {
    super(JSON.stringify(reply.json));
  }
}

export function errorEntry(code: string, detail: string, field?: string): ErrorEntry {
  return { category: categoryOf(code), code, detail, ...(field === undefined ? {} : { field }) };
}

/** Square's error body; the HTTP status follows the first error. */
export function errorReply(errors: ErrorEntry[]): SimReply {
  return { status: STATUS[errors[0]?.code ?? ''] ?? 400, json: { errors } };
}

/** A refusal in the shape of every `/v2` endpoint. */
export class SquareError extends Refusal {
  constructor(readonly errors: ErrorEntry[]) {
    super(errorReply(errors));
  }
}

export function refuse(code: string, detail: string, field?: string): never {
  throw new SquareError([errorEntry(code, detail, field)]);
}

/** The token endpoint's other shape, without an `errors` list. */
export function refuseNotAuthorized(message: string): never {
  throw new Refusal({ status: 401, json: { message, type: 'service.not_authorized' } });
}
