import { z } from 'zod';
import { Failure, type FailureKind } from '../../model/failure';
import { Problem, type FieldError, type ProblemCode } from '../../model/problem';

/** What every refusal looks like: RFC 9457, https://www.rfc-editor.org/rfc/rfc9457 */
export const problemSchema = z
  .strictObject({
    type: z.string().describe('A name of the kind of problem; equal kinds have equal names.'),
    title: z.string().describe('The kind of problem in words.'),
    status: z.int(),
    code: z.string().describe('The kind of problem, for programs.'),
    detail: z.string().describe('What could not be done, and why.'),
    advice: z.string().optional().describe('What to do next.'),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .describe('Fields that are wrong.'),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).' });
export type ProblemBody = z.infer<typeof problemSchema>;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** What a POS did becomes what the caller is told. */
const OF_FAILURE: Readonly<Record<FailureKind, ProblemCode>> = {
  unavailable: 'pos_unavailable',
  throttled: 'pos_throttled',
  unauthorized: 'sign_in_refused',
  unmapped: 'unmapped',
  rejected: 'pos_refused',
  conflict: 'conflict',
  unexpected: 'pos_unexpected',
};

/** Any thrown value as a problem. What we do not know is a defect of ours, and its words stay in the log. */
export function problemFrom(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof Failure) {
    const { advice, until } = thrown.detail;
    return new Problem(OF_FAILURE[thrown.kind], thrown.message, { advice, until });
  }
  return new Problem('defect', 'The request could not be finished.', {
    advice: 'Try again. If it stays so, tell the operator when it happened.',
  });
}

export function problemBody({ code, status, title, message, detail }: Problem): ProblemBody {
  const { advice, errors } = detail;
  return {
    type: `urn:tillbridge:problem:${code}`,
    title,
    status,
    code,
    detail: message,
    ...(advice !== undefined && { advice }),
    ...(errors !== undefined && { errors: [...errors] }),
  };
}

/** At most so many: a caller mends them a few at a time. */
const MOST_ERRORS = 20;

/** As long as a name of ours may be. */
const LONGEST_NAME = 64;

/** Where a schema and a value part. Only paths, names of fields and zod's own words: they never quote the value. */
export function fieldErrors(error: z.ZodError, below: readonly string[] = []): FieldError[] {
  const errors = error.issues.flatMap((issue): FieldError[] => {
    const path = [...below, ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((name) => ({
        path: [...path, name.slice(0, LONGEST_NAME)].join('.'),
        message: 'There is no such field',
      }));
    return [{ path: path.join('.') || 'body', message: issue.message.slice(0, 200) }];
  });
  return errors.slice(0, MOST_ERRORS);
}

/** @throws Problem `invalid_request` that names every field */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string, below: string[] = []): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem('invalid_request', `The ${what} is not as it should be.`, {
    advice: 'Correct the fields that are named and send it again.',
    errors: fieldErrors(result.error, below),
  });
}
