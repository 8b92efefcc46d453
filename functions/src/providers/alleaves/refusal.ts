import { Failure, type FailureKind } from '../../model/failure';
import { commonRefusal, type HttpReply } from '../http';
import { errorBody } from './wire';

interface Meaning {
  kind: FailureKind;
  what: string;
  advice?: string;
}

const SIGN_IN: Meaning = {
  kind: 'unauthorized',
  what: 'Alleaves does not accept the sign-in',
  advice: 'Check user name, password and PIN, then connect Alleaves again.',
};
const RIGHTS: Meaning = {
  kind: 'unauthorized',
  what: 'The Alleaves user may not do this',
  advice: 'Give the user more rights in Alleaves, or connect Alleaves again as another one.',
};
const NOT_FOUND: Meaning = {
  kind: 'rejected',
  what: 'Alleaves does not know something that it was asked for',
  advice: 'Look whether the order, item or customer was removed in Alleaves, then retry.',
};
const STOCK: Meaning = {
  kind: 'rejected',
  what: 'Alleaves has not enough of an item',
  advice: 'Count the stock in Alleaves, or take the item out of the order, then retry.',
};
const REFUSED: Meaning = {
  kind: 'rejected',
  what: 'Alleaves refuses the request',
  advice: 'Read what Alleaves says, correct it there or in the storefront, then retry.',
};
const UNCLEAR: Meaning = {
  kind: 'unexpected',
  what: 'Alleaves answers with an error',
  advice: 'The bridge tries again. If it stays so, look at the order in Alleaves.',
};

const BY_STATUS: Partial<Record<number, Meaning>> = { 401: SIGN_IN, 403: RIGHTS, 404: NOT_FOUND };

/** Alleaves has no error codes, and often no error status either: its words are all there is. */
const BY_WORDS: readonly [RegExp, Meaning][] = [
  [/not found|no such|does not exist/i, NOT_FOUND],
  [/insufficient|not enough|out of stock|exceeds|not available|unavailable quantity/i, STOCK],
  [/required|invalid|must |cannot|can't|not allowed|restricted|missing|validation/i, REFUSED],
];

/** Alleaves's own words, which also stand in replies with status 200. */
export const wordsOf = (body: unknown): string | undefined => errorBody.safeParse(body).data?.error;

/** Stands in for the status of a reply that says 200 and holds an error. */
export const ERROR_IN_200 = 0;

/** A refusal as the Failure it means: by HTTP status first, by Alleaves's words second. */
export function classify(reply: HttpReply, body: unknown, now: number): Failure {
  const words = wordsOf(body);
  const common = commonRefusal(reply, 'Alleaves', now, words);
  if (common) return common;
  const byWords = BY_WORDS.find(([pattern]) => words !== undefined && pattern.test(words))?.[1];
  const standard = reply.status === ERROR_IN_200 ? UNCLEAR : REFUSED;
  const { kind, what, advice } = BY_STATUS[reply.status] ?? byWords ?? standard;
  // A refused sign-in may be answered with the very thing that was typed.
  const said = words && kind !== 'unauthorized' ? `: "${words.slice(0, 200)}"` : '';
  return new Failure(kind, `${what}${said}.`, {
    advice,
    httpStatus: reply.status === ERROR_IN_200 ? 200 : reply.status,
  });
}
