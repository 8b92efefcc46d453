import { expectNoLeak } from './canaries';
import { orderPath, type Stage } from './stage';
import { paidState, paymentsOf } from './subject';

/** One order, right in every respect, and nothing about it is left open. */
export function expectSynced(here: Stage, total = 2500): void {
  const path = orderPath();
  const [held] = here.orders();
  expect(here.orders()).toMatchObject([
    { total, state: paidState(here.subject), reference: here.world.job(path)?.marker },
  ]);
  expect(here.badge()).toMatchObject({ status: 'synced', externalId: held?.id, posTotal: total });
  expect(here.badge()?.error).toBeUndefined();
  expect(here.world.job(path)).toMatchObject({ state: 'done' });
  expect(here.pos.payments()).toBe(paymentsOf(here.subject, 1));
  expect([...here.world.noticeRows.values()].filter(({ open }) => open)).toEqual([]);
  expectNoLeak(here);
}
