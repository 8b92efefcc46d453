import fc from 'fast-check';
import { deliver } from '../../functions/src/deliver/deliver';
import { orderChanged } from '../../functions/src/deliver/orderChanged';
import { sweep } from '../../functions/src/deliver/wake';
import type { Mishap } from '../support/memoryMessages';
import { anOrder } from '../support/orders';
import { kitchen } from '../support/kitchen';
import { ORDER } from '../support/shop';

const MINUTE = 60_000;

const mishap = fc.constantFrom<Mishap | undefined>(undefined, 'lost', 'unreached', 'throttled');
const story = fc.record({
  /** What the first messages meet. */
  mishaps: fc.array(mishap, { maxLength: 4 }),
  /** Commits, counted from the first, at which the worker dies. */
  crashes: fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 }),
  /** Each task comes so many times. */
  twins: fc.integer({ min: 1, max: 3 }),
  backup: fc.boolean(),
});

describe('a ticket', () => {
  it('goes out at least once whatever crashes, is lost or comes twice, and says so when it goes out again', () =>
    fc.assert(
      fc.asyncProperty(story, async ({ mishaps, crashes, twins, backup }) => {
        const shop = await kitchen(backup ? { backup: { of: 'c1', afterSeconds: 60 } } : {});
        const { world, messages } = shop;
        // The till never gets the order, so the backup is needed.
        shop.loyverse.faults.add({ kind: 'error-500', match: 'receipts', times: 10_000 });
        messages.mishaps = [...mishaps];
        const jobId = () => world.jobOf(ORDER, 'pushOrder', 'k1')?.id;
        let commits = 0;
        world.beforeCommit = () => {
          if (crashes.includes(commits++)) throw new Error('crash');
        };
        world.put(ORDER, anOrder());
        for (let round = 0; round < 12; round += 1) {
          await world.settle(world.clock + 3 * MINUTE).catch(() => undefined);
          const id = jobId();
          // A trigger that failed is delivered again; a task comes more than once.
          if (id === undefined)
            await orderChanged(world, { tenantId: 'demo', path: ORDER, after: anOrder() }).catch(
              () => undefined,
            );
          else
            await Promise.all(
              Array.from({ length: twins }, () =>
                deliver(world, { tenantId: 'demo', jobId: id }).catch(() => undefined),
              ),
            );
          await sweep(world);
        }
        const [, ...later] = messages.mails;
        expect(messages.mails.length).toBeGreaterThan(0);
        expect(new Set(messages.mails.map(({ messageId }) => messageId)).size).toBe(1);
        expect(later.every(({ text }) => text.includes('SENT AGAIN'))).toBe(true);
        expect(world.badge(ORDER, 'k1')).toMatchObject({ status: 'synced' });
        expect(world.jobOf(ORDER, 'pushOrder', 'k1')).toMatchObject({ state: 'done' });
      }),
      { numRuns: 25 },
    ));
});
