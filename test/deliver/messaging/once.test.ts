import fc from 'fast-check';
import { noticeChanged } from '../../../functions/src/deliver/messaging/noticeChanged';
import { sendDelivery } from '../../../functions/src/deliver/messaging/send';
import type { DeliveryRef } from '../../../functions/src/model/delivery';
import { Failure } from '../../../functions/src/model/failure';
import type { Notice } from '../../../functions/src/model/notice';
import type { NoticeWrite } from '../../support/memoryNotices';
import { memoryNotices } from '../../support/memoryNotices';
import { MemoryWorld } from '../../support/memoryWorld';

const NOTICE: Notice = {
  ...{ cause: 'order:1', subject: 'tenants/joes/orders/7', severity: 'error', action: 'retry' },
  ...{ title: 'An order did not reach the POS', message: 'No.' },
};
const MINUTE = 60_000;

class Crash extends Error {}

/** What happens, step by step: at a step the process dies, the mail server is away, or loses its reply. */
type Mishap = 'none' | 'crash' | 'away' | 'lost';

/** Google repeats what fails, up to a point; here as often as it takes. */
async function persistently(act: () => Promise<void>): Promise<void> {
  for (let tried = 0; tried < 20; tried += 1)
    try {
      return await act();
    } catch (thrown) {
      if (!(thrown instanceof Crash)) throw thrown;
    }
}

async function day(mishaps: Mishap[], twins: boolean) {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  world.memberRows.set('joes/cook', 'staff');
  world.messaging.own.set('joes/cook', { email: 'cook@example.com' });
  const writes: NoticeWrite[] = [];
  world.notices = memoryNotices(world.noticeRows, (write) => writes.push(write));
  let taken = 0;
  const mishap = () => mishaps.shift() ?? 'none';
  const dies = () => {
    if (mishap() === 'crash') throw new Crash();
  };
  const { deliveries, queue } = world;
  world.deliveries = {
    ...deliveries,
    create: async (delivery) => (dies(), deliveries.create(delivery)),
    update: async (stamped, patch) => (dies(), deliveries.update(stamped, patch)),
  };
  world.queue = { enqueue: async (task) => (dies(), queue.enqueue(task)) };
  world.messages = {
    mail: async () => {
      const what = mishap();
      if (what === 'away') throw new Failure('unavailable', 'Away.', { sent: false });
      taken += 1;
      if (what === 'crash') throw new Crash();
      if (what === 'lost') throw new Failure('unavailable', 'Lost.');
      return {};
    },
  };
  await world.notices.tell('joes', NOTICE, world.clock);
  for (let write = writes.shift(); write; write = writes.shift()) {
    const { before, after } = write;
    for (let i = 0; i < (twins ? 2 : 1); i += 1)
      await persistently(() => noticeChanged(() => world, before, after));
  }
  for (let task = world.tasks.shift(); task; task = world.tasks.shift()) {
    world.clock = Math.max(world.clock, task.at ?? 0);
    const run = () => sendDelivery(world, task?.ref as DeliveryRef);
    await Promise.all(twins ? [persistently(run), persistently(run)] : [persistently(run)]);
    world.clock += MINUTE;
  }
  return { taken, state: world.messaging.all[0]?.state };
}

it('a message goes out at most once under crashes, lost replies and twins, and only those who know say that it went', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Mishap>('none', 'none', 'crash', 'away', 'lost'), { maxLength: 12 }),
      fc.boolean(),
      async (mishaps, twins) => {
        const told = JSON.stringify(mishaps);
        const { taken, state } = await day([...mishaps], twins);
        expect([told, taken <= 1]).toEqual([told, true]);
        if (state === 'sent') expect(taken).toBe(1);
        // Nothing is silently lost: what was not sent says that nobody knows.
        if (taken === 0) expect(['sending', 'uncertain']).toContain(state);
      },
    ),
    { numRuns: 300 },
  ));
