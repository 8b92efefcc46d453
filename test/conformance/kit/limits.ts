import { secretsIn } from './canaries';
import { returnOf } from './cancel';
import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, line, SHOPPER, UNPAID } from './orders';
import { orderPath, stage, type Stage } from './stage';
import type { Subject } from './subject';

/** How many calls the POS sees while `work` runs. */
async function callsOf(here: Stage, work: () => Promise<unknown>): Promise<number> {
  const before = here.calls().length;
  await work();
  return here.calls().length - before;
}

const DISCOUNTED = anOrderOf([line('plain', 2, 1250)], 2400, { discounts: [{ amount: 100 }] });

function budgetTests(subject: Subject): void {
  const { budget, manifest } = subject;
  const when = (operation: (typeof manifest.can)[number]) =>
    unless(manifest.can.includes(operation) ? undefined : manifest.cannot[operation]);

  it.each([
    ['a paid order', budget.order, aPlainOrder()],
    ['a paid order of a hundred lines', budget.hundredLines ?? budget.order, hundredLines()],
    ['an unpaid order', budget.unpaidOrder, aPlainOrder(UNPAID)],
    ['a discounted order', budget.discountedOrder, DISCOUNTED],
  ])('are spent sparingly on %s: %i', async (_what, calls, document) => {
    const here = await stage(subject);
    expect(await callsOf(here, () => here.open().pushOrder(here.pushOf(document)))).toBe(calls);
  });

  it(`are ${budget.repeat} for a push that finds its order`, async () => {
    const here = await stage(subject);
    const push = here.pushOf(aPlainOrder());
    await here.open().pushOrder(push);
    expect(await callsOf(here, () => here.open().pushOrder(here.again(push)))).toBe(budget.repeat);
  });

  when('cancelOrder')(`are ${budget.cancel} for a cancellation`, async () => {
    const here = await stage(subject);
    const push = here.pushOf(returnOf(subject).order);
    const receipt = await here.open().pushOrder(push);
    const cancel = { ...push, receipt, pushedSince: here.world.clock, mayExist: false };
    expect(await callsOf(here, () => here.open().cancelOrder(cancel))).toBe(budget.cancel);
  });

  when('payOrder')(`are ${budget.payment} for a later payment`, async () => {
    const here = await stage(subject);
    const receipt = await here.open().pushOrder(here.pushOf(aPlainOrder(UNPAID)));
    const pay = { ...here.pushOf(aPlainOrder()), receipt };
    expect(await callsOf(here, () => here.open().payOrder(pay))).toBe(budget.payment);
  });

  when('upsertCustomer')(`are ${budget.newCustomer} for an order with a new customer`, async () => {
    const here = await stage(subject, { settings: { syncCustomers: true } });
    here.world.put(orderPath(), aPlainOrder({ customer: { ...SHOPPER, consent: true } }));
    expect(await callsOf(here, () => here.world.settle())).toBe(budget.newCustomer);
  });

  it('are none for a task that comes again after its order is through', async () => {
    const here = await stage(subject);
    here.world.put(orderPath(), aPlainOrder());
    await here.world.settle();
    const job = here.world.job(orderPath());
    const again = () => here.world.run({ tenantId: 'demo', jobId: job?.id ?? '' });
    expect(await callsOf(here, again)).toBe(0);
  });

  it('are none for an edit of the order or for the echo of our own badge', async () => {
    const here = await stage(subject);
    here.world.put(orderPath(), aPlainOrder());
    await here.world.settle();
    here.world.put(orderPath(), { ...here.world.orderDocs.get(orderPath()), note: 'Changed' });
    expect(await callsOf(here, () => here.world.settle())).toBe(0);
    expect(here.badge()).toMatchObject({ changedAfterExport: { fields: ['note'] } });
  });
}

function hundredLines() {
  const lines = Array.from({ length: 100 }, (_, n) => line(n % 2 ? 'plain' : 'second', 1, 100));
  return anOrderOf(lines, 10_000);
}

/** What a POS account allows is not ours alone: no call is wasted. */
export const limitsGroup: Group = {
  name: 'calls',
  needs: ['pushOrder'],
  tests: (subject) => {
    budgetTests(subject);

    it('carry secrets in headers or bodies only', async () => {
      const here = await stage(subject);
      await here.open().pushOrder(here.pushOf(aPlainOrder()));
      const addresses = JSON.stringify(here.calls().map(({ path, query }) => [path, query]));
      for (const secret of secretsIn(subject.account.credentials)) expect(addresses).not.toContain(secret);
    });
  },
};
