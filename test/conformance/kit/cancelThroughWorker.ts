import { expectTakenBack, onlyByHand, returnOf } from './cancel';
import { expectNoLeak } from './canaries';
import type { Group } from './group';
import { shortSilence } from './mishaps';
import { aPlainOrder } from './orders';
import { orderPath, stage, type Stage } from './stage';
import type { Subject } from './subject';

const MINUTE = 60_000;
const ORDER = orderPath();

async function synced(subject: Subject, document = returnOf(subject).order): Promise<Stage> {
  const here = await stage(subject);
  here.world.put(ORDER, document);
  await here.world.settle();
  return here;
}

function withdraw({ world }: Stage): void {
  world.put(ORDER, { ...world.orderDocs.get(ORDER), status: 'cancelled' });
}

/** A cancellation in the storefront reaches the POS, wherever the order is on its way. */
export const cancelThroughWorkerGroup: Group = {
  name: 'cancel, the whole way',
  needs: ['pushOrder', 'cancelOrder'],
  tests: (subject) => {
    const { create, cancel: cancelCall } = subject.calls;

    it('stops an order that has not left yet', async () => {
      const here = await stage(subject);
      here.world.put(ORDER, aPlainOrder());
      withdraw(here);
      await here.world.settle(here.world.clock + MINUTE);
      expect(here.orders()).toEqual([]);
      expect(here.badge()).toMatchObject({ status: 'cancelled' });
    });

    it('takes back what stands at the POS, and the badge says so', async () => {
      const here = await synced(subject);
      withdraw(here);
      await here.world.settle(here.world.clock + MINUTE);
      expectTakenBack(here);
      expect(here.badge()).toMatchObject({ status: 'cancelled', externalId: here.orders()[0]?.id });
      expectNoLeak(here);
    });

    it.each(['lose-reply', 'error-500-after', 'throttle', 'html'] as const)(
      'takes it back once though the reply to that is %s',
      async (kind) => {
        const here = await synced(subject);
        const value = kind === 'throttle' ? shortSilence(subject) : undefined;
        here.pos.simulator.faults.add({ kind, match: cancelCall.source, value });
        withdraw(here);
        await here.world.settle(here.world.clock + 10 * MINUTE);
        expectTakenBack(here);
        expect(here.badge()).toMatchObject({ status: 'cancelled' });
        expectNoLeak(here);
      },
    );

    onlyByHand(subject)('tells a person to take a paid order back, and the badge says so', async () => {
      const here = await synced(subject, aPlainOrder());
      withdraw(here);
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expect(here.orders()).toMatchObject([{ state: 'paid' }]);
      expect(here.badge()).toMatchObject({ status: 'failed', error: { code: 'rejected', advice: /\w/ } });
      const open = [...here.world.noticeRows.values()].filter((notice) => notice.open);
      expect(open).toHaveLength(1);
      expectNoLeak(here);
    });

    it('finds and takes back an order whose first reply was lost', async () => {
      const here = await stage(subject);
      here.pos.simulator.faults.add({ kind: 'lose-reply', match: create.source });
      here.world.put(ORDER, aPlainOrder());
      await here.world.settle();
      withdraw(here);
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expect(here.orders()).toHaveLength(1);
      expect(['refunded', 'cancelled']).toContain(here.orders()[0]?.state);
      expect(here.badge()).toMatchObject({ status: 'cancelled' });
    });
  },
};
