import type { Badge } from '../../functions/src/model/badge';
import type { Job } from '../../functions/src/model/job';
import { acceptOrder } from '../../functions/src/plan/orderEvent';
import type { HeldOrder } from '../../test/simulators/core/types';
import type { DrillOptions, Shop } from './drill';
import { MENU } from './menu';
import { loyversePrices, squarePrices } from './posPrices';

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
    connectionId: string,
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
    if (order.status === 'cancelled') return this.cancelled(where, badge, there);
    if (job?.state === 'parked') {
      this.parked += 1;
      if (!this.told(job)) this.complain(`${where}: parked without a notice`);
      if (there.length > 0 && !job.mayExist) this.complain(`${where}: parked, yet it stands there`);
      return;
    }
    this.placed(where, order.total, badge, there[0]);
    if (there[0] && order.payment.status === 'paid' && there[0].state !== 'paid')
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
    const { world, loyverse, square } = this.shop;
    const there = { loyverse: await loyversePrices(loyverse), square: await squarePrices(square) };
    for (const { id } of MENU) {
      const price = world.productDocs.get(`tenants/demo/products/${id}`)?.price;
      for (const [pos, prices] of Object.entries(there)) {
        const amount = prices.get(`DISH-${id.split('-')[1]}`);
        if (amount !== price) this.complain(`${id} costs ${String(price)} here, ${amount} in ${pos}`);
      }
    }
  }

  /** One expired token, one renewal; a crash may have taken a renewed one along. */
  renewals(): void {
    const { square, world, expirations } = this.shop;
    const renewed = square.calls.filter(({ path }) => path === '/oauth2/token').length;
    if (renewed > expirations + world.crashes / 4 + 1)
      this.complain(`${renewed} renewals for ${expirations} expired tokens`);
  }

  /** No POS was called more than it allows, nor while it asked us to wait. */
  manners(): void {
    const { loyverse, square, world } = this.shop;
    const violations = [loyverse, square].map(({ model }) => Number(model.state().violations));
    if (violations.some((count) => count > 0))
      this.complain(`the simulators refused unknown fields: ${violations.join(', ')}`);
    const { windows } = loyverse.model.state() as { windows: Record<string, { refused: number }> };
    const beyond = Object.values(windows).reduce((sum, { refused }) => sum + refused, 0);
    if (beyond > 0) this.complain(`Loyverse was called ${beyond} times beyond its limit`);
    for (const { host, from, until } of world.pauses) {
      const simulator = host.startsWith('square') ? square : loyverse;
      const calls = simulator.calls.filter(({ at }) => at > from && at < until);
      if (calls.length > 0)
        this.complain(`${host} was called ${calls.length} times while it asked us to wait`);
    }
  }
}

/** Compares the storefront's books with those of both POS systems. */
export async function verify(shop: Shop, { seed, orders }: DrillOptions, seconds: number): Promise<Report> {
  const { world, loyverse, square } = shop;
  const auditor = new Auditor(shop);
  for (const [connectionId, simulator] of Object.entries({ loyverse, square })) {
    const held = byReference(simulator.orders());
    for (const [path, document] of world.orderDocs) auditor.order(path, document, connectionId, held);
    const known = new Set([...world.jobRows.values()].map(({ job }) => job.marker));
    for (const reference of held.keys())
      if (!known.has(reference))
        auditor.complaints.push(`${connectionId} holds an order that nobody made: ${reference}`);
  }
  auditor.history();
  auditor.sweeper();
  auditor.manners();
  auditor.renewals();
  const calls = loyverse.calls.length + square.calls.length;
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
