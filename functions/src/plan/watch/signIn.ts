import type { Connection } from '../../model/connection';
import type { Notice } from '../../model/notice';
import type { SignInWorry } from '../../model/pullState';

const DAY_MS = 24 * 3_600_000;
/** A renewal that is due for so long has failed again and again: each pull tries it. */
export const UNRENEWED_AFTER_MS = DAY_MS;

export interface SignInFacts {
  /** When it ends for good; absent: it does not, or nobody knows. */
  expiresAt?: number;
  /** Its renewal was due a day ago already. */
  unrenewed: boolean;
}

/** What is to be said of a sign-in; undefined: nothing. */
export function signInWorry({ expiresAt, unrenewed }: SignInFacts, now: number): SignInWorry | undefined {
  if (expiresAt !== undefined && expiresAt - now <= DAY_MS) return 'day';
  if (expiresAt !== undefined && expiresAt - now <= 7 * DAY_MS) return 'week';
  return unrenewed ? 'unrenewed' : undefined;
}

export const signInCause = (connectionId: string) => `sign_in_ends:${connectionId}`;

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

export function signInNotice(
  { id, name }: Connection,
  worry: SignInWorry,
  { expiresAt }: SignInFacts,
): Notice {
  const ends = expiresAt === undefined ? '' : ` It ends on ${dayOf(expiresAt)} (UTC).`;
  const unrenewed = worry === 'unrenewed';
  return {
    cause: signInCause(id),
    connectionId: id,
    severity: worry === 'day' ? 'error' : 'warning',
    title: unrenewed ? 'The sign-in to the POS cannot be renewed' : 'The sign-in to the POS ends soon',
    message: unrenewed
      ? `${name}: the POS has not renewed the sign-in for more than a day. It still works. Connect it again before it ends.`
      : `${name}: the sign-in does not renew itself.${ends} Connect it again before, and nothing stops.`,
    action: 'reconnect',
  };
}
