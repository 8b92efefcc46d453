import { Mistake } from './command';

interface Detailed {
  message: string;
  detail?: { advice?: string };
  code?: unknown;
  issues?: { path: PropertyKey[]; message: string }[];
}

/** gRPC status of a Google service, https://grpc.io/docs/guides/status-codes/ */
const STATUS: Readonly<Record<number, string>> = {
  5: 'There is no such thing in this project and region. Is it deployed, and is --region right?',
  7: 'Your account may not do this. Ask for the role, or sign in as somebody else: gcloud auth application-default login',
  16: 'You are not signed in. Run: gcloud auth application-default login',
};

const NO_SIGN_IN = /could not load the default credentials|invalid_grant|reauth/i;

/** What went wrong, for the person at the terminal: no stack, and what to do next where that is known. */
export function explain(thrown: unknown): string {
  if (thrown instanceof Mistake) return thrown.message;
  if (!(thrown instanceof Error)) return String(thrown);
  // Failures and schema errors may come from the built code, whose classes are not ours.
  const { message, detail, code, issues } = thrown as Detailed;
  if (issues)
    return issues
      .map(({ path, message: why }) => `${path.map(String).join('.') || 'value'}: ${why}`)
      .join('\n');
  if (NO_SIGN_IN.test(message)) return STATUS[16] ?? message;
  const advice = detail?.advice ?? (typeof code === 'number' ? STATUS[code] : undefined);
  return advice ? `${message}\n${advice}` : message;
}
