/** The closed set of ways in which talking to a POS can fail. `plan/verdict.ts` holds what follows from each. */
export const FAILURE_KINDS = [
  'unavailable',
  'throttled',
  'unauthorized',
  'unmapped',
  'rejected',
  'conflict',
  'unexpected',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** A line or modifier of an order that the POS has no item for. */
export interface UnmappedLine {
  lineId: string;
  /** The link-table key that is missing. */
  key: string;
  name: string;
}

export interface FailureDetail {
  /** What the person who can mend it should do next. */
  advice?: string;
  /** `throttled`: not before this moment (milliseconds). */
  until?: number;
  /** `throttled`: only this job's place is not ready (a closed till), not the account. It has not failed: it waits. */
  onlyThisJob?: boolean;
  /** `unavailable`: false when the request surely never left, so that nothing can have happened at the POS. */
  sent?: boolean;
  httpStatus?: number;
  /** The vendor's own error code. */
  code?: string;
  lines?: UnmappedLine[];
}

/**
 * What went wrong, in words for the person who can mend it. Providers raise it and never decide what follows.
 * The message never holds a credential or a shopper's data.
 */
export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly detail: FailureDetail = {},
  ) {
    super(message);
    this.name = 'Failure';
  }

  /** Any thrown value as a Failure; what is not one already is a bug of ours, hence `unexpected`. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return new Failure('unexpected', `Tillbridge stumbled: ${what.slice(0, 300)}`, {
      advice: 'This is a defect in the bridge. It tries again; if it parks, report the job id.',
    });
  }
}
