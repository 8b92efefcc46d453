import type { BadgePatch } from '../model/badge';
import type { Connection } from '../model/connection';
import { jobIdOf, type Job, type Receipt } from '../model/job';
import { majorText } from '../model/money';
import type { Order } from '../model/order';
import type { Recorder } from './recorder';
import type { Access } from './session';
import type { Stamped, World } from './world';

/** Everything one try of a job works with. */
export interface Task {
  world: World;
  /** As claimed. */
  job: Job;
  connection: Connection;
  access: Access;
  recorder: Recorder;
}

/** A job about an order, with the order as it is now. */
export interface OrderTask extends Task {
  order: Order;
  /** The order's document, badges and all. */
  document: Readonly<Record<string, unknown>>;
}

/** The job that created the order at the POS; a cancellation or payment follows it. */
export function pushJobOf({ world, job }: Task): Promise<Stamped<Job> | undefined> {
  const jobId = jobIdOf({ ...job, kind: 'pushOrder' });
  return world.jobs.read({ tenantId: job.tenantId, jobId });
}

/** A badge for an order that stands at the POS. */
export function standingBadge(
  receipt: Receipt,
  contentHash: string | undefined,
): Omit<BadgePatch, 'updatedAt'> {
  const { externalId, externalNumber, posTotal, notes } = receipt;
  return {
    status: 'synced',
    externalId,
    externalNumber,
    posTotal,
    contentHash,
    ...(notes.length > 0 && { notes }),
  };
}

/** In words, when the POS arrived at another total than the storefront. */
export function totalWarning(order: Order, receipt: Receipt): string | undefined {
  if (receipt.posTotal === order.total) return undefined;
  const [here, there] = [order.total, receipt.posTotal].map((minor) => majorText(minor, order.currency));
  return `Order ${order.number} costs ${order.currency} ${here}, but the POS holds it with ${there}. Check it there.`;
}
