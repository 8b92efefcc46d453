import { Failure, type FailureKind } from '../../model/failure';
import { commonRefusal, retryAfter, type HttpReply } from '../http';
import type { Fault } from './wire';

interface Meaning {
  kind: FailureKind;
  what: string;
  advice?: string;
  code?: string;
  /** Odoo's words are not repeated: they may hold values. */
  silent?: boolean;
}

/** `detail.code` of what callers look for. */
export const CODES = {
  closed: 'TILL_CLOSED',
  noModel: 'NO_MODEL',
  reference: 'REFERENCE',
  twin: 'TWIN',
} as const;

const SIGN_IN: Meaning = {
  kind: 'unauthorized',
  what: 'Odoo does not accept the sign-in',
  advice: 'Make a new API key in Odoo (Preferences > Account Security) and connect Odoo again.',
};
const DATABASE: Meaning = {
  kind: 'rejected',
  what: 'Odoo does not know the database',
  advice: 'Check address and database in the sign-in, then connect Odoo again.',
  silent: true,
};
const BUG: Meaning = { kind: 'unexpected', what: 'Odoo cannot work with our request', silent: true };
const BUSY: Meaning = {
  kind: 'unavailable',
  what: 'Odoo could not finish the request just now',
  silent: true,
};
const REFUSED: Meaning = {
  kind: 'rejected',
  what: 'Odoo refuses the request',
  advice: 'Read what Odoo says, correct it there or in the storefront, then retry.',
};
const CLOSED: Meaning = { kind: 'throttled', what: 'The till is closed', code: CODES.closed };
const NO_MODEL: Meaning = {
  kind: 'rejected',
  what: 'An app is not installed in Odoo',
  advice: 'Install the app in Odoo (Point of Sale, Sales or Inventory), then retry.',
  code: CODES.noModel,
};
const REFERENCE: Meaning = {
  kind: 'rejected',
  what: 'Odoo does not know something that the request names',
  advice: 'Check the mapping of the items and the settings of the connection: something was deleted in Odoo.',
  code: CODES.reference,
  silent: true,
};
const PERMISSION: Meaning = {
  kind: 'rejected',
  what: 'The API user may not do this in Odoo',
  advice: 'Give the user the rights that the README of the Odoo provider lists, then retry.',
};
const COMPANY: Meaning = {
  kind: 'rejected',
  what: 'The API user does not belong to the chosen company',
  advice: 'Choose another company in the settings of the connection, or add it to the user in Odoo.',
};
const LANGUAGE: Meaning = {
  ...REFUSED,
  advice: 'Install the language in Odoo or take it out of the settings.',
};

const TWIN: Meaning = {
  kind: 'conflict',
  what: 'Odoo has this order already',
  code: CODES.twin,
  silent: true,
};

/** Exception and, where one name means several things, words of its message. The first that fits. */
const MEANINGS: readonly [name: RegExp, words: RegExp, Meaning][] = [
  [/AccessDenied$|Unauthorized$|SessionExpired/, /./, SIGN_IN],
  [/AccessError$/, /compan(y|ies)/i, COMPANY],
  [/AccessError$/, /private method/i, BUG],
  [/AccessError$/, /./, PERMISSION],
  [/OperationalError$|NotFound$/, /database .* does not exist/is, DATABASE],
  [/UserError$|NotFound$/, /(Object \S+|the model \S+) (doesn't|does not) exist/i, NO_MODEL],
  [/UserError$|ValidationError$/, /No open session|need to open a session/i, CLOSED],
  [
    /UserError$|ValidationError$/,
    /already opened for this point of sale/i,
    { kind: 'conflict', what: 'The till is being opened' },
  ],
  [/UserError$/, /Invalid language code/i, LANGUAGE],
  [/ValidationError$|UniqueViolation$|IntegrityError$/, /uuid already exists|unique_uuid/i, TWIN],
  [/ValidationError$/, /fkey|Constraint|following constraint/i, REFERENCE],
  [/InFailedSqlTransaction$|ForeignKeyViolation$/, /./s, { ...BUSY, code: CODES.reference }],
  [/^psycopg2\.|LockError$|ConcurrencyError$|ServiceUnavailable$/, /./s, BUSY],
  [/MissingError$/, /./s, REFERENCE],
  [/^builtins\.|UnprocessableEntity$|BadRequest$|NotFound$/, /./s, BUG],
];

/** An unknown or deleted API user shows as a missing res.users record, on whatever call. */
const isOwnUser = ({ name, message }: Fault, uid: number | undefined) =>
  name.endsWith('MissingError') && (/res\.users\((\d+)/.exec(message)?.[1] ?? '') === String(uid ?? 'nobody');

const meaningOf = (error: Fault, uid: number | undefined): Meaning | undefined =>
  isOwnUser(error, uid)
    ? SIGN_IN
    : MEANINGS.find(([name, words]) => name.test(error.name) && words.test(error.message || ' '))?.[2];

/** Odoo's own words on one line, without the values that follow in brackets on lines of their own. */
export const wordsOf = ({ message }: Fault): string => message.replace(/\s+/g, ' ').trim().slice(0, 200);

const FIVE_MINUTES_MS = 5 * 60_000;

/**
 * The job comes back every five minutes until somebody opens the till: it has not failed, so it does not use up its
 * time for retries. See the README.
 */
export function tillClosed(now: number, name?: string): Failure {
  return new Failure('throttled', `The till${name ? ` "${name}"` : ''} is closed in Odoo.`, {
    until: now + FIVE_MINUTES_MS,
    onlyThisJob: true,
    advice: 'Open the till in Odoo: the order goes there by itself within five minutes.',
    code: CODES.closed,
  });
}

/** Where the call was made from, for classification and for what may be repeated. */
export interface Asked {
  model: string;
  uid?: number;
  now: number;
}

/** Shoppers are records of this model: what Odoo says about one may name them. */
const PERSONAL = 'res.partner';

/** An exception of Odoo's as the Failure it means; by its name and words, its status says little. */
export function failureOf(error: Fault, asked: Asked, reply?: HttpReply): Failure {
  const known = meaningOf(error, asked.uid);
  const httpStatus = reply?.status;
  if (known === CLOSED) return tillClosed(asked.now);
  if (!known && reply) {
    const common = commonRefusal(reply, 'Odoo', asked.now);
    if (common) return common;
  }
  const meaning = known ?? REFUSED;
  const quotes = !meaning.silent && asked.model !== PERSONAL;
  const said = quotes ? `: "${wordsOf(error)}"` : ` (${error.name})`;
  const { kind, advice, code = error.name } = meaning;
  return new Failure(kind, `${meaning.what}${said}.`, { advice, code, httpStatus });
}

/** A reply without an exception of Odoo's in it: a proxy, a wrong address, a wrong database. */
export function refusalOf(reply: HttpReply, asked: Asked): Failure {
  const common = commonRefusal(reply, 'Odoo', asked.now);
  if (common) return common;
  const { status: httpStatus } = reply;
  if (httpStatus === 401 || httpStatus === 403)
    return new Failure('unauthorized', `${SIGN_IN.what} (${httpStatus}).`, {
      advice: SIGN_IN.advice,
      httpStatus,
    });
  if (httpStatus === 404)
    return new Failure('rejected', 'There is no Odoo with this database at this address.', {
      advice: DATABASE.advice,
      httpStatus,
    });
  return new Failure('unexpected', `Odoo’s host answered with status ${httpStatus}.`, {
    httpStatus,
    until: retryAfter(reply, asked.now),
  });
}

/** Whether a failure carries one of `CODES`. */
export const hasCode = (thrown: unknown, code: (typeof CODES)[keyof typeof CODES]): boolean =>
  thrown instanceof Failure && thrown.detail.code === code;
