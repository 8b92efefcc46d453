import { Failure } from '../../../functions/src/model/failure';
import { endOf, failureOf } from './failures';
import { unless, type Group } from './group';
import { aPlainOrder } from './orders';
import { stage, type Stage } from './stage';
import type { Subject } from './subject';

/** The first merchant's order, standing. */
async function withOrder(subject: Subject): Promise<{ here: Stage; externalId: string }> {
  const here = await stage(subject);
  const { externalId } = await here.open().pushOrder(here.pushOf(aPlainOrder()));
  return { here, externalId };
}

/** Two merchants on one POS never meet. */
export const isolationGroup: Group = {
  name: 'another account',
  needs: ['pushOrder'],
  tests: (subject) => {
    const { manifest, search, other } = subject;
    const searches = unless(manifest.can.includes('searchItems') ? undefined : manifest.cannot.searchItems);
    const cancels = unless(manifest.can.includes('cancelOrder') ? undefined : manifest.cannot.cancelOrder);

    searches('does not find the first one’s items', async () => {
      const here = await stage(subject);
      expect(await here.open(other).searchItems({ sku: search.sku })).toEqual([]);
      expect(await here.open(other).searchItems({ text: search.words })).toEqual([]);
    });

    it('cannot sell the first one’s items', async () => {
      const here = await stage(subject);
      const failure = await failureOf(here.open(other).pushOrder(here.pushOf(aPlainOrder())));
      expect(['unmapped', 'rejected']).toContain(failure.kind);
      expect(here.orders()).toEqual([]);
    });

    it('does not take the first one’s order for its own', async () => {
      const { here } = await withOrder(subject);
      const push = here.again(here.pushOf(aPlainOrder()));
      const ended = await endOf(here.open(other).pushOrder(push));
      expect(ended).toBeInstanceOf(Failure);
    });

    cancels('cannot cancel the first one’s order, by receipt or by marker', async () => {
      const { here, externalId } = await withOrder(subject);
      const [before] = here.orders();
      const push = here.pushOf(aPlainOrder());
      const wanted = {
        marker: push.marker,
        order: push.order,
        pushedSince: here.world.clock,
        mayExist: false,
      };
      const receipt = { externalId, posTotal: push.order.total, paid: true, notes: [] };
      const byReceipt = await endOf(here.open(other).cancelOrder({ ...wanted, receipt }));
      if (!(byReceipt instanceof Failure)) expect(byReceipt.how).toBe('nothing');
      expect(await here.open(other).cancelOrder(wanted)).toMatchObject({ how: 'nothing' });
      expect(here.orders()).toEqual([before]);
      expect(here.pos.refunds()).toBe(0);
    });
  },
};
