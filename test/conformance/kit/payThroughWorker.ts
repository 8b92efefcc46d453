import { expectNoLeak } from './canaries';
import { unless, type Group } from './group';
import { aPlainOrder, UNPAID } from './orders';
import { expectPaidOnce } from './pay';
import { orderPath, stage, type Stage } from './stage';
import type { Subject } from './subject';

const MINUTE = 60_000;
const ORDER = orderPath();

function payInStorefront({ world }: Stage): void {
  world.put(ORDER, { ...world.orderDocs.get(ORDER), ...aPlainOrder() });
}

async function placedUnpaid(subject: Subject): Promise<Stage> {
  const here = await stage(subject);
  here.world.put(ORDER, aPlainOrder(UNPAID));
  return here;
}

/** The storefront is paid after the order has left. */
export const payThroughWorkerGroup: Group = {
  name: 'pay, the whole way',
  needs: ['pushOrder', 'payOrder'],
  tests: (subject) => {
    const payCall = subject.calls.pay ?? /^(?!)/;

    it('pays an order once when the storefront says that it is paid', async () => {
      const here = await placedUnpaid(subject);
      await here.world.settle();
      expect(here.orders()).toMatchObject([{ state: 'open' }]);
      here.pos.simulator.faults.add({ kind: 'lose-reply', match: payCall.source });
      payInStorefront(here);
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expectPaidOnce(here);
      expect(here.badge()).toMatchObject({ status: 'synced', posTotal: 2500 });
      expectNoLeak(here);
    });

    it('pays an order once that is paid while it is still on its way', async () => {
      const here = await placedUnpaid(subject);
      here.pos.simulator.faults.add({ kind: 'lose-reply', match: subject.calls.create.source });
      await here.world.settle();
      payInStorefront(here);
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expectPaidOnce(here);
    });

    unless(subject.cannotRefund ?? subject.refundsElsewhere)(
      'refunds an order that was paid later and then cancelled',
      async () => {
        const here = await placedUnpaid(subject);
        await here.world.settle();
        payInStorefront(here);
        await here.world.settle(here.world.clock + MINUTE);
        here.world.put(ORDER, { ...here.world.orderDocs.get(ORDER), status: 'cancelled' });
        await here.world.settle(here.world.clock + MINUTE);
        expect(here.orders()).toMatchObject([{ state: 'refunded' }]);
        expect(here.pos.refunds()).toBe(1);
      },
    );
  },
};

/** Where an order is born paid, a payment is no news to the POS; where it cannot be told of one, a person must know. */
export const bornPaidGroup: Group = {
  name: 'a later payment',
  needs: ['pushOrder'],
  tests: (subject) => {
    unless(subject.manifest.bornPaid ? undefined : 'manifest: orders can stand unpaid; see the group "pay"')(
      'changes nothing where orders are born paid',
      async () => {
        const here = await placedUnpaid(subject);
        await here.world.settle();
        const [before, calls] = [here.orders(), here.calls().length];
        payInStorefront(here);
        await here.world.settle(here.world.clock + MINUTE);
        expect(here.orders()).toEqual(before);
        expect(here.calls()).toHaveLength(calls);
        expect(here.badge()).toMatchObject({ status: 'synced' });
        expect(here.badge()).not.toHaveProperty('changedAfterExport');
      },
    );

    const { bornPaid, can } = subject.manifest;
    unless(
      bornPaid || can.includes('payOrder') ? 'manifest: there is nothing that it is not told' : undefined,
    )('is left to a person where the POS holds the order as unpaid and cannot be told', async () => {
      const here = await placedUnpaid(subject);
      await here.world.settle();
      expect(here.badge()).not.toHaveProperty('changedAfterExport');
      const before = here.orders();
      payInStorefront(here);
      await here.world.settle(here.world.clock + MINUTE);
      expect(here.orders()).toEqual(before);
      expect(here.badge()).toMatchObject({ status: 'synced', changedAfterExport: { fields: ['payment'] } });
    });
  },
};
