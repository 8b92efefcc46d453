import { orderChanged } from '../../functions/src/deliver/orderChanged';
import { productChanged, sweepPrices } from '../../functions/src/deliver/prices';
import { sweep } from '../../functions/src/deliver/wake';
import type { World } from '../../functions/src/deliver/world';
import type { Http } from '../../functions/src/providers/http';
import { MemoryWorld, type Document } from '../../test/support/memoryWorld';
import type { Dice } from './dice';

/** The process died here. Nothing it would have done next happens. */
class Crash extends Error {}

/** How rough it is, as probabilities; 0 everywhere is a calm day. */
export interface Weather {
  duplicateEvent: number;
  duplicateTask: number;
  loseTask: number;
  crashBeforeCommit: number;
  /** Between the POS's commit and our record. */
  crashAfterReply: number;
}

export const STORM: Weather = {
  duplicateEvent: 0.1,
  duplicateTask: 0.05,
  loseTask: 0.03,
  crashBeforeCommit: 0.01,
  crashAfterReply: 0.02,
};
export const CALM: Weather = {
  duplicateEvent: 0,
  duplicateTask: 0,
  loseTask: 0,
  crashBeforeCommit: 0,
  crashAfterReply: 0,
};

type Event = { path: string; before?: Document; after?: Document; product?: string };
type Task = Parameters<World['queue']['enqueue']>[0];

const SWEEP_MS = 5 * 60_000;

/** A MemoryWorld whose triggers, tasks and processes behave as badly as the real ones may. */
export class ChaosWorld extends MemoryWorld {
  weather: Weather = STORM;
  /** False: nobody sweeps. */
  sweeps = true;
  /** False: an event whose handler crashed is never delivered again. */
  redelivers = true;
  crashes = 0;
  swept = 0;
  /** Tasks that the queue lost or a crash took along; only these a sweeper should have to replace. */
  lost = 0;
  /** Moments before which a POS told us not to call, as far as we lived to note them. */
  readonly pauses: { host: string; from: number; until: number }[] = [];
  private dead = false;
  private nextSweep = this.clock + SWEEP_MS;
  private readonly mine: Event[] = [];

  constructor(
    send: Http,
    private readonly dice: Dice,
    apps: Record<string, { clientId: string; clientSecret: string }> = {},
  ) {
    super(async (request) => {
      const reply = await send(request);
      const wait = Number(reply.headers['retry-after'] ?? 0);
      const host = new URL(request.url).hostname;
      if (reply.status === 429 && wait > 0)
        this.pauses.push({ host, from: this.clock, until: this.clock + wait * 1000 });
      if (request.effect && this.dice.chance(this.weather.crashAfterReply)) this.die();
      return reply;
    }, apps);
    this.random = dice.next;
    this.beforeCommit = () => {
      if (this.dead || this.dice.chance(this.weather.crashBeforeCommit)) this.die();
    };
    const { enqueue } = this.queue;
    this.queue = {
      enqueue: async (task) => {
        if (this.dead) this.die();
        if (!this.dice.chance(this.weather.loseTask)) return enqueue(task);
        this.lost += 1;
      },
    };
  }

  private die(): never {
    if (!this.dead) this.crashes += 1;
    this.dead = true;
    throw new Crash('crashed');
  }

  override put(path: string, after: Document | undefined): void {
    const before = this.orderDocs.get(path);
    if (after) this.orderDocs.set(path, structuredClone(after));
    else this.orderDocs.delete(path);
    this.mine.push({ path, before: structuredClone(before), after: structuredClone(after) });
  }

  override putProduct(tenantId: string, product: string, after: Document): void {
    const path = `tenants/${tenantId}/products/${product}`;
    this.mine.push({
      path,
      product,
      before: structuredClone(this.productDocs.get(path)),
      after: structuredClone(after),
    });
    this.productDocs.set(path, structuredClone(after));
  }

  /** Runs one thing; true when it got through. */
  private async survives(run: () => Promise<unknown>): Promise<boolean> {
    const known = this.pauses.length;
    try {
      await run();
    } catch (thrown) {
      if (!(thrown instanceof Crash)) throw thrown;
    }
    const survived = !this.dead;
    if (!survived) this.pauses.length = known;
    this.dead = false;
    return survived;
  }

  private async deliverEvent(): Promise<void> {
    const [event] = this.mine.splice(this.dice.below(this.mine.length), 1);
    if (!event) return;
    const { product, ...change } = event;
    const tenantId = event.path.split('/')[1] ?? '';
    const through = await this.survives(() =>
      product === undefined
        ? orderChanged(this, { tenantId, ...change })
        : productChanged(this, { tenantId, productId: product, ...change }),
    );
    if ((!through && this.redelivers) || this.dice.chance(this.weather.duplicateEvent)) this.mine.push(event);
  }

  private async runTask(task: Task): Promise<void> {
    this.tasks.splice(this.tasks.indexOf(task), 1);
    if (this.dice.chance(this.weather.duplicateTask)) this.tasks.push(task);
    if (await this.survives(() => this.run(task.ref))) return;
    this.lost += 1;
    // Cloud Tasks tries a failed delivery again, but not for ever.
    if (this.dice.chance(0.5)) this.tasks.push({ ...task, at: this.clock + 2_000 });
  }

  private async sweepNow(): Promise<void> {
    this.nextSweep += SWEEP_MS;
    if (!this.sweeps) return;
    await this.survives(async () => {
      this.swept += await sweep(this);
      await sweepPrices(this);
    });
  }

  /** Lets events, tasks and the sweeper happen, in any order that the real ones may take, until a moment. */
  async pass(until: number): Promise<void> {
    while (this.clock < until || this.mine.length > 0) {
      if (this.mine.length > 0) {
        await this.deliverEvent();
        continue;
      }
      if (this.clock >= this.nextSweep) {
        await this.sweepNow();
        continue;
      }
      const due = this.tasks.filter((task) => (task.at ?? 0) <= this.clock);
      if (due.length > 0) {
        await this.runTask(this.dice.pick(due));
        continue;
      }
      const nextTask = this.tasks.reduce((soonest, task) => Math.min(soonest, task.at ?? 0), Infinity);
      this.clock = Math.min(until, this.nextSweep, nextTask);
    }
  }

  /** Nothing is under way any more, and nothing waits for a task or an event. */
  get quiet(): boolean {
    const busy = [...this.jobRows.values()].some(({ job }) => job.wakeAt !== undefined);
    const due = [...this.priceEditRows.values()].some(({ edit }) => edit.state === 'due');
    return this.mine.length === 0 && !busy && !due;
  }
}
