import { z } from 'zod';
import { Failure, type FailureKind } from '../../model/failure';
import { commonRefusal, retryAfter, type HttpReply } from '../http';

/** One entry of `errors`. Codes outside the published list do come. */
export interface SquareError {
  code: string;
  detail: string;
  /** Where in the request, if Square says so. */
  field?: string;
}

/** `errors` as they stand in a reply. */
export const errorList = z.array(
  z.object({
    code: z.string().default(''),
    detail: z.string().default(''),
    field: z.string().optional(),
  }),
);
const current = z.object({ errors: errorList.min(1) });
/** The older shape; the token endpoint still answers with it. */
const older = z.object({ message: z.string(), type: z.string() });

/** The errors of a reply in either of Square's two shapes; none for any other body. */
export function errorsOf(body: unknown): SquareError[] {
  const listed = current.safeParse(body);
  if (listed.success) return listed.data.errors;
  const single = older.safeParse(body);
  return single.success ? [{ code: single.data.type, detail: single.data.message }] : [];
}

/** https://developer.squareup.com/docs/build-basics/general-considerations/handling-errors */
const CODES: readonly [FailureKind, string][] = [
  ['throttled', 'RATE_LIMITED'],
  [
    'unavailable',
    'INTERNAL_SERVER_ERROR SERVICE_UNAVAILABLE BAD_GATEWAY GATEWAY_TIMEOUT TEMPORARY_ERROR REQUEST_TIMEOUT',
  ],
  // With a used key or a dead cursor too, what was read before no longer holds: read again.
  ['conflict', 'VERSION_MISMATCH CONFLICT PAYMENT_AMOUNT_MISMATCH IDEMPOTENCY_KEY_REUSED INVALID_CURSOR'],
  ['unauthorized', 'ACCESS_TOKEN_EXPIRED UNAUTHORIZED ACCESS_TOKEN_REVOKED CLIENT_DISABLED'],
  ['unauthorized', 'APPLICATION_DISABLED V1_ACCESS_TOKEN INSUFFICIENT_SCOPES FORBIDDEN'],
  ['rejected', 'NOT_FOUND INVALID_LOCATION LOCATION_MISMATCH CUSTOMER_NOT_FOUND CURRENCY_MISMATCH'],
  ['rejected', 'UNSUPPORTED_CURRENCY INVALID_PHONE_NUMBER INVALID_EMAIL_ADDRESS BAD_REQUEST INVALID_VALUE'],
];
/** By code, never by `category`: Square's own documentation shows a validation error with a wrong one. */
const KIND_OF: ReadonlyMap<string, FailureKind> = new Map(
  CODES.flatMap(([kind, codes]) => codes.split(' ').map((code) => [code, kind] as const)),
);

const PLACE = 'Choose the Square location of this connection again.';
const CURRENCY = 'The order must be in the currency of the Square location.';
const ADVICE: Readonly<Partial<Record<string, string>>> = {
  INSUFFICIENT_SCOPES: 'Connect Square again and grant every permission that is asked for.',
  FORBIDDEN: 'Check that the location still belongs to this Square account; else connect Square again.',
  INVALID_LOCATION: PLACE,
  LOCATION_MISMATCH: PLACE,
  CURRENCY_MISMATCH: CURRENCY,
  UNSUPPORTED_CURRENCY: CURRENCY,
  'service.not_authorized':
    'Connect Square again. If every connection fails so, check the bridge’s Square application id and secret.',
  unauthorized: 'Connect Square again.',
  rejected: 'Correct what Square names, there or in the storefront, then retry.',
};

const WHAT: Readonly<Partial<Record<FailureKind, string>>> = {
  throttled: 'Square asks us to slow down',
  unavailable: 'Square has trouble',
};

/** Their details repeat what the shopper typed. */
const PERSONAL = new Set(['INVALID_PHONE_NUMBER', 'INVALID_EMAIL_ADDRESS']);

/** `CODE: detail`, the detail cut at 200 characters and without a shopper's data. */
export function wordsOf({ code, detail }: SquareError): string {
  return detail === '' || PERSONAL.has(code) ? code : `${code}: ${detail.slice(0, 200)}`;
}

function kindOf(status: number, error: SquareError | undefined): FailureKind {
  // Seen with BAD_REQUEST: the code alone does not tell that the order's total has moved.
  if (error && /payment total does not match the order total/i.test(error.detail)) return 'conflict';
  const known = error && KIND_OF.get(error.code);
  if (known) return known;
  if (status === 401 || status === 403) return 'unauthorized';
  return status >= 400 ? 'rejected' : 'unexpected';
}

/** A refusal as the Failure it means: 429, then by code, then by status. Holds only code and detail of the reply. */
export function classify(reply: HttpReply, errors: readonly SquareError[], now: number): Failure {
  const [error] = errors;
  const words = error ? wordsOf(error) : undefined;
  const known = error !== undefined && KIND_OF.has(error.code);
  // "Catalog locked by prior request" comes as 429 as well, whatever its code.
  const common = reply.status === 429 || !known ? commonRefusal(reply, 'Square', now, words) : undefined;
  if (common) return common;
  const kind = kindOf(reply.status, error);
  return new Failure(kind, `${WHAT[kind] ?? 'Square refuses the request'}${words ? ` (${words})` : ''}.`, {
    httpStatus: reply.status,
    code: error?.code,
    advice: (error && ADVICE[error.code]) ?? ADVICE[kind],
    ...(kind === 'throttled' && { until: retryAfter(reply, now) }),
  });
}

/** True for a Failure that Square raised with one of these codes. */
export function hasCode(thrown: unknown, ...codes: readonly string[]): thrown is Failure {
  return thrown instanceof Failure && thrown.detail.code !== undefined && codes.includes(thrown.detail.code);
}
