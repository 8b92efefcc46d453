import type { Group } from './group';
import { afterLease, dyingAfter, lateCreate, shortSilence } from './mishaps';
import { aPlainOrder } from './orders';
import type { StageOptions } from './shop';
import { orderPath, stage, type Stage } from './stage';
import { paymentsOf, type Subject } from './subject';
import { expectSynced } from './synced';

const MINUTE = 60_000;
const ORDER = orderPath();

async function placed(subject: Subject, options: StageOptions = {}): Promise<Stage> {
  const here = await stage(subject, options);
  here.world.put(ORDER, aPlainOrder());
  return here;
}

/** One order per storefront order, the whole way: planner, claims, retries, look-ups. */
export const onceThroughWorkerGroup: Group = {
  name: 'exactly once, the whole way',
  needs: ['pushOrder'],
  tests: (subject) => {
    const { create, find } = subject.calls;

    it('brings an order in one attempt', async () => {
      const here = await placed(subject);
      await here.world.settle();
      expectSynced(here);
      expect(here.world.attempts).toMatchObject([{ outcome: 'done' }]);
    });

    it('brings one order though trigger and task come twice and at once', async () => {
      const here = await placed(subject);
      here.world.put(ORDER, aPlainOrder({ channel: 'web app' }));
      const refs = await here.triggered();
      const ends = await Promise.all([...refs, ...refs, ...refs].map((ref) => here.world.run(ref)));
      expect(ends.filter((end) => end === 'done')).toHaveLength(1);
      expectSynced(here);
    });

    it.each([
      'lose-reply',
      'error-500-after',
      'html',
      'empty',
      'reset',
      'error-500',
      'error-in-200',
    ] as const)('brings one order though the reply to the create is %s', async (kind) => {
      const here = await placed(subject);
      here.pos.simulator.faults.add({ kind, match: create.source });
      await here.world.settle();
      expect(here.badge()).toMatchObject({ status: 'pending', error: { code: /./ } });
      await here.world.settle(here.world.clock + 5 * MINUTE);
      expectSynced(here);
    });

    it.each([
      'lose-reply',
      'error-500-after',
      'html',
      'empty',
      'reset',
      'error-500',
      'error-in-200',
    ] as const)(
      'brings one order though the replies to the create and to the call after it are %s',
      async (kind) => {
        const here = await placed(subject);
        here.pos.simulator.faults.add({ kind, match: create.source });
        await here.world.settle();
        here.pos.simulator.faults.add({ kind, match: '.', times: 1 });
        await here.world.settle(here.world.clock + 10 * MINUTE);
        expectSynced(here);
      },
    );

    it.each([
      'lose-reply',
      'html',
      'empty',
      'reset',
      'error-500',
      'error-in-200',
      'throttle',
      'drop-field',
      'wrong-type',
      'shuffle-pages',
    ] as const)('does not create a second one when the look for the first gets %s', async (kind) => {
      const here = await placed(subject);
      here.pos.simulator.faults.add({ kind: 'lose-reply', match: create.source });
      await here.world.settle();
      const value = kind === 'throttle' ? shortSilence(subject) : subject.reply.found;
      here.pos.simulator.faults.add({ kind, match: find.source, value });
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expect(here.calls(find).length).toBeGreaterThan(0);
      expectSynced(here);
    });

    it('waits for a create that the POS carries out late', async () => {
      const here = await placed(subject);
      const { arrive } = lateCreate(here);
      await here.world.settle(here.world.clock + subject.manifest.settleMs - 1);
      expect(here.orders()).toEqual([]);
      await arrive();
      await here.world.settle(here.world.clock + MINUTE);
      expectSynced(here);
    });

    it.each([-4, 4])('finds the order at a POS whose clock is %i minutes off', async (minutes) => {
      const here = await placed(subject);
      const { faults } = here.pos.simulator;
      faults.add({ kind: 'skew-clock', value: minutes * MINUTE });
      faults.add({ kind: 'lose-reply', match: create.source });
      await here.world.settle(here.world.clock + 5 * MINUTE);
      expectSynced(here);
    });

    it.each(['claim', 'finish'] as const)(
      'brings one order though the worker dies before its %s',
      async (step) => {
        const here = await placed(subject);
        here.world.beforeCommit = (at) => {
          if (at === step) throw new Error('crash');
        };
        await expect(here.world.settle()).rejects.toThrow('crash');
        here.world.beforeCommit = () => {};
        await afterLease(here);
        expectSynced(here);
      },
    );

    it('brings one order at whichever of its calls the worker dies', async () => {
      const calls = subject.budget.order;
      for (let call = 1; call <= calls; call += 1) {
        const here = await placed(subject);
        const { wire, died } = dyingAfter(call, here.wire);
        here.wire = wire;
        await Promise.race([here.world.settle(), died]);
        expect(here.world.job(ORDER)?.state).toBe('sending');
        await afterLease(here);
        expectSynced(here);
      }
    });

    it('brings one order though the storefront edits it while the first reply is lost', async () => {
      const here = await placed(subject);
      here.pos.simulator.faults.add({ kind: 'lose-reply', match: create.source });
      await here.world.settle();
      here.world.put(ORDER, { ...here.world.orderDocs.get(ORDER), note: 'No onions' });
      await here.world.settle(here.world.clock + 5 * MINUTE);
      expect(here.orders()).toHaveLength(1);
      expect(here.badge()).toMatchObject({ status: 'synced', externalId: here.orders()[0]?.id });
    });

    it('brings twenty orders once each though the POS throttles a crowd', async () => {
      const here = await stage(subject);
      const names = Array.from({ length: 20 }, (_, n) => orderPath(`n${n}`));
      for (const [n, path] of names.entries()) here.world.put(path, aPlainOrder({ number: `${n}` }));
      here.pos.simulator.faults.add({ kind: 'throttle', times: 25, value: shortSilence(subject) });
      await here.world.settle(here.world.clock + 30 * MINUTE);
      expect(here.orders()).toHaveLength(20);
      expect(names.map((path) => here.badge(path)?.status)).toEqual(names.map(() => 'synced'));
      expect(here.pos.payments()).toBe(paymentsOf(subject, 20));
    });
  },
};
