import { Misfit } from '../core/shape';

/** A request that the POS does not carry out. `violation`: this simulator is stricter than a POS might be. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: string,
    readonly field?: string,
    readonly violation = false,
  ) {
    super(details);
  }
}

export const unauthorized = (details = 'Key, secret or token is wrong or missing') =>
  new Refused(401, 'unauthorized', details);

export const forbidden = (code: string, details: string) => new Refused(403, code, details);

export const notFound = (code: string, details: string, field?: string) =>
  new Refused(404, code, details, field);

export const conflict = (code: string, details: string) => new Refused(409, code, details);

/** The request can be read, but not carried out as it is. */
export const unprocessable = (code: string, details: string, field: string) =>
  new Refused(422, code, details, field);

export const stricter = (details: string, field: string) =>
  new Refused(400, 'invalid_request', `SIMULATOR: ${details}`, field, true);

const SWALLOWED: readonly string[] = ['unknown', 'unsafe'];

/** What was thrown as a refusal; bugs go on upwards. */
export function refusalOf(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown;
  if (!(thrown instanceof Misfit)) throw thrown;
  const { kind, field, details } = thrown;
  return new Refused(400, 'invalid_request', details, field, SWALLOWED.includes(kind));
}
