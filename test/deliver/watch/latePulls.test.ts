import { tick } from '../../../functions/src/deliver/pull/tick';
import { pullsSwitched } from '../../../functions/src/deliver/watch/latePulls';
import { watchFromSweep, watchFromTick } from '../../../functions/src/deliver/watch/watch';
import type { Connection } from '../../../functions/src/model/connection';
import { loyverseShop } from '../../support/shop';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function aShop() {
  const shop = loyverseShop();
  const { world, connection } = shop;
  const patch = (fields: Partial<Connection>) =>
    world.connectionRows.set(connection.id, { ...connection, ...fields });
  /** Half hours; `queue: 'stuck'`: tasks are taken and not run. */
  const pass = async (hours: number, queue: 'runs' | 'stuck' = 'runs') => {
    for (const end = world.clock + hours * HOUR; world.clock < end;) {
      await tick(world);
      await watchFromTick(world);
      if (queue === 'stuck') world.tasks = [];
      for (let n = 0; n < 6; n += 1) {
        await world.settle(world.clock + 5 * MINUTE);
        await watchFromSweep(world);
      }
    }
  };
  const notices = () =>
    [...world.noticeRows.values()]
      .filter(({ cause }) => cause.startsWith('pulls_late'))
      .map(({ cause, open, count }) => [cause, open, count]);
  const lateAt = () => world.pulled.states.get(connection.id)?.state.lateAt;
  return { ...shop, patch, pass, notices, lateAt };
}

describe('pulls that do not get through', () => {
  it('are told after two hours, once, and settled by the first that does', async () => {
    const { pass, notices } = aShop();
    await pass(2);
    await pass(1.5, 'stuck');
    expect(notices()).toEqual([]);
    await pass(4, 'stuck');
    expect(notices()).toEqual([['pulls_late:c1', true, 1]]);
    await pass(1);
    expect(notices()).toEqual([['pulls_late:c1', false, 1]]);
    await pass(4, 'stuck');
    expect(notices()).toEqual([['pulls_late:c1', true, 2]]);
  });

  it('are told of a connection that has never been pulled', async () => {
    const { world, connection, pass, notices } = aShop();
    await pullsSwitched(world, undefined, connection);
    await pass(4, 'stuck');
    expect(notices()).toEqual([['pulls_late:c1', true, 1]]);
  });

  it.each([
    ['paused', { status: 'paused' }],
    ['signed out', { status: 'auth_failed' }],
  ] as const)('of a connection that is %s are nobody’s concern, until it is switched on', async (_, off) => {
    const { world, connection, patch, pass, notices, lateAt } = aShop();
    await pass(1);
    patch(off);
    await pass(4);
    expect([notices(), lateAt()]).toEqual([[], undefined]);
    patch({ status: 'active' });
    await pullsSwitched(world, { ...connection, ...off }, connection);
    await pass(3, 'stuck');
    expect(notices()).toEqual([['pulls_late:c1', true, 1]]);
  });

  it('say nothing more where failures have been told', async () => {
    const { loyverse, world, pass, notices } = aShop();
    await pass(1);
    loyverse.faults.add({ kind: 'reset', times: 10_000 });
    await pass(5);
    expect(notices()).toEqual([]);
    expect([...world.noticeRows.keys()].some((key) => key.includes('pull_failed'))).toBe(true);
  });

  it('are not told while the tick stands still, nor right after', async () => {
    const { world, pass, notices } = aShop();
    await pass(2);
    for (let n = 0; n < 40; n += 1) {
      world.clock += 5 * MINUTE;
      await watchFromSweep(world);
    }
    await pass(0.5);
    expect(notices()).toEqual([]);
  });

  it.each([
    ['paused', { status: 'paused' }],
    ['disconnected', { status: 'disconnected' }],
  ] as const)('are nobody’s concern any more once the connection is %s', async (_, off) => {
    const { world, connection, pass, notices } = aShop();
    await pass(1);
    await pass(4, 'stuck');
    await pullsSwitched(world, connection, { ...connection, ...off });
    expect(notices()).toEqual([['pulls_late:c1', false, 1]]);
  });
});

describe('whether pulls are expected', () => {
  it.each([
    ['of a new connection', undefined, {}, true],
    ['of one that was paused', { status: 'paused' }, {}, true],
    ['of one that is and was active', {}, {}, false],
    ['of one that is paused now', {}, { status: 'paused' }, false],
    ['of one that is not rolled out', undefined, { enabled: false }, false],
  ] as const)('%s', async (_, before, after, expected) => {
    const { world, connection, lateAt } = aShop();
    const made = (fields: { status?: Connection['status']; enabled?: boolean } = {}): Connection => {
      const { status = 'active', enabled = true } = fields;
      return { ...connection, status, settings: { ...connection.settings, enabled } };
    };
    await pullsSwitched(world, before && made(before), made(after));
    expect(lateAt() !== undefined).toBe(expected);
  });
});
