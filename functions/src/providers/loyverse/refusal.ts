import { Failure, type FailureKind } from '../../model/failure';
import { commonRefusal, retryAfter, type HttpReply } from '../http';
import { manifest } from './manifest';
import type { WireError } from './wire';

interface Meaning {
  kind: FailureKind;
  what: string;
  advice?: string;
}

const SIGN_IN: Meaning = {
  kind: 'unauthorized',
  what: 'Loyverse does not accept the access token',
  advice: 'Create a new access token in the Loyverse Back Office and connect Loyverse again.',
};
const PAYMENT: Meaning = {
  kind: 'rejected',
  what: 'The Loyverse account may not do this on its present plan',
  advice: 'Check the subscription in the Loyverse Back Office under Billing and subscriptions, then retry.',
};
const SCOPES: Meaning = {
  kind: 'unauthorized',
  what: 'The Loyverse sign-in lacks a permission',
  advice:
    `Connect Loyverse again and grant every scope that is asked for (${manifest.signIn.oauthScopes.join(', ')}), ` +
    'or use an access token, which has them all.',
};
const NOT_FOUND: Meaning = {
  kind: 'rejected',
  what: 'Loyverse does not know something that it was asked for',
  advice:
    'Check the mapping of the items and the settings of the connection: something was deleted in Loyverse.',
};
const REFUSED: Meaning = {
  kind: 'rejected',
  what: 'Loyverse refuses the request',
  advice: 'Read what Loyverse says, correct it there or in the storefront, then retry.',
};
const OUR_FAULT: Meaning = { kind: 'unexpected', what: 'Loyverse cannot read our request' };

const BY_STATUS: Partial<Record<number, Meaning>> = {
  400: REFUSED,
  401: SIGN_IN,
  402: PAYMENT,
  403: SCOPES,
  404: NOT_FOUND,
  415: OUR_FAULT,
};

/** Only where the status says nothing of its own. */
const BY_CODE: Partial<Record<string, Meaning>> = {
  UNAUTHORIZED: SIGN_IN,
  PAYMENT_REQUIRED: PAYMENT,
  FORBIDDEN: SCOPES,
  NOT_FOUND,
  UNSUPPORTED_MEDIA_TYPE: OUR_FAULT,
  RATE_LIMITED: { kind: 'throttled', what: 'Loyverse asks us to slow down' },
};

/** Loyverse's own words: code, details and field of each error, nothing else of the reply. */
export function wordsOf(errors: readonly WireError[]): string {
  return errors
    .slice(0, 3)
    .map(({ code, details, field }) =>
      [code, details?.slice(0, 200), field && `(${field.slice(0, 100)})`].filter(Boolean).join(' '),
    )
    .join('; ');
}

/** A refusal as the Failure it means: by HTTP status first, by Loyverse's code second. */
export function classify(reply: HttpReply, errors: readonly WireError[], now: number): Failure {
  const words = wordsOf(errors);
  const common = commonRefusal(reply, 'Loyverse', now, words);
  if (common) return common;
  const code = errors[0]?.code;
  const meaning = BY_STATUS[reply.status] ?? (code ? BY_CODE[code] : undefined) ?? REFUSED;
  return new Failure(meaning.kind, `${meaning.what}${words && `: "${words}"`}.`, {
    advice: meaning.advice,
    httpStatus: reply.status,
    code,
    ...(meaning.kind === 'throttled' && { until: retryAfter(reply, now) }),
  });
}
