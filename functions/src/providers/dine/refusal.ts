import { Failure, type FailureKind } from '../../model/failure';
import { commonRefusal, retryAfter, type HttpReply } from '../http';
import { at } from './extract';
import type { Action, Recipe } from './recipe/schema';

interface Meaning {
  kind: FailureKind;
  what: string;
  advice?: string;
}

const MEANINGS: Readonly<Record<Action, Meaning>> = {
  retry: { kind: 'unavailable', what: 'cannot answer now' },
  throttled: { kind: 'throttled', what: 'asks us to slow down' },
  final: {
    kind: 'rejected',
    what: 'refuses the request',
    advice: 'Read what it says, correct it there or in the storefront, then retry.',
  },
  auth_failed: {
    kind: 'unauthorized',
    what: 'does not accept the sign-in',
    advice: 'Check the credentials of your partner papers and connect again.',
  },
  needs_mapping: {
    kind: 'rejected',
    what: 'does not know an item of the order',
    advice: 'Check the mapping of the items, then retry.',
  },
  duplicate: {
    kind: 'rejected',
    what: 'has an order under this reference with another content',
    advice: 'Look at the order in the POS: it was changed after it was sent.',
  },
  not_found: {
    kind: 'rejected',
    what: 'does not know something that it was asked for',
    advice: 'Check the outlet and the mapping of the items: something may have been removed there.',
  },
  too_late: {
    kind: 'rejected',
    what: 'does not take the order back any more',
    advice: 'Cancel the order at the till.',
  },
  price_locked: {
    kind: 'rejected',
    what: 'does not let this price be changed',
    advice: 'Change the price in the POS, or unlock it there.',
  },
};

/** What a POS refused, as the recipe reads it. */
export interface Refusal {
  action: Action;
  failure: Failure;
  /** What the error is about, such as `lines.0.item_id`. */
  field?: string;
  message: string;
}

type Condition = Recipe['errors']['notWhen'][number];

function holds({ path, equals, exists = true }: Condition, body: unknown): boolean {
  const value = at(body, path);
  return equals === undefined ? (value !== undefined && value !== null) === exists : value === equals;
}

export const isError = ({ errors }: Recipe, reply: HttpReply, body: unknown): boolean =>
  reply.status < 200 || reply.status > 299 || errors.notWhen.some((condition) => holds(condition, body));

const wordAt = (body: unknown, path: string | undefined): string | undefined => {
  const value = path === undefined ? undefined : at(body, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

const BY_STATUS: Partial<Record<number, Action>> = {
  401: 'auth_failed',
  403: 'auth_failed',
  404: 'not_found',
};

function actionOf({ errors }: Recipe, reply: HttpReply, body: unknown, code?: string): Action | undefined {
  const text = (wordAt(body, errors.messagePath) ?? '').toLowerCase();
  const rule = errors.rules.find(
    (one) =>
      (one.status === undefined || one.status === reply.status) &&
      (one.code === undefined || one.code === code) &&
      (one.textContains === undefined || text.includes(one.textContains.toLowerCase())),
  );
  return rule?.action ?? BY_STATUS[reply.status];
}

const brokenInside = (pos: string, said: string) =>
  new Failure('unexpected', `${pos} answers an error with status 200${said}.`, {
    httpStatus: 200,
    advice: 'The bridge tries again. If it stays so, give the recipe a rule for this error.',
  });

/** A reply that is no success: the recipe's rules first, then what statuses mean everywhere. */
export function classify(recipe: Recipe, reply: HttpReply, body: unknown, now: number): Refusal {
  const { name } = recipe.display;
  const { codePath, messagePath, fieldPath } = recipe.errors;
  const code = wordAt(body, codePath)?.slice(0, 60);
  const message = wordAt(body, messagePath)?.slice(0, 200) ?? '';
  const words = [code, message].filter(Boolean).join(': ');
  const action = actionOf(recipe, reply, body, code);
  const common = action ? undefined : commonRefusal(reply, name, now, words);
  if (common) return { action: 'retry', failure: common, message };
  // What was typed may come back in the words.
  const said = words && action !== 'auth_failed' ? `: "${words}"` : '';
  if (!action && reply.status < 300) return { action: 'retry', failure: brokenInside(name, said), message };
  const { kind, what, advice } = MEANINGS[action ?? 'final'];
  const until = kind === 'throttled' ? { until: retryAfter(reply, now) } : {};
  const detail = { advice, httpStatus: reply.status, code, ...until };
  const failure = new Failure(kind, `${name} ${what}${said}.`, detail);
  return { action: action ?? 'final', failure, field: wordAt(body, fieldPath), message };
}
