/** Every way in which a caller is refused, with its HTTP status and the sentence that heads it. */
export const PROBLEMS = {
  invalid_request: [400, 'The request is not as it should be'],
  unauthenticated: [401, 'Who is asking is not known'],
  forbidden: [403, 'This takes another role'],
  origin_refused: [403, 'The page that asks is not one of ours'],
  app_refused: [403, 'The app that asks could not show that it is genuine'],
  state_refused: [403, 'This sign-in was not begun here, or is over'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This cannot be done here'],
  conflict: [409, 'It is not in a state in which this can be done'],
  too_large: [413, 'The request is too large'],
  wrong_media_type: [415, 'The body is of the wrong kind'],
  refused: [422, 'The request is understood and cannot be granted'],
  location_needed: [422, 'A location has to be chosen'],
  sign_in_refused: [422, 'The POS does not accept the sign-in'],
  unmapped: [422, 'Products need a POS item'],
  pos_refused: [422, 'The POS refuses'],
  too_many_requests: [429, 'Too many requests'],
  defect: [500, 'Tillbridge stumbled'],
  not_configured: [501, 'The operator has not set this up'],
  pos_unexpected: [502, 'The POS answered something unknown'],
  pos_unavailable: [503, 'The POS cannot be reached'],
  pos_throttled: [503, 'The POS asks us to wait'],
} as const satisfies Record<string, readonly [status: number, title: string]>;
export type ProblemCode = keyof typeof PROBLEMS;

/** One field that is wrong: where, and what about it. Never the value, which may be a secret. */
export interface FieldError {
  /** As in JavaScript: `settings.retry.delaysMs.0`. */
  path: string;
  message: string;
}

export interface ProblemDetail {
  /** What the caller can do next. */
  advice?: string;
  errors?: readonly FieldError[];
  /** Not before this moment (milliseconds): becomes `Retry-After`. */
  until?: number;
  /** Methods that are allowed, for 405. */
  allow?: readonly string[];
}

/** A caller is refused, in words for them. The message never holds a credential, or what another tenant has. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly detail: ProblemDetail = {},
  ) {
    super(message);
    this.name = 'Problem';
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }

  get title(): string {
    return PROBLEMS[this.code][1];
  }
}
