/** gRPC status codes that Firestore rejects a write with, and that mean something to us. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;

const codeOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;

export const isGone = (thrown: unknown) => codeOf(thrown) === NOT_FOUND;
export const isTaken = (thrown: unknown) => codeOf(thrown) === ALREADY_EXISTS;
/** Somebody wrote since we read. */
export const isStale = (thrown: unknown) => codeOf(thrown) === FAILED_PRECONDITION;
