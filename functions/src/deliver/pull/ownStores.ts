import { Failure } from '../../model/failure';
import type { Capability } from '../../model/pullState';
import { dueAfter } from '../../plan/pull/due';
import { afterPull } from '../afterPull';
import { followed } from './followUp';
import { recordOrders } from '../ordersBack';
import { recordStock, StockPass } from '../stock';
import { Progress } from './progress';
import type { PullTask } from './series';
import type { Opener } from './sinks';

const missing = (capability: Capability) => new Failure('unexpected', `There is no pull of ${capability}.`);

/** Rows of runs go out with the commit that gives the lease back. */
const note = ({ runs }: PullTask, run: PullTask['runs'][number] | undefined) => {
  if (run) runs.push(run);
};

/** Stock moves most, so it lies in packed tables, which say themselves what is new. */
export const stockSink: Opener = async (task, all) => {
  const { world, lease, unchanged } = task;
  const { connection } = lease;
  const { pass, braked, loose } = lease.of('stock');
  const released = lease.isReleased('stock');
  const progress = new Progress(world, lease, 'stock', all);
  const stock = await StockPass.open(world, connection, { whole: pass === undefined, released, braked });
  const moved = () => stock.changed.size + stock.removed.size;
  const save = async () => {
    if (moved() > 0) lease.update('stock', { loose: true });
    await stock.save();
    progress.keep();
  };
  return {
    async *read(session, request) {
      if (!session.pullStock) throw missing('stock');
      for await (const page of session.pullStock(request)) {
        const before = moved();
        await recordStock(page, stock);
        progress.page(page, page.records.length, moved() - before);
        yield page;
      }
    },
    complete: async (last) => {
      const dueAt = Math.min(dueAfter('stock', world.now()), stock.askAgainAt ?? Infinity);
      const settled = { records: stock.size, braked: stock.braked, dueAt };
      if (released) lease.endRelease('stock');
      const run = progress.complete(last, settled);
      note(task, run);
      if (!run) unchanged.push('stock');
    },
    stop: async (last = { complete: false, full: false }) => {
      await save();
      note(task, progress.stop(last));
    },
    pause: save,
    follow: async () => {
      if (!loose && moved() === 0) return;
      const ids = loose ? 'all' : [...stock.changed];
      const changes = { ids, removed: [...stock.removed] } as const;
      const { isTimeUp } = task;
      lease.update('stock', followed(await afterPull(world, connection, 'stock', changes, { isTimeUp })));
    },
  };
};

/** Orders are compared one by one: older ones never replace newer ones. */
export const ordersSink: Opener = async (task, all) => {
  const { world, lease, unchanged } = task;
  const progress = new Progress(world, lease, 'orders', all);
  return {
    async *read(session, request) {
      if (!session.pullOrders) throw missing('orders');
      for await (const page of session.pullOrders(request)) {
        const written = await recordOrders(world, lease.connection, page);
        progress.page(page, page.records.length, written);
        progress.keep();
        yield page;
      }
    },
    complete: async (last) => {
      const run = progress.complete(last, {});
      note(task, run);
      if (!run) unchanged.push('orders');
    },
    stop: async (last = { complete: false, full: false }) => note(task, progress.stop(last)),
    pause: async () => {},
    follow: async () => {},
  };
};
