import { expectNoLeak } from './canaries';
import { unless, type Group } from './group';
import { aPlainOrder, UNPAID } from './orders';
import { orderPath, stage, type Stage } from './stage';
import { CONNECTION } from './shop';
import { reasonOf, type SimulatedPos, type Subject } from './subject';
import { expectSynced } from './synced';

const MINUTE = 60_000;
/** How soon after the opening an order must be there. */
const SOON = 6 * MINUTE;
const ORDER = orderPath();

function hoursOf({ subject, pos }: Stage): NonNullable<SimulatedPos['hours']> {
  if (pos.hours) return pos.hours;
  throw new Error(`The subject ${subject.manifest.id} says that it closes, and does not say how.`);
}

/** An order that was placed while the till was closed, and some time later. */
async function placedWhileClosed(subject: Subject, document = aPlainOrder(), minutes = 1): Promise<Stage> {
  const here = await stage(subject);
  hoursOf(here).close();
  here.world.put(ORDER, document);
  await here.world.settle(here.world.clock + minutes * MINUTE);
  return here;
}

async function open(here: Stage, forMs = SOON): Promise<void> {
  hoursOf(here).open();
  await here.world.settle(here.world.clock + forMs);
}

const openNotices = ({ world }: Stage) => [...world.noticeRows.values()].filter((notice) => notice.open);

function waitingTests(subject: Subject): void {
  const closes = unless(subject.closes ? undefined : 'it takes orders at any hour');

  for (const minutes of [1, 200])
    closes(`keeps an order waiting for ${minutes} minutes, and says what helps`, async () => {
      const here = await placedWhileClosed(subject, aPlainOrder(), minutes);
      const advice = expect.stringMatching(/open/i) as unknown;
      expect(here.orders()).toEqual([]);
      expect(here.calls(subject.calls.create)).toEqual([]);
      expect(here.badge()).toMatchObject({ status: 'pending', error: { code: 'pos_closed', advice } });
      const job = { state: 'waiting', reason: 'pos_closed', attempts: 0, failures: {} };
      expect(here.world.job(ORDER)).toMatchObject(job);
      expect(openNotices(here)).toMatchObject([{ severity: 'warning', message: advice }]);
      expectNoLeak(here);
    });

  closes('does not hold up the account', async () => {
    const here = await placedWhileClosed(subject);
    expect(here.world.connectionRows.get(CONNECTION)).not.toHaveProperty('throttledUntilAt');
  });

  closes('brings the order once when the till opens, and all is well again', async () => {
    const here = await placedWhileClosed(subject, aPlainOrder(), 200);
    await open(here);
    expectSynced(here);
    expect(here.calls(subject.calls.create)).toHaveLength(1);
  });

  closes('has its tries left when the till opens', async () => {
    const here = await placedWhileClosed(subject, aPlainOrder(), 200);
    here.pos.simulator.faults.add({ kind: 'error-500', match: subject.calls.create.source, times: 3 });
    await open(here, 3 * SOON);
    expectSynced(here);
  });

  closes('brings each of twenty orders once when the till opens', async () => {
    const here = await placedWhileClosed(subject);
    const names = Array.from({ length: 20 }, (_, n) => orderPath(`n${n}`));
    for (const [n, path] of names.entries()) here.world.put(path, aPlainOrder({ number: `${n}` }));
    await here.world.settle(here.world.clock + 30 * MINUTE);
    await open(here, 3 * SOON);
    expect(here.orders()).toHaveLength(21);
    expect(names.map((path) => here.badge(path)?.status)).toEqual(names.map(() => 'synced'));
    expect(openNotices(here)).toEqual([]);
  });
}

function changeTests(subject: Subject): void {
  const closes = unless(subject.closes ? undefined : 'it takes orders at any hour');

  closes('finds an order behind a closed till whose reply was lost', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'lose-reply', match: subject.calls.create.source });
    here.world.put(ORDER, aPlainOrder());
    await here.world.settle();
    hoursOf(here).close();
    await here.world.settle(here.world.clock + SOON);
    expectSynced(here);
  });

  closes('makes no second order where the till closes before a create is known to have failed', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'reset', match: subject.calls.create.source });
    here.world.put(ORDER, aPlainOrder());
    await here.world.settle();
    hoursOf(here).close();
    await here.world.settle(here.world.clock + 30 * MINUTE);
    expect(here.world.job(ORDER)).toMatchObject({ state: 'waiting', mayExist: true });
    await open(here);
    expectSynced(here);
  });

  closes('forgets an order that is cancelled while it waits', async () => {
    const here = await placedWhileClosed(subject);
    here.world.put(ORDER, { ...here.world.orderDocs.get(ORDER), status: 'cancelled' });
    await here.world.settle(here.world.clock + SOON);
    await open(here);
    expect(here.orders()).toEqual([]);
    expect(here.badge()).toMatchObject({ status: 'cancelled' });
  });

  const pays = subject.manifest.can.includes('payOrder') ? closes : unless(reasonOf(subject, 'payOrder'));
  pays('brings an order as paid that was paid while it waited', async () => {
    const here = await placedWhileClosed(subject, aPlainOrder(UNPAID));
    here.world.put(ORDER, { ...here.world.orderDocs.get(ORDER), ...aPlainOrder() });
    await here.world.settle(here.world.clock + SOON);
    await open(here);
    expectSynced(here);
  });

  closes('does not bring in the evening what was wanted in the morning', async () => {
    const here = await placedWhileClosed(subject, aPlainOrder(), 7 * 60);
    await open(here);
    expect(here.orders()).toEqual([]);
    expect(here.badge()).toMatchObject({ status: 'failed', error: { code: 'too_old' } });
  });
}

/** A till that is closed is no failure: the order waits for it, and goes out once when it opens. */
export const closedGroup: Group = {
  name: 'a closed till',
  needs: ['pushOrder'],
  tests: (subject) => {
    waitingTests(subject);
    changeTests(subject);
  },
};
