import { askMenu } from '../../functions/src/deliver/pull/followUp';
import { pull } from '../../functions/src/deliver/pull/pull';
import { publishAll } from '../../functions/src/deliver/wholeMenu';
import { freshState } from '../../functions/src/model/pullState';
import type { Connection } from '../../functions/src/model/connection';
import { menuMoved } from '../../functions/src/plan/publicView';
import { anItem, MenuWorld } from '../support/menu';
import { aConnection } from '../support/orders';

const MANY = 1_001;
const MINUTE = 60_000;
const tie = { tenantId: 'demo', connectionId: 'c1' };

function crowded(): MenuWorld {
  const world = new MenuWorld();
  world.record(
    'catalog',
    ...Array.from({ length: MANY }, (_, index) => anItem({ id: `i${10_000 + index}` })),
  );
  return world;
}

async function published(): Promise<MenuWorld> {
  const world = crowded();
  await publishAll(world, world.connection);
  return world;
}

/** The connection is written, and the trigger asks for the menu. */
async function becomes(world: MenuWorld, changes: Partial<Connection>): Promise<void> {
  world.connectionRows.set('c1', { ...world.connection, ...changes });
  await askMenu(world, world.connection);
}

/** Every page of views takes so long. */
function slow(world: MenuWorld, ms: number): void {
  const { views } = world.publishing;
  const { standing } = views;
  world.publishing = {
    ...world.publishing,
    views: {
      ...views,
      standing: (...range) => {
        world.clock += ms;
        return standing(...range);
      },
    },
  };
}

const storefront = { menu: { source: 'storefront', storefrontAvailability: false } } as const;
const settingsOf = ({ connection }: MenuWorld) => ({ ...connection.settings, ...storefront });

describe('a whole menu', () => {
  it('is published in as many stretches as it takes, each going on where the last one stopped', async () => {
    const world = crowded();
    const changed: number[] = [];
    let from: string | undefined;
    do {
      const end = await publishAll(world, world.connection, { from, isTimeUp: () => true });
      changed.push(end.changed);
      from = end.next;
    } while (from !== undefined && changed.length < 20);
    expect(changed).toEqual([300, 300, 300, 101]);
    expect(world.published.viewRows.size).toBe(MANY);
  });

  it('loses in stretches what has no item, wherever that stands', async () => {
    const world = await published();
    for (let index = 0; index < MANY; index += 1)
      if (index % 7 > 0) world.forget('catalog', `i${10_000 + index}`);
    let from: string | undefined;
    let rounds = 0;
    do {
      ({ next: from } = await publishAll(world, world.connection, { from, isTimeUp: () => true }));
      rounds += 1;
    } while (from !== undefined && rounds < 20);
    expect(rounds).toBeGreaterThan(1);
    expect(world.published.viewRows.size).toBe(MANY / 7);
  });
});

describe('a menu that is the POS’s no more', () => {
  it.each([
    ['the storefront keeps it', (world: MenuWorld) => ({ settings: settingsOf(world) })],
    ['the connection has ended', () => ({ status: 'disconnected' as const })],
  ])('is withdrawn when %s', async (_why, changesOf) => {
    const world = await published();
    await becomes(world, changesOf(world));
    await world.settle(world.clock + MINUTE);
    expect(world.published.viewRows.size).toBe(0);
    expect(await pull(world, tie)).toBe('left');
  });

  it('is withdrawn over several tasks when there is much of it, and comes back the same way', async () => {
    const world = await published();
    slow(world, 70_000);
    let tasks = 0;
    const { enqueue } = world.queue;
    world.queue = {
      enqueue: (task) => {
        tasks += 1;
        return enqueue(task);
      },
    };
    await becomes(world, { status: 'disconnected' });
    await world.settle(world.clock + 30 * MINUTE);
    expect(world.published.viewRows.size).toBe(0);
    expect(tasks).toBeGreaterThan(1);
    await becomes(world, { settings: { ...world.connection.settings, enabled: false } });
    await world.settle(world.clock + 30 * MINUTE);
    expect(world.published.viewRows.size).toBe(MANY);
  });

  it('goes on where a worker has died, and writes nothing twice', async () => {
    const world = await published();
    let left = 2;
    const { views } = world.publishing;
    const { write } = views;
    const dying = async (...what: Parameters<typeof write>) => {
      if ((left -= 1) < 0) throw new Error('crash');
      return write(...what);
    };
    const whole = world.publishing;
    world.publishing = { ...whole, views: { ...views, write: dying } };
    await becomes(world, { status: 'disconnected' });
    await expect(world.settle(world.clock + MINUTE)).rejects.toThrow('crash');
    expect(world.published.viewRows.size).toBe(MANY - 600);
    world.publishing = whole;
    world.clock += 4 * MINUTE;
    const before = world.published.writes;
    expect(await pull(world, tie)).toBe('done');
    expect(world.published.viewRows.size).toBe(0);
    expect(world.published.writes - before).toBeLessThan(410);
    expect(await pull(world, tie)).toBe('left');
  });

  it('asks for nothing twice: the wish is gone from the row', async () => {
    const world = await published();
    await becomes(world, { status: 'disconnected' });
    await world.settle(world.clock + MINUTE);
    const { asked, capabilities } = world.pulled.states.get('c1')?.state ?? freshState();
    expect(asked).toEqual({});
    expect(capabilities.catalog).toMatchObject({ loose: false });
    expect(capabilities.catalog?.followFrom).toBeUndefined();
  });
});

describe('a change of the connection', () => {
  const connection = aConnection({ timezone: 'UTC', settings: { menu: { source: 'pos' } } });
  const own = { ...connection, settings: { ...connection.settings, ...storefront } };

  it.each<[string, Connection | undefined, Connection, boolean]>([
    ['the source', connection, own, true],
    ['the source, back', own, connection, true],
    ['an end', connection, { ...connection, status: 'disconnected' }, true],
    ['the clock by which sales end', connection, { ...connection, timezone: 'Asia/Tokyo' }, true],
    ['nothing of it', connection, { ...connection, name: 'Other' }, false],
    ['a pause', connection, { ...connection, status: 'paused' }, false],
    ['what is not published', own, { ...own, timezone: 'Asia/Tokyo' }, false],
    ['its beginning', undefined, connection, false],
  ])('is %s', (_what, before, after, moved) => {
    expect(menuMoved(before, after)).toBe(moved);
  });
});
