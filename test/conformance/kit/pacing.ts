import type { Group } from './group';
import { aPlainOrder } from './orders';
import { orderPath, stage } from './stage';
import type { Subject } from './subject';

const SHORTEST_WINDOW_MS = 10_000;
const HOUR = 3_600_000;

/** The most calls that any window of this length held. */
function densest(times: readonly number[], windowMs: number): number {
  let most = 0;
  let from = 0;
  times.forEach((at, index) => {
    while ((times[from] ?? 0) <= at - windowMs) from += 1;
    most = Math.max(most, index - from + 1);
  });
  return most;
}

function pacingTests(subject: Subject): void {
  const { calls, perMs } = subject.manifest.limits;
  // Limits per second are kept on average over ten: see plan/budget.ts.
  const windowMs = Math.max(perMs, SHORTEST_WINDOW_MS);
  const allowed = (calls * windowMs) / perMs;
  const orders = Math.ceil(allowed * 1.5);

  it(`sees at most ${allowed} calls in ${windowMs / 1000} s of a burst of ${orders} orders, and all arrive`, async () => {
    const here = await stage(subject, { settings: { holdAfterMinutes: 10_000 } });
    for (let n = 0; n < orders; n += 1) here.world.put(orderPath(n), aPlainOrder({ number: `${n}` }));
    await here.world.settle(here.world.clock + 12 * HOUR);
    expect(here.orders()).toHaveLength(orders);
    expect(
      densest(
        here.calls().map(({ at }) => at),
        windowMs,
      ),
    ).toBeLessThanOrEqual(allowed);
  });

  it('sees nothing from the account before the moment that it named', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'throttle', value: 120 });
    const start = here.world.clock;
    for (let n = 0; n < 5; n += 1) here.world.put(orderPath(n), aPlainOrder({ number: `${n}` }));
    await here.world.settle(start + HOUR);
    expect(here.calls().filter(({ at }) => at > start && at < start + 120_000)).toEqual([]);
    expect(here.orders()).toHaveLength(5);
  });
}

/** The limits of the POS, kept by the whole way from trigger to adapter. */
export const pacingGroup: Group = { name: 'a burst', needs: ['pushOrder'], tests: pacingTests };
