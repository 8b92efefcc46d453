import type { FailureKind } from '../../../functions/src/model/failure';
import type { Fault } from '../../simulators/core/types';
import { expectClean, expectNoLeak } from './canaries';
import { failureOf } from './failures';
import type { Group } from './group';
import { aPlainOrder } from './orders';
import { orderPath, stage } from './stage';
import type { Subject } from './subject';
import { expectSynced } from './synced';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ORDER = orderPath();

/** What the adapter may make of each fault of the create. */
const KINDS: readonly [Fault['kind'], readonly FailureKind[]][] = [
  ['reset', ['unavailable']],
  ['lose-reply', ['unavailable']],
  ['error-500', ['unavailable']],
  ['error-500-after', ['unavailable']],
  ['throttle', ['throttled']],
  ['html', ['unexpected']],
  ['empty', ['unexpected']],
  ['drop-field', ['unexpected']],
  ['wrong-type', ['unexpected']],
  // The body says that the server is broken; the status says success.
  ['error-in-200', ['unavailable', 'unexpected']],
];

const lastPart = (path: string) => path.split('.').pop() ?? path;

function faultTests(subject: Subject): void {
  const { create } = subject.calls;
  const fault = (kind: Fault['kind']): Fault => ({ kind, match: create.source, value: subject.reply.id });

  it.each(KINDS)('calls %s of the create by its name', async (kind, kinds) => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ ...fault(kind), ...(kind === 'throttle' && { value: 30 }) });
    const failure = await failureOf(here.open().pushOrder(here.pushOf(aPlainOrder())));
    expect(kinds).toContain(failure.kind);
    expectClean(here, failure);
    if (kind === 'drop-field' || kind === 'wrong-type')
      expect(failure.message).toContain(lastPart(subject.reply.id));
  });

  it.each(['drop-field', 'wrong-type', 'extra-field', 'throttle'] as const)(
    'brings one order in the end though the reply to the create is %s',
    async (kind) => {
      const here = await stage(subject);
      here.pos.simulator.faults.add({ ...fault(kind), ...(kind === 'throttle' && { value: 30 }) });
      here.world.put(ORDER, aPlainOrder());
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expectSynced(here);
    },
  );

  it('does not mind a field that it does not know', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ ...fault('extra-field'), match: '.', times: 100 });
    const receipt = await here.open().pushOrder(here.pushOf(aPlainOrder()));
    expect(here.orders()).toMatchObject([{ id: receipt.externalId, total: 2500 }]);
  });

  it.each(KINDS)('leaves no secret and nothing of the shopper behind after %s', async (kind) => {
    const here = await stage(subject, { settings: { syncCustomers: true } });
    here.pos.simulator.faults.add({ kind, match: '.', times: 3, value: subject.reply.id });
    here.world.put(ORDER, aPlainOrder());
    await here.world.settle(here.world.clock + 20 * MINUTE);
    expectNoLeak(here);
  });
}

function throttleTests(subject: Subject): void {
  const match = subject.calls.create.source;

  it('tells until when it is throttled', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'throttle', match, value: 37 });
    const failure = await failureOf(here.open().pushOrder(here.pushOf(aPlainOrder())));
    expect(failure).toMatchObject({ kind: 'throttled', detail: { until: here.world.clock + 37 * SECOND } });
    expect(here.orders()).toEqual([]);
  });

  it('is throttled for as long as the POS is known to be silent, else without a time, when it names none', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'throttle', match });
    const failure = await failureOf(here.open().pushOrder(here.pushOf(aPlainOrder())));
    expect(failure.kind).toBe('throttled');
    const { silenceMs } = subject;
    expect(failure.detail.until).toBe(silenceMs === undefined ? undefined : here.world.clock + silenceMs);
  });

  it('asks the POS nothing before the time that it named', async () => {
    const here = await stage(subject);
    const until = here.world.clock + 90 * SECOND;
    here.pos.simulator.faults.add({ kind: 'throttle', match, value: 90 });
    here.world.put(ORDER, aPlainOrder());
    await here.world.settle(until - 1);
    const before = here.calls().length;
    expect(here.badge()).toMatchObject({ status: 'pending', error: { code: 'throttled' } });
    await here.world.settle(until + MINUTE);
    expect(
      here
        .calls()
        .slice(before)
        .every(({ at }) => at >= until),
    ).toBe(true);
    expectSynced(here);
  });

  it('outlasts an hour of nothing but 429 where the POS names the time', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'throttle', match, value: 1800, times: 3 });
    here.world.put(ORDER, aPlainOrder());
    await here.world.settle(here.world.clock + 120 * MINUTE);
    expectSynced(here);
  });
}

/** What goes wrong has a name, an advice and no secret, and in the end there is one order. */
export const failingGroup: Group = {
  name: 'failures',
  needs: ['pushOrder'],
  tests: (subject) => {
    faultTests(subject);
    throttleTests(subject);
  },
};
