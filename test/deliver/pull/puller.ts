import { failed } from '../../../functions/src/deliver/pull/failed';
import { Lease, LeaseLost } from '../../../functions/src/deliver/pull/lease';
import { pullSeries, type PullTask } from '../../../functions/src/deliver/pull/series';
import { releaseBrake } from '../../../functions/src/deliver/pull/tick';
import { Failure } from '../../../functions/src/model/failure';
import type { Capability } from '../../../functions/src/model/pullState';
import type { Session } from '../../../functions/src/providers/provider';
import { loyverse } from '../../../functions/src/providers/loyverse';
import { MemoryWorld } from '../../support/memoryWorld';
import { aConnection } from '../../support/orders';
import { ScriptedPos } from './scriptedPos';

export class Crash extends Error {}

/** One connection, a scripted POS behind it, and the engine between them. */
export class Puller {
  readonly world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  readonly connection = aConnection();
  readonly pos = new ScriptedPos();

  constructor() {
    this.world.connectionRows.set(this.connection.id, this.connection);
    this.world.vaultRows.set(this.connection.id, { credentials: {}, version: '1', renewingUntil: 0 });
  }

  get items(): Map<string, number> {
    const rows = this.world.pulled.of(this.connection.id, 'catalog');
    return new Map(
      [...rows].map(([id, row]) => [id, (row.variations as { price: number }[])[0]?.price ?? -1]),
    );
  }

  state(capability: Capability = 'catalog') {
    return this.world.pulled.states.get(this.connection.id)?.state.capabilities[capability];
  }

  /** Lets a person say that the removals are right. */
  release(): Promise<void> {
    return releaseBrake(this.world, this.connection, 'catalog');
  }

  /** One task, over at most so many pages; `crashAt`: dies before its n-th commit. */
  async task(pages = Infinity, crashAt = Infinity): Promise<string> {
    let commits = 0;
    this.world.pulled.beforeCommit = () => {
      commits += 1;
      if (commits === crashAt) throw new Crash();
    };
    try {
      return await this.run(pages);
    } catch (thrown) {
      if (thrown instanceof Crash) return 'crashed';
      throw thrown;
    } finally {
      this.world.pulled.beforeCommit = () => {};
      // Whoever comes next waits for the lease of the dead.
      this.world.clock += 200_000;
    }
  }

  private async run(pages: number): Promise<string> {
    const { world, connection, pos } = this;
    const tie = { tenantId: connection.tenantId, connectionId: connection.id };
    const lease = await Lease.take(world, connection, await world.pulls.read(tie));
    if (!lease) throw new LeaseLost();
    let seen = 0;
    const session = { pullCatalog: (request) => pos.pull(request) } as Partial<Session> as Session;
    const provider = { ...loyverse, renewal: undefined, open: () => session };
    const tools = { http: world.http, baseUrl: '', now: () => world.clock };
    const task: PullTask = {
      world,
      lease,
      access: { provider, connection, tools },
      isTimeUp: () => (seen += 1) >= pages,
      unchanged: [],
      runs: [],
    };
    let end: string;
    try {
      end = await pullSeries(task, 'catalog');
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      await failed(task, 'catalog', thrown);
      end = 'failed';
    }
    await lease.release({ runs: task.runs });
    return end;
  }
}
