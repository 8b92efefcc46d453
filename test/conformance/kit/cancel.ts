import type { Receipt } from '../../../functions/src/model/job';
import type { CancelOrder } from '../../../functions/src/providers/provider';
import { expectClean } from './canaries';
import { endOf, failureOf } from './failures';
import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, line, UNPAID, type OrderDocument } from './orders';
import { orderPath, stage, type Stage } from './stage';
import type { Subject } from './subject';

/** An order standing at the POS, and what takes it back. */
async function standing(
  subject: Subject,
  document = aPlainOrder(),
): Promise<{ here: Stage; receipt: Receipt; cancel: CancelOrder }> {
  const here = await stage(subject);
  const push = here.pushOf(document);
  const receipt = await here.open().pushOrder(push);
  const { marker, order } = push;
  return {
    here,
    receipt,
    cancel: { marker, order, receipt, pushedSince: here.world.clock, mayExist: false },
  };
}

/** The state in which a paid order that was taken back stands. */
export function expectTakenBack(here: Stage): void {
  expect(here.orders()).toMatchObject([{ state: 'refunded' }]);
  expect(here.pos.refunds()).toBe(1);
  expect(here.pos.violations()).toEqual([]);
}

/** An order is taken back, once, whatever had become of it. */
export const cancelGroup: Group = {
  name: 'cancel',
  needs: ['pushOrder', 'cancelOrder'],
  tests: (subject) => {
    const { cancel: cancelCall } = subject.calls;
    const unpaid = unless(subject.manifest.bornPaid ? 'manifest: orders are born paid' : undefined);

    it('gives the money of a paid order back', async () => {
      const { here, cancel } = await standing(subject);
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'refunded' });
      expectTakenBack(here);
    });

    it('gives an order back with discounts, fees, a tip and weights in it', async () => {
      const parts: OrderDocument = { fees: [{ amount: 300 }], discounts: [{ amount: 101 }], tip: 77 };
      const { here, cancel } = await standing(subject, anOrderOf([line('plain', 3, 333)], 1275, parts));
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'refunded' });
      expectTakenBack(here);
    });

    unpaid('voids an unpaid order, and no money moves', async () => {
      const { here, cancel } = await standing(subject, aPlainOrder(UNPAID));
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'voided' });
      expect(here.orders()).toMatchObject([{ state: 'cancelled' }]);
      expect(here.pos.refunds()).toBe(0);
    });

    it('is one refund though it comes twice', async () => {
      const { here, cancel } = await standing(subject);
      const first = await here.open().cancelOrder(cancel);
      const second = await here.open().cancelOrder({ ...cancel, mayExist: true });
      expect(second).toMatchObject({ how: 'refunded', externalId: first.externalId });
      expectTakenBack(here);
    });

    it('is one refund though two come at once', async () => {
      const { here, cancel } = await standing(subject);
      here.pos.simulator.faults.add({ kind: 'slow-reply', match: cancelCall.source, value: 2 });
      await Promise.all([1, 2].map(() => endOf(here.open().cancelOrder(cancel))));
      expectTakenBack(here);
    });

    unpaid('voids an unpaid order once though it comes twice', async () => {
      const { here, cancel } = await standing(subject, aPlainOrder(UNPAID));
      await here.open().cancelOrder(cancel);
      expect(await here.open().cancelOrder({ ...cancel, mayExist: true })).toMatchObject({ how: 'voided' });
      expect(here.orders()).toMatchObject([{ state: 'cancelled' }]);
    });

    it('finds the order by its marker when the receipt is not known', async () => {
      const { here, cancel } = await standing(subject);
      const { receipt: _receipt, ...unknown } = cancel;
      expect(await here.open().cancelOrder(unknown)).toMatchObject({ how: 'refunded' });
      expectTakenBack(here);
    });

    it('is nothing where the POS never had the order', async () => {
      const here = await stage(subject);
      const { marker, order } = here.pushOf(aPlainOrder());
      const cancel = { marker, order, pushedSince: here.world.clock, mayExist: false };
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'nothing' });
      expect(here.calls(cancelCall)).toEqual([]);
    });

    it('leaves other orders alone', async () => {
      const { here, cancel } = await standing(subject);
      const other = here.pushOf(aPlainOrder(), orderPath('o2'));
      await here.open().pushOrder(other);
      await here.open().cancelOrder(cancel);
      expect(here.orders().find(({ reference }) => reference === other.marker)).toMatchObject({
        state: 'paid',
      });
      expect(here.pos.refunds()).toBe(1);
    });

    it('moves no money for an order that staff have cancelled already', async () => {
      const { here, receipt, cancel } = await standing(subject, aPlainOrder(UNPAID));
      await here.pos.cancelAtTill(receipt.externalId);
      expect(here.orders()).toMatchObject([{ state: 'cancelled' }]);
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'voided' });
      expect(here.pos.refunds()).toBe(0);
    });

    it.each([
      'lose-reply',
      'error-500-after',
      'reset',
      'error-500',
      'html',
      'empty',
      'error-in-200',
    ] as const)('is one refund though a reply on the way is %s', async (kind) => {
      const { here, cancel } = await standing(subject);
      here.pos.simulator.faults.add({ kind, match: cancelCall.source, times: 1 });
      expectClean(here, await failureOf(here.open().cancelOrder(cancel)));
      // Every call that changes something is spoiled once, one after the other.
      here.pos.simulator.faults.add({ kind, match: cancelCall.source, times: 1 });
      await endOf(here.open().cancelOrder({ ...cancel, mayExist: true }));
      await here.open().cancelOrder({ ...cancel, mayExist: true });
      expectTakenBack(here);
    });
  },
};
