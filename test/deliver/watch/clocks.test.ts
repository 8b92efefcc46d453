import { watchFromSweep, watchFromTick } from '../../../functions/src/deliver/watch/watch';
import { MemoryWorld } from '../../support/memoryWorld';
import { aConnection } from '../../support/orders';

const MINUTE = 60_000;

/** Connections by tenant. */
function aBridge(connections: Record<string, number>, status = 'active') {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  for (const [tenantId, count] of Object.entries(connections))
    for (let n = 0; n < count; n += 1) {
      const id = `${tenantId}-${n}`;
      world.connectionRows.set(id, aConnection({ tenantId, id, status }));
    }
  return world;
}
const notices = ({ noticeRows }: MemoryWorld) =>
  [...noticeRows.values()].map(({ tenantId, cause, open, count }) => [tenantId, cause, open, count]);

/** Both clocks, as they are set; a missing one stands still. */
async function run(world: MemoryWorld, minutes: number, { tick = true, sweep = true } = {}): Promise<void> {
  for (let passed = 5; passed <= minutes; passed += 5) {
    world.clock += 5 * MINUTE;
    if (sweep) await watchFromSweep(world);
    if (tick && passed % 30 === 0) await watchFromTick(world);
  }
}

describe('a clock that stands still', () => {
  it('is told to each tenant with an active connection, once, until it runs again', async () => {
    const world = aBridge({ anna: 2, ben: 1, cleo: 501 });
    world.connectionRows.set('dora-0', aConnection({ tenantId: 'dora', id: 'dora-0', status: 'paused' }));
    await run(world, 60);
    expect(notices(world)).toEqual([]);
    await run(world, 180, { tick: false });
    expect(notices(world)).toEqual([
      ['anna', 'clock_missed:tick', true, 1],
      ['ben', 'clock_missed:tick', true, 1],
      ['cleo', 'clock_missed:tick', true, 1],
    ]);
    // Who is paused meanwhile is told all the same that it is over.
    world.connectionRows.set('ben-0', aConnection({ tenantId: 'ben', id: 'ben-0', status: 'paused' }));
    await watchFromTick(world);
    expect(notices(world).map(([, , open]) => open)).toEqual([false, false, false]);
  });

  it('is noticed by the tick when it is the sweep', async () => {
    const world = aBridge({ anna: 1 });
    await run(world, 60);
    await run(world, 60, { sweep: false });
    expect(notices(world)).toEqual([['anna', 'clock_missed:sweep', true, 1]]);
    await run(world, 5);
    expect(notices(world)).toEqual([['anna', 'clock_missed:sweep', false, 1]]);
  });

  it('together with the other one is told to nobody when both run again', async () => {
    const world = aBridge({ anna: 1 });
    await run(world, 60);
    await run(world, 240, { tick: false, sweep: false });
    await run(world, 60);
    expect(notices(world)).toEqual([]);
  });

  it('is told to all in the end though the first who tells dies half-way', async () => {
    const world = aBridge({ anna: 1, ben: 1 });
    await run(world, 60);
    const { tell } = world.notices;
    world.notices.tell = async (tenantId, ...rest) => {
      if (tenantId === 'ben') throw new Error('The database is away.');
      return tell(tenantId, ...rest);
    };
    await expect(run(world, 60, { tick: false })).rejects.toThrow('away');
    world.notices.tell = tell;
    await run(world, 5, { tick: false });
    expect(notices(world).map(([tenantId, , open]) => [tenantId, open])).toEqual([
      ['anna', true],
      ['ben', true],
    ]);
  });

  it('leaves an error in the log, which alerts can look for', async () => {
    const world = aBridge({ anna: 1 });
    await run(world, 60);
    await run(world, 60, { tick: false });
    expect(world.logs.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'A clock stands still', fields: { clock: 'tick' } },
    ]);
  });
});
