import type { BadgeStatus } from '../model/badge';
import type { Job } from '../model/job';
import { Problem } from '../model/problem';
import { cursorAt, positionOf } from '../plan/cursor';
import { statesOf, statusOf } from '../plan/history';
import type { JobFilter, JobPlace } from './ports/history';
import type { World } from './world';

export interface HistoryQuery extends Pick<JobFilter, 'connectionId' | 'provider' | 'kind' | 'from' | 'to'> {
  status?: BadgeStatus;
  cursor?: string;
  limit: number;
}

/** Rows that one page may cost: `failed` and `needs_mapping` are one state to the database. */
const MOST_READ = 500;

const listOf = (tenantId: string, { cursor: _cursor, limit: _limit, ...filter }: HistoryQuery) => [
  'jobs',
  tenantId,
  filter,
];

function placeOf(list: readonly unknown[], cursor: string | undefined): JobPlace | undefined {
  if (cursor === undefined) return undefined;
  const [createdAt, id] = positionOf(list, cursor) ?? [];
  if (typeof createdAt === 'number' && typeof id === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(id))
    return { createdAt, id };
  throw new Problem('invalid_request', 'The cursor is not of this list.', { advice: 'Begin without one.' });
}

/** A tenant's jobs, the newest first. A page may be shorter than asked for: as long as there is `next` there is more. */
export async function jobHistory(
  world: World,
  tenantId: string,
  query: HistoryQuery,
): Promise<{ jobs: Job[]; next?: string }> {
  const { status, limit, connectionId, provider, kind, from, to } = query;
  const filter: JobFilter = { connectionId, provider, kind, from, to, states: status && statesOf(status) };
  const list = listOf(tenantId, query);
  const jobs: Job[] = [];
  let after = placeOf(list, query.cursor);
  for (let read = 0; read < MOST_READ;) {
    const wanted = Math.min(Math.max(limit - jobs.length, 20) + 1, MOST_READ - read);
    const some = await world.history.jobs(tenantId, filter, after, wanted);
    for (const job of some) {
      if (jobs.length >= limit)
        return { jobs, next: cursorAt(list, [after?.createdAt ?? 0, after?.id ?? '']) };
      if (status === undefined || statusOf(job) === status) jobs.push(job);
      after = { createdAt: job.createdAt, id: job.id };
    }
    read += some.length;
    if (some.length < wanted) return { jobs };
  }
  return after ? { jobs, next: cursorAt(list, [after.createdAt, after.id]) } : { jobs };
}
