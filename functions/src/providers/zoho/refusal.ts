import { z } from 'zod';
import { Failure, type FailureKind } from '../../model/failure';
import { commonRefusal, retryAfter, type HttpReply } from '../http';

/** What every reply is wrapped in. `code` was seen as text, too. */
export const envelope = z.looseObject({
  code: z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number),
  message: z.string().default(''),
});

interface Meaning {
  kind: FailureKind;
  what: string;
  advice?: string;
  /** `throttled`, where the reply names no time. */
  pauseMs?: number | 'day';
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const BLOCKED: Meaning = {
  kind: 'throttled',
  what: 'Zoho has blocked the organization because too many calls came in a minute',
  pauseMs: 30 * MINUTE,
};
const USED_UP: Meaning = {
  kind: 'throttled',
  what: 'The Zoho organization’s calls of this day are used up',
  advice: 'They begin anew at midnight. A higher Zoho plan has more of them.',
  pauseMs: 'day',
};
const CROWDED: Meaning = {
  kind: 'throttled',
  what: 'Zoho is working on too many calls of the organization at once',
  pauseMs: 5 * SECOND,
};
const TROUBLE: Meaning = { kind: 'unavailable', what: 'Zoho has trouble' };
const SIGN_IN: Meaning = {
  kind: 'unauthorized',
  what: 'Zoho does not accept the sign-in',
  advice: 'Connect Zoho Inventory again.',
};
const PERMISSION: Meaning = {
  kind: 'unauthorized',
  what: 'Zoho does not accept the sign-in for this, or the user who connected may not do it',
  advice:
    'Connect Zoho Inventory again, as a user whose role may do it, and grant every permission that is asked for.',
};
const ORGANIZATION: Meaning = {
  kind: 'unauthorized',
  what: 'The user who connected does not belong to this Zoho organization',
  advice: 'Connect Zoho Inventory again and check the organization ID and the data center.',
};
const PLAN: Meaning = {
  kind: 'rejected',
  what: 'The organization’s Zoho plan has ended or does not include this',
  advice: 'Check the subscription in Zoho Inventory, then retry.',
};
const UNKNOWN: Meaning = {
  kind: 'rejected',
  what: 'Zoho does not know something that it was asked for',
  advice: 'Check the mapping of the items and the settings of the connection: something was deleted in Zoho.',
};
const TAKEN: Meaning = {
  kind: 'rejected',
  what: 'Zoho has something of this name or number already',
  advice: 'Look in Zoho Inventory which one it is, rename or remove it, then retry.',
};
const LOCKED: Meaning = {
  kind: 'rejected',
  what: 'The order is invoiced in Zoho, so it cannot be changed',
  advice: 'Change or void the invoice in Zoho Inventory.',
};
const REFUSED: Meaning = {
  kind: 'rejected',
  what: 'Zoho refuses the request',
  advice: 'Read what Zoho says, correct it there or in the storefront, then retry.',
};
const OUR_FAULT: Meaning = { kind: 'unexpected', what: 'Zoho does not know the address we called' };

/** By Zoho's code first: one code comes with several statuses, and messages are prose that changes. */
const BY_CODE: Readonly<Partial<Record<number, Meaning>>> = {
  5: OUR_FAULT,
  14: SIGN_IN,
  43: BLOCKED,
  44: BLOCKED,
  45: USED_UP,
  57: PERMISSION,
  1000: TROUBLE,
  1001: TAKEN,
  1002: UNKNOWN,
  1070: CROWDED,
  3062: TAKEN,
  6041: ORGANIZATION,
  36004: TAKEN,
  36023: LOCKED,
  103001: PLAN,
};
const BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  401: SIGN_IN,
  403: PERMISSION,
  404: UNKNOWN,
  // Also without a body, and in outages that are nobody's doing.
  429: { kind: 'throttled', what: 'Zoho asks us to slow down', pauseMs: MINUTE },
};

function untilOf({ pauseMs }: Meaning, reply: HttpReply, now: number, dayEndsAt: () => number) {
  if (pauseMs === undefined) return undefined;
  if (pauseMs === 'day') return dayEndsAt();
  return retryAfter(reply, now) ?? now + pauseMs;
}

/** What a refusal is read with. */
export interface Reading {
  now: number;
  /** When the calls of the next day begin. */
  dayEndsAt: () => number;
  /** The call was about a person: Zoho's words may repeat their data. */
  personal: boolean;
}

/** A refusal as the Failure it means: by Zoho's code, then by HTTP status. */
export function classify(reply: HttpReply, body: unknown, reading: Reading): Failure {
  const said = envelope.safeParse(body).data;
  const meaning = (said && BY_CODE[said.code]) ?? BY_STATUS[reply.status];
  const words = said && !reading.personal ? `${said.code} ${said.message.slice(0, 200)}`.trim() : undefined;
  if (!meaning) {
    const common = commonRefusal(reply, 'Zoho', reading.now, words);
    if (common) return common;
  }
  const { kind, what, advice } = meaning ?? REFUSED;
  return new Failure(kind, `${what}${words ? `: "${words}"` : ''}.`, {
    advice,
    httpStatus: reply.status,
    code: said && String(said.code),
    ...(meaning && { until: untilOf(meaning, reply, reading.now, reading.dayEndsAt) }),
  });
}

/** The Failure that was thrown. Anything else, such as a pause of the bridge's own, goes on as it came. */
export function failureIn(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  throw thrown;
}

/** True for a Failure that Zoho raised with one of these codes. */
export const hasCode = (failure: Failure, ...codes: readonly number[]): boolean =>
  codes.some((code) => failure.detail.code === String(code));

/** True where Zoho refuses what was sent, and not us, our pace or our plan. */
export const isAboutContent = ({ kind, detail }: Failure): boolean =>
  kind === 'rejected' && detail.httpStatus !== undefined && detail.code !== '103001';
