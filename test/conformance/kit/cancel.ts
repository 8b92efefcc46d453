import type { Receipt } from '../../../functions/src/model/job';
import type { CancelOrder } from '../../../functions/src/providers/provider';
import { Failure } from '../../../functions/src/model/failure';
import { expectClean } from './canaries';
import { endOf, expectAdvised, failureOf } from './failures';
import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, line, UNPAID, type OrderDocument } from './orders';
import { orderPath, stage, type Stage } from './stage';
import { paidState, type Subject } from './subject';

/** An order that the POS can take back, and how it ends: a paid one refunded or voided, or else an unpaid one voided. */
export function returnOf({ cannotRefund, refundsElsewhere }: Subject, order: OrderDocument = aPlainOrder()) {
  if (refundsElsewhere !== undefined) return { order, how: 'voided', state: 'cancelled', refunds: 0 };
  if (cannotRefund === undefined) return { order, how: 'refunded', state: 'refunded', refunds: 1 };
  return { order: { ...order, ...UNPAID }, how: 'voided', state: 'cancelled', refunds: 0 };
}

/** For what only a POS does that leaves paid orders to a person. */
export const onlyByHand = ({ cannotRefund }: Subject) =>
  unless(cannotRefund === undefined ? 'paid orders are taken back' : undefined);

/** An order standing at the POS, and what takes it back. */
async function standing(
  subject: Subject,
  document = returnOf(subject).order,
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

/** The state in which an order that was taken back stands. */
export function expectTakenBack(here: Stage): void {
  const { state, refunds } = returnOf(here.subject);
  expect(here.orders()).toMatchObject([{ state }]);
  expect(here.pos.refunds()).toBe(refunds);
  expect(here.pos.violations()).toEqual([]);
}

/** An order is taken back, once, whatever had become of it. */
export const cancelGroup: Group = {
  name: 'cancel',
  needs: ['pushOrder', 'cancelOrder'],
  tests: (subject) => {
    const { cancel: cancelCall } = subject.calls;
    const { how, refunds } = returnOf(subject);
    const unpaid = unless(subject.manifest.bornPaid ? 'manifest: orders are born paid' : undefined);

    unless(subject.cannotRefund ?? subject.refundsElsewhere)(
      'gives the money of a paid order back',
      async () => {
        const { here, cancel } = await standing(subject);
        expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'refunded' });
        expectTakenBack(here);
      },
    );

    unless(subject.refundsElsewhere ? undefined : 'money goes back through the POS, or by hand')(
      'voids a paid order and tells that its money is still to be given back',
      async () => {
        const { here, cancel } = await standing(subject, aPlainOrder());
        const { how, notes } = await here.open().cancelOrder(cancel);
        expect(how).toBe('voided');
        expect(notes.join(' ')).toMatch(/money/i);
        expectTakenBack(here);
      },
    );

    onlyByHand(subject)('leaves a paid order to a person, with advice, and changes nothing', async () => {
      const { here, cancel } = await standing(subject, aPlainOrder());
      const before = here.orders();
      const failure = await failureOf(here.open().cancelOrder(cancel));
      expectAdvised(failure, 'rejected');
      expectClean(here, failure);
      expect(here.orders()).toEqual(before);
      expect(here.calls(cancelCall)).toEqual([]);
    });

    it('gives an order back with discounts, fees, a tip and weights in it', async () => {
      const parts: OrderDocument = { fees: [{ amount: 300 }], discounts: [{ amount: 101 }], tip: 77 };
      const { order } = returnOf(subject, anOrderOf([line('plain', 3, 333)], 1275, parts));
      const { here, cancel } = await standing(subject, order);
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how });
      expectTakenBack(here);
    });

    unpaid('voids an unpaid order, and no money moves', async () => {
      const { here, cancel } = await standing(subject, aPlainOrder(UNPAID));
      expect(await here.open().cancelOrder(cancel)).toMatchObject({ how: 'voided' });
      expect(here.orders()).toMatchObject([{ state: 'cancelled' }]);
      expect(here.pos.refunds()).toBe(0);
    });

    it('is taken back once though it comes twice', async () => {
      const { here, cancel } = await standing(subject);
      const first = await here.open().cancelOrder(cancel);
      const second = await here.open().cancelOrder({ ...cancel, mayExist: true });
      expect(second).toMatchObject({ how });
      expect(second.externalId).toBe(first.externalId);
      expectTakenBack(here);
    });

    it('is taken back once though two come at once', async () => {
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
      expect(await here.open().cancelOrder(unknown)).toMatchObject({ how });
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
        state: paidState(subject),
      });
      expect(here.pos.refunds()).toBe(refunds);
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
    ] as const)('is taken back once though a reply on the way is %s', async (kind) => {
      const { here, cancel } = await standing(subject);
      here.pos.simulator.faults.add({ kind, match: cancelCall.source, times: 1 });
      const first = await endOf(here.open().cancelOrder(cancel));
      if (first instanceof Failure) expectClean(here, first);
      else expect(subject.readsBack).toBe(true);
      // Every call that changes something is spoiled once, one after the other.
      here.pos.simulator.faults.add({ kind, match: cancelCall.source, times: 1 });
      await endOf(here.open().cancelOrder({ ...cancel, mayExist: true }));
      await here.open().cancelOrder({ ...cancel, mayExist: true });
      expectTakenBack(here);
    });
  },
};
