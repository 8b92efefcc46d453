import { expectAdvised, failureOf } from './failures';
import type { Group } from './group';
import { losingReply } from './mishaps';
import { aPlainOrder, anOrderOf, line, UNPAID } from './orders';
import { stage, type Stage } from './stage';
import type { Subject } from './subject';

/** An unpaid order at the POS and, since, paid in the storefront. */
async function unpaid(subject: Subject, document = aPlainOrder()) {
  const here = await stage(subject);
  const receipt = await here.open().pushOrder(here.pushOf({ ...document, ...UNPAID }));
  const { marker, order } = here.pushOf(document);
  return { here, pay: { marker, order, receipt } };
}

export function expectPaidOnce(here: Stage): void {
  expect(here.orders()).toMatchObject([{ state: 'paid' }]);
  expect(here.pos.payments()).toBe(1);
  expect(here.pos.violations()).toEqual([]);
}

/** A payment that comes after the order, by the adapter alone. */
export const payGroup: Group = {
  name: 'pay',
  needs: ['pushOrder', 'payOrder'],
  tests: (subject) => {
    const payCall = subject.calls.pay ?? /^(?!)/;

    it('makes an unpaid order a paid one', async () => {
      const { here, pay } = await unpaid(subject);
      const paid = await here.open().payOrder(pay);
      expect(paid).toMatchObject({ externalId: pay.receipt.externalId, paid: true, posTotal: 2500 });
      expectPaidOnce(here);
    });

    it('pays an order with everything on it', async () => {
      const parts = { fees: [{ amount: 300 }], tip: 51, tax: { amount: 17, inclusive: false } };
      const { here, pay } = await unpaid(subject, anOrderOf([line('plain', 3, 333)], 1367, parts));
      expect(await here.open().payOrder(pay)).toMatchObject({ paid: true, posTotal: 1367 });
      expectPaidOnce(here);
    });

    it('pays once though it comes twice', async () => {
      const { here, pay } = await unpaid(subject);
      await here.open().payOrder(pay);
      expect(await here.open().payOrder(pay)).toMatchObject({ paid: true });
      expectPaidOnce(here);
    });

    it('pays once though two come at once', async () => {
      const { here, pay } = await unpaid(subject);
      here.pos.simulator.faults.add({ kind: 'slow-reply', match: payCall.source, value: 2 });
      await Promise.all([here.open().payOrder(pay), here.open().payOrder(pay)]);
      expectPaidOnce(here);
    });

    it('does not pay an order that is paid already', async () => {
      const here = await stage(subject);
      const push = here.pushOf(aPlainOrder());
      const receipt = await here.open().pushOrder(push);
      const before = here.calls(payCall).length;
      expect(await here.open().payOrder({ ...push, receipt })).toMatchObject({ paid: true });
      expect(here.calls(payCall)).toHaveLength(before);
      expectPaidOnce(here);
    });

    it.each(['lose-reply', 'error-500-after', 'html', 'empty', 'reset', 'error-500', 'throttle'] as const)(
      'pays once though the reply is %s',
      async (kind) => {
        const { here, pay } = await unpaid(subject);
        here.pos.simulator.faults.add({ kind, match: payCall.source });
        await failureOf(here.open().payOrder(pay));
        expect(await here.open().payOrder(pay)).toMatchObject({ paid: true });
        expectPaidOnce(here);
      },
    );

    it('pays once at whichever of its calls the reply is lost', async () => {
      for (let call = 1; call <= (subject.budget.payment ?? 0); call += 1) {
        const { here, pay } = await unpaid(subject);
        losingReply(here, call);
        expect((await failureOf(here.open().payOrder(pay))).kind).toBe('unavailable');
        expect(await here.open().payOrder(pay)).toMatchObject({ paid: true });
        expectPaidOnce(here);
      }
    });

    it('pays a paid order once though the reply to its payment was lost in the push', async () => {
      const here = await stage(subject);
      const push = here.pushOf(aPlainOrder());
      here.pos.simulator.faults.add({ kind: 'lose-reply', match: payCall.source });
      await failureOf(here.open().pushOrder(push));
      expect(await here.open().pushOrder(here.again(push))).toMatchObject({ paid: true });
      expectPaidOnce(here);
    });

    it('refuses to pay an order that staff have cancelled, with advice', async () => {
      const { here, pay } = await unpaid(subject);
      await here.pos.cancelAtTill(pay.receipt.externalId);
      const failure = await failureOf(here.open().payOrder(pay));
      expectAdvised(failure, 'rejected');
      expect(here.pos.payments()).toBe(0);
    });
  },
};
