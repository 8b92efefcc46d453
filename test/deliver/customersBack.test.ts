import { afterPull } from '../../functions/src/deliver/afterPull';
import { emailKeyOf, phoneKeyOf } from '../../functions/src/plan/persons';
import { MenuWorld } from '../support/menu';

interface Row {
  id: string;
  email?: string;
  phone?: string;
}

async function shop(...rows: Row[]): Promise<MenuWorld> {
  const world = new MenuWorld();
  world.record('customers', ...rows);
  await afterPull(world, world.connection, 'customers', { ids: 'all', removed: [] });
  return world;
}

const personOf = (world: MenuWorld, id: string) => world.published.persons.get(`c1_${id}`)?.id;

describe('keys to compare people by', () => {
  it.each([
    [' Sam@Example.TEST ', 'sam@example.test'],
    ['no address', undefined],
    [undefined, undefined],
  ])('e-mail %s', (email, key) => expect(emailKeyOf(email)).toBe(key));

  it.each([
    ['+1 (202) 555-0143', '+12025550143'],
    ['0012025550143', '+12025550143'],
    ['202.555.0143', '2025550143'],
    ['12', undefined],
    ['0000000000', undefined],
    [undefined, undefined],
  ])('phone %s', (phone, key) => expect(phoneKeyOf(phone)).toBe(key));
});

describe('customers of the POS', () => {
  it('are one person by e-mail', async () => {
    const world = await shop({ id: 'a', email: 'Sam@example.test' }, { id: 'b', email: 'sam@example.test' });
    expect([personOf(world, 'a'), personOf(world, 'b')]).toEqual(['c1_a', 'c1_a']);
  });

  it('by phone where no e-mail speaks against it', async () => {
    const phone = '+1 202 555 0143';
    const world = await shop(
      { id: 'a', phone, email: 'sam@example.test' },
      { id: 'b', phone: '+12025550143' },
      { id: 'c', phone, email: 'kim@example.test' },
    );
    expect([personOf(world, 'b'), personOf(world, 'c')]).toEqual(['c1_a', 'c1_c']);
  });

  it('by e-mail rather than by phone', async () => {
    const world = await shop(
      { id: 'a', phone: '+12025550143' },
      { id: 'b', email: 'sam@example.test' },
      { id: 'c', phone: '+12025550143', email: 'sam@example.test' },
    );
    expect(personOf(world, 'c')).toBe('c1_b');
  });

  it('stay strangers when nothing is known of them', async () => {
    const world = await shop({ id: 'a' }, { id: 'b', email: '', phone: '0' });
    expect([personOf(world, 'a'), personOf(world, 'b')]).toEqual(['c1_a', 'c1_b']);
  });

  it('are found again among those that are known, and written only when they are somebody else', async () => {
    const world = await shop({ id: 'a', email: 'sam@example.test' });
    world.record('customers', { id: 'z', email: 'sam@example.test' } as Row);
    await afterPull(world, world.connection, 'customers', { ids: ['z'], removed: [] });
    expect(personOf(world, 'z')).toBe('c1_a');
    const { writes } = world.published;
    await afterPull(world, world.connection, 'customers', { ids: ['a', 'z'], removed: ['gone'] });
    expect(world.published.writes).toBe(writes);
  });

  it('never reach the storefront’s side', async () => {
    const world = await shop({ id: 'a', email: 'sam@example.test', phone: '+12025550143' });
    expect([world.orderDocs.size, world.productDocs.size, world.published.viewRows.size]).toEqual([0, 0, 0]);
    expect(JSON.stringify(world.logs)).not.toContain('sam@');
  });
});
