import type { Connection } from '../../model/connection';
import type { Failure } from '../../model/failure';
import type { Capability, Pass } from '../../model/pullState';
import type { PullRun } from '../../model/run';

export interface RunEnd {
  state: PullRun['state'];
  full: boolean;
  note?: string;
  failure?: Failure;
}

/** One run per pass, in however many tasks. */
export const runIdOf = ({ id }: Connection, capability: Capability, { startedAt }: Pass): string =>
  `${id}_${capability}_${startedAt}`;

export function runOf(
  connection: Connection,
  capability: Capability,
  pass: Pass,
  { failure, ...end }: RunEnd,
  now: number,
): PullRun {
  const { startedAt, counts, images } = pass;
  return {
    id: runIdOf(connection, capability, pass),
    kind: 'pull',
    connectionId: connection.id,
    provider: connection.provider,
    capability,
    startedAt,
    updatedAt: now,
    images,
    ...counts,
    ...end,
    ...(failure && { failureKind: failure.kind, message: failure.message }),
  };
}
