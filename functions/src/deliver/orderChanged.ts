import type { Job } from '../model/job';
import { lateEdits } from '../plan/lateEdits';
import { planOrder, storefrontChanged, type OrderEvent } from '../plan/orderEvent';
import { offer } from './wake';
import type { World } from './world';

/** An order document was written. The echo of our own badge ends here and costs nothing more. */
export async function orderChanged(world: World, event: OrderEvent): Promise<void> {
  if (!storefrontChanged(event)) return flag(world, event);
  const connections = await world.connections.ofTenant(event.tenantId);
  const { jobs, replay, badges, flags } = planOrder(event, connections, world.now());
  await Promise.all([
    ...jobs.map((job) => begin(world, job, replay)),
    Object.keys(badges).length > 0 && world.orders.badge(event.path, badges),
    Object.keys(flags).length > 0 && world.orders.flag(event.path, flags),
  ]);
}

/** A backup shows that it waits, and only once: a repeated event must not hide how it ended. */
async function begin(world: World, job: Job, replay: boolean): Promise<void> {
  const isNew = await offer(world, job, replay);
  if (!isNew || job.reason !== 'backup') return;
  const badge = { status: 'pending', standby: 'waiting', updatedAt: job.createdAt } as const;
  await world.orders.badge(job.subject, { [job.connectionId]: badge });
}

/** The order may have been edited while it was on its way: then the badge that now says `synced` must say so too. */
async function flag(world: World, event: OrderEvent): Promise<void> {
  const flags = lateEdits(event);
  if (Object.keys(flags).length > 0) await world.orders.flag(event.path, flags);
}
