import type { Badge } from '../../functions/src/model/badge';
import type { Job } from '../../functions/src/model/job';
import { acceptOrder } from '../../functions/src/plan/orderEvent';
import type { HeldOrder } from '../../test/simulators/core/types';
import type { DrillOptions, Shop } from './drill';
import { MENU } from './menu';
import type { Till } from './tills/till';

/** How a drill ended. `ok`: every promise was kept. */
export interface Report {
  seed: number;
  orders: number;
  duplicates: number;
  losses: number;
  parked: number;
  attempts: number;
  seconds: number;
  ok: boolean;
  /** What was not kept, in words; at most some of each kind. */
  complaints: string[];
  crashes: number;
  calls: number;
}

type Badges = Record<string, Badge | undefined>;

/** Collects what is wrong. */
class Auditor {
  readonly complaints: string[] = [];
  duplicates = 0;
  losses = 0;
  parked = 0;

  constructor(private readonly shop: Shop) {}

  private complain(words: string): void {
    if (this.complaints.length < 40) this.complaints.push(words);
  }

  private told(job: Job): boolean {
    return [...this.shop.world.noticeRows.values()].some(
      ({ cause }) => cause.includes(job.id) || cause.includes(`:${job.connectionId}`),
    );
  }

  order(
    path: string,
    document: Record<string, unknown>,
    { id: connectionId, paidStates, refundsByHand = false, taxesItself = false }: Till,
    held: Map<string, HeldOrder[]>,
  ): void {
    const { order } = acceptOrder(document);
    const badge = ((document.pos ?? {}) as Badges)[connectionId];
    const job = this.shop.world.jobOf(path, 'pushOrder', connectionId);
    const there = (job && held.get(job.marker)) ?? [];
    const where = `${path.split('/').pop()} at ${connectionId}`;
    if (there.length > 1) {
      this.duplicates += there.length - 1;
      this.complain(`${where}: stands there ${there.length} times`);
    }
    if (!order) {
      if (there.length > 0 || badge?.status !== 'failed')
        this.complain(`${where}: contradictory, yet ${badge?.status}`);
      return;
    }
    if (order.status === 'cancelled') {
      const cancel = this.shop.world.jobOf(path, 'cancelOrder', connectionId);
      if (refundsByHand && there[0]?.state === 'paid' && cancel)
        return this.leftToPerson(where, badge, cancel);
      return this.cancelled(where, badge, there);
    }
    if (job?.state === 'parked') {
      this.parked += 1;
      if (!this.told(job)) this.complain(`${where}: parked without a notice`);
      if (there.length > 0 && !job.mayExist) this.complain(`${where}: parked, yet it stands there`);
      return;
    }
    const onTop = taxesItself && !order.tax.inclusive ? order.tax.amount : 0;
    this.placed(where, order.total - onTop, badge, there[0]);
    if (there[0] && onTop > 0 && !badge?.notes?.length)
      this.complain(`${where}: without the tax on top, and the badge says nothing`);
    if (there[0] && order.payment.status === 'paid' && !paidStates.includes(there[0].state))
      this.complain(`${where}: paid here, ${there[0].state} there`);
  }

  private cancelled(where: string, badge: Badge | undefined, there: HeldOrder[]): void {
    if (there.some(({ state }) => state === 'open' || state === 'paid')) {
      this.losses += 1;
      this.complain(
        `${where}: cancelled here, ${there[0]?.state} there (badge ${badge?.status}: ${badge?.error?.code} ${badge?.error?.message})`,
      );
    }
    if (there.length > 0 && badge?.status !== 'cancelled')
      this.complain(`${where}: cancelled, but the badge says ${badge?.status}`);
  }

  /** A paid order that only a person can take back: they have been told, and the badge says that it failed. */
  private leftToPerson(where: string, badge: Badge | undefined, cancel: Job): void {
    this.parked += 1;
    if (cancel.state !== 'parked' || badge?.status !== 'failed' || !this.told(cancel))
      this.complain(`${where}: cancelled here, paid there, and nobody was told (badge ${badge?.status})`);
  }

  private placed(where: string, total: number, badge: Badge | undefined, there: HeldOrder | undefined): void {
    if (!there) {
      this.losses += 1;
      return this.complain(`${where}: is not there (badge ${badge?.status}: ${badge?.error?.message ?? ''})`);
    }
    if (there.total !== total) this.complain(`${where}: ${total} here, ${there.total} there`);
    if (badge?.status !== 'synced' || badge.externalId !== there.id)
      this.complain(`${where}: the badge says ${badge?.status} ${badge?.externalId}, the POS ${there.id}`);
  }

  /** Every claim left a trace; only a crash may have taken one along. */
  history(): void {
    const { world } = this.shop;
    const claims = [...world.jobRows.values()].reduce((sum, { job }) => sum + job.fence, 0);
    const missing = claims - world.attempts.length;
    if (missing < 0 || missing > world.crashes)
      this.complain(`${missing} attempts are not in the history (${world.crashes} crashes)`);
    const running = [...world.jobRows.values()].filter(({ job }) => job.wakeAt !== undefined);
    if (running.length > 0) this.complain(`${running.length} jobs never came to rest`);
  }

  /** Only what a crash or the queue lost should need a sweeper. */
  sweeper(): void {
    const { swept, lost, crashes } = this.shop.world;
    if (swept > 3 * (lost + crashes) + 3)
      this.complain(`the sweeper had to mend ${swept} jobs, but only ${lost} tasks were lost`);
  }

  async prices(): Promise<void> {
    for (const { id: pos, prices } of this.shop.tills) {
      const there = await prices?.();
      for (const { id } of there ? MENU : []) {
        const price = this.shop.world.productDocs.get(`tenants/demo/products/${id}`)?.price;
        if (there?.get(id) !== price)
          this.complain(`${id} costs ${String(price)} here, ${there?.get(id)} in ${pos}`);
      }
    }
  }

  /** One expired token, one renewal; a crash may have taken a renewed one along. */
  renewals(): void {
    const { tills, world, expirations } = this.shop;
    const renewed = tills.flatMap(({ simulator, renewals }) =>
      simulator.calls.filter(({ path }) => renewals?.test(path)),
    );
    if (renewed.length > expirations + world.crashes / 4 + 1)
      this.complain(`${renewed.length} renewals for ${expirations} expired tokens`);
  }

  /** No POS was called more than it allows, nor while it asked us to wait, nor with fields that it does not know. */
  manners(): void {
    const { tills, world } = this.shop;
    for (const { id, simulator, refused, violations } of tills) {
      if (violations() > 0) this.complain(`the ${id} simulator refused unknown fields ${violations()} times`);
      if (refused() > 0) this.complain(`${id} was called ${refused()} times beyond its limit`);
      for (const { from, until } of world.pauses.filter(({ host }) => host === `${id}.sim`)) {
        const calls = simulator.calls.filter(({ at }) => at > from && at < until);
        if (calls.length > 0)
          this.complain(`${id} was called ${calls.length} times while it asked us to wait`);
      }
    }
  }
}

/** Compares the storefront's books with those of every POS. */
export async function verify(shop: Shop, { seed, orders }: DrillOptions, seconds: number): Promise<Report> {
  const { world, tills } = shop;
  const auditor = new Auditor(shop);
  for (const till of tills) {
    const held = byReference(till.simulator.orders());
    for (const [path, document] of world.orderDocs) auditor.order(path, document, till, held);
    const known = new Set([...world.jobRows.values()].map(({ job }) => job.marker));
    for (const reference of held.keys())
      if (!known.has(reference))
        auditor.complaints.push(`${till.id} holds an order that nobody made: ${reference}`);
  }
  auditor.history();
  auditor.sweeper();
  auditor.manners();
  auditor.renewals();
  const calls = tills.reduce((sum, { simulator }) => sum + simulator.calls.length, 0);
  await auditor.prices();
  const { duplicates, losses, parked, complaints } = auditor;
  return {
    seed,
    orders,
    duplicates,
    losses,
    parked,
    attempts: world.attempts.length,
    seconds: Math.round(seconds * 10) / 10,
    ok: complaints.length === 0 && duplicates === 0 && losses === 0,
    complaints,
    crashes: world.crashes,
    calls,
  };
}

function byReference(held: readonly HeldOrder[]): Map<string, HeldOrder[]> {
  const groups = new Map<string, HeldOrder[]>();
  for (const order of held) groups.set(order.reference, [...(groups.get(order.reference) ?? []), order]);
  return groups;
}
