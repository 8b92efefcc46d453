import type { Attempt } from '../../functions/src/model/attempt';
import type { Job } from '../../functions/src/model/job';
import type { World } from '../../functions/src/deliver/world';
import type { NoticeRow } from './memoryNotices';

interface Rows {
  jobRows: ReadonlyMap<string, { job: Job }>;
  attempts: readonly (Attempt & { jobId: string })[];
  noticeRows: ReadonlyMap<string, NoticeRow>;
  now: () => number;
}

type Filter = Parameters<World['history']['jobs']>[1];

const isWanted =
  ({ states, reason, kind, connectionId, provider, from = 0, to = Infinity }: Filter) =>
  (job: Job): boolean =>
    (!states || states.includes(job.state)) &&
    (reason === undefined || job.reason === reason) &&
    (kind === undefined || job.kind === kind) &&
    (connectionId === undefined || job.connectionId === connectionId) &&
    (provider === undefined || job.provider === provider) &&
    job.createdAt >= from &&
    job.createdAt < to;

/** What has become of orders, in memory. */
export function memoryHistory({ jobRows: jobs, attempts, noticeRows: notices, now }: Rows): World['history'] {
  const ofTenant = (tenantId: string) =>
    [...jobs.values()]
      .map(({ job }) => structuredClone(job))
      .filter((job) => job.tenantId === tenantId)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  return {
    orderPath: (tenantId, orderId) => `tenants/${tenantId}/orders/${orderId}`,
    jobs: async (tenantId, filter, after, limit) =>
      ofTenant(tenantId)
        .filter(isWanted(filter))
        .filter(
          ({ createdAt, id }) =>
            !after || createdAt < after.createdAt || (createdAt === after.createdAt && id < after.id),
        )
        .slice(0, limit),
    count: async (tenantId, filter) => ofTenant(tenantId).filter(isWanted(filter)).length,
    ofSubject: async (tenantId, subject) => ofTenant(tenantId).filter((job) => job.subject === subject),
    attempts: async ({ jobId }, before = Infinity, limit) =>
      attempts
        .filter((one) => one.jobId === jobId && one.number < before)
        .sort((a, b) => b.number - a.number)
        .slice(0, limit),
    notices: async (tenantId, subject) =>
      [...notices.values()]
        .filter((row) => row.tenantId === tenantId && row.subject === subject)
        .map(({ severity, title, message, open, count }) => ({
          ...{ severity, title, message, count },
          status: open ? 'open' : 'settled',
          lastAt: now(),
        })),
  };
}
