import type { Attempt } from '../../functions/src/model/attempt';
import type { Job } from '../../functions/src/model/job';
import { planOrder } from '../../functions/src/plan/orderEvent';
import { aConnection, anOrder } from './orders';

export const NOW = Date.UTC(2026, 0, 15, 12);

/** The job that an order makes, as the planner writes it. */
export function aJob(overrides: Partial<Job> = {}, orderId = 'o1'): Job {
  const event = { tenantId: 'demo', path: `tenants/demo/orders/${orderId}`, after: anOrder() };
  const [job] = planOrder(event, [aConnection()], NOW).jobs;
  if (!job) throw new Error('no job');
  return { ...job, ...overrides };
}

export function anAttempt(number: number): Attempt {
  return { number, fence: number, startedAt: NOW, durationMs: 5, outcome: 'done', calls: [] };
}
