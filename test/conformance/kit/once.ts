import type { Fault } from '../../simulators/core/types';
import { returnOf } from './cancel';
import { unless, type Group } from './group';
import { unfiltered } from './mishaps';
import { aPlainOrder, anOrderOf, line, UNPAID } from './orders';
import { orderPath, stage, type Stage } from './stage';
import { paidState, paymentsOf } from './subject';

const EDITED = anOrderOf([line('second', 1, 100, { note: 'Changed my mind' })], 100);

/** After the reply to the create went missing in the way of `kind`: nobody knows whether the order stands. */
async function pushInDoubt(here: Stage, kind: Fault['kind']): Promise<void> {
  const push = here.pushOf(aPlainOrder());
  here.pos.simulator.faults.add({ kind, match: here.subject.calls.create.source });
  await expect(here.open().pushOrder(push)).rejects.toThrow();
  expect(here.orders()).toHaveLength(1);
}

/** One order per marker at the POS, by the adapter alone. */
export const onceGroup: Group = {
  name: 'exactly once, by the adapter alone',
  needs: ['pushOrder'],
  tests: (subject) => {
    const keyed = unless(
      subject.manifest.idempotentCreates
        ? undefined
        : 'manifest: a repeated create is not recognised; whoever repeats says so with mayExistSince',
    );

    it('finds the order of an earlier push that is told to look', async () => {
      const here = await stage(subject);
      const push = here.pushOf(aPlainOrder());
      const first = await here.open().pushOrder(push);
      const second = await here.open().pushOrder(here.again(push));
      expect(second).toMatchObject({ externalId: first.externalId, posTotal: 2500, paid: first.paid });
      expect(here.orders()).toHaveLength(1);
      expect(here.calls(subject.calls.create)).toHaveLength(1);
    });

    it('creates after a look that finds nothing', async () => {
      const here = await stage(subject);
      await here.open().pushOrder(here.again(here.pushOf(aPlainOrder())));
      expect(here.orders()).toHaveLength(1);
    });

    keyed('makes one order of a push that comes twice without being told', async () => {
      const here = await stage(subject);
      const push = here.pushOf(aPlainOrder());
      const first = await here.open().pushOrder(push);
      const second = await here.open().pushOrder(push);
      expect(second.externalId).toBe(first.externalId);
      expect(here.orders()).toHaveLength(1);
    });

    keyed('makes one order of two pushes at once', async () => {
      const here = await stage(subject);
      const push = here.pushOf(aPlainOrder());
      here.pos.simulator.faults.add({ kind: 'slow-reply', match: subject.calls.create.source, value: 2 });
      const both = await Promise.all([here.open().pushOrder(push), here.open().pushOrder(push)]);
      expect(new Set(both.map(({ externalId }) => externalId)).size).toBe(1);
      expect(here.orders()).toHaveLength(1);
      expect(here.pos.payments()).toBe(paymentsOf(subject, 1));
    });

    keyed('makes one order though the storefront changed it between two blind pushes', async () => {
      const here = await stage(subject);
      const first = await here.open().pushOrder(here.pushOf(aPlainOrder()));
      const second = await here.open().pushOrder(here.pushOf(EDITED));
      expect(second.externalId).toBe(first.externalId);
      expect(here.orders()).toMatchObject([{ total: 2500 }]);
    });

    it.each(['lose-reply', 'error-500-after', 'html', 'empty'] as const)(
      'finds the order after the reply to its create was spoiled by %s',
      async (kind) => {
        const here = await stage(subject);
        await pushInDoubt(here, kind);
        const receipt = await here.open().pushOrder(here.again(here.pushOf(aPlainOrder())));
        expect(here.orders()).toMatchObject([
          { id: receipt.externalId, total: 2500, state: paidState(subject) },
        ]);
      },
    );

    it.each(['lose-reply', 'error-500-after'] as const)(
      'finds the order after %s though the storefront changed it meanwhile, and tells what it holds',
      async (kind) => {
        const here = await stage(subject);
        await pushInDoubt(here, kind);
        const receipt = await here.open().pushOrder(here.again(here.pushOf({ ...EDITED, ...UNPAID })));
        const total = subject.createsEmpty ? 100 : 2500;
        expect(here.orders()).toMatchObject([{ id: receipt.externalId, total }]);
        expect(receipt.posTotal).toBe(total);
        expect(receipt.notes.join(' ')).not.toBe('');
      },
    );

    it('makes two orders of two that differ in nothing but the marker', async () => {
      const here = await stage(subject);
      const session = here.open();
      await session.pushOrder(here.pushOf(aPlainOrder(), orderPath('o1')));
      await session.pushOrder(here.again(here.pushOf(aPlainOrder(), orderPath('o2'))));
      expect(new Set(here.orders().map(({ reference }) => reference)).size).toBe(2);
    });

    it('is not misled by a marker that is the beginning of another', async () => {
      const here = await stage(subject);
      const push = here.pushOf(aPlainOrder());
      await here.open().pushOrder({ ...push, marker: `${push.marker}-2` });
      await here.open().pushOrder(here.again(push));
      expect(here.orders()).toHaveLength(2);
    });

    unless(subject.filters ? undefined : 'it filters by nothing that might be ignored')(
      'does not take another order for its own though the POS ignores the filter',
      async () => {
        const here = await stage(subject);
        unfiltered(here);
        await here.open().pushOrder(here.pushOf(aPlainOrder(), orderPath('o2')));
        await here.open().pushOrder(here.again(here.pushOf(aPlainOrder())));
        expect(here.orders()).toHaveLength(2);
      },
    );

    unless(subject.manifest.can.includes('cancelOrder') ? undefined : subject.manifest.cannot.cancelOrder)(
      'finds the order, not what took it back',
      async () => {
        const here = await stage(subject);
        const push = here.pushOf(returnOf(subject).order);
        const receipt = await here.open().pushOrder(push);
        const pushedSince = here.world.clock;
        await here.open().cancelOrder({ ...push, receipt, pushedSince, mayExist: false });
        const found = await here.open().pushOrder(here.again(push));
        expect(found).toMatchObject({ externalId: receipt.externalId, posTotal: 2500 });
        expect(here.orders()).toHaveLength(1);
      },
    );

    it('finds the oldest and the newest of a crowd of orders', async () => {
      const here = await stage(subject);
      const session = here.open();
      const since = here.world.clock;
      const push = (name: string) => here.pushOf(aPlainOrder(UNPAID), orderPath(name));
      // As fast as the limits allow: nobody paces the adapter here.
      const { calls, perMs } = subject.manifest.limits;
      const stepMs = Math.max(1_100, Math.ceil((subject.budget.unpaidOrder * perMs) / calls));
      const names = ['oldest', ...Array.from({ length: 519 }, (_, n) => `${n}`), 'newest'];
      for (const name of names) {
        await session.pushOrder(push(name));
        here.world.clock += stepMs;
      }
      for (const name of ['oldest', 'newest']) {
        // Edited since, so that no idempotency key helps: the order is found or it is not.
        const edited = { ...here.pushOf(EDITED, orderPath(name)), mayExistSince: since };
        const { marker } = push(name);
        const { externalId } = await session.pushOrder({ ...edited, marker });
        expect(here.orders().find(({ reference }) => reference === marker)?.id).toBe(externalId);
      }
      expect(here.orders()).toHaveLength(521);
    });
  },
};
