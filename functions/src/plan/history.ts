import type { BadgeStatus } from '../model/badge';
import type { Job, JobState } from '../model/job';

/** States by what people are told of them. */
const STATES: Readonly<Record<BadgeStatus, readonly JobState[]>> = {
  pending: ['queued', 'sending', 'unknown', 'waiting'],
  synced: ['done'],
  needs_mapping: ['parked'],
  failed: ['parked'],
  cancelled: ['cancelled'],
};

export const JOB_STATUSES = [
  'pending',
  'synced',
  'needs_mapping',
  'failed',
  'cancelled',
] as const satisfies readonly BadgeStatus[];

export const statesOf = (status: BadgeStatus): readonly JobState[] => STATES[status];

/** A job in the words of a badge. */
export function statusOf({ state, reason }: Pick<Job, 'state' | 'reason'>): BadgeStatus {
  if (state === 'parked') return reason === 'needs_mapping' ? 'needs_mapping' : 'failed';
  return JOB_STATUSES.find((status) => STATES[status].includes(state)) ?? 'pending';
}
