import { Kept } from '../../functions/src/deliver/kept';
import { loyverseShop } from '../support/shop';

describe('what is kept', () => {
  it('is found out once within its time, by many at once too, and anew after it', async () => {
    const { world } = loyverseShop();
    const kept = new Kept<number>(60_000, 2);
    let found = 0;
    const ask = (maxAgeMs?: number) => kept.of(world, 'key', async () => (found += 1), maxAgeMs);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    world.clock += 59_999;
    expect(await ask()).toBe(1);
    expect(await ask(3_000)).toBe(2);
    expect(await ask(3_000)).toBe(2);
    world.clock += 60_000;
    expect(await ask()).toBe(3);
  });

  it('is not kept when it failed', async () => {
    const { world } = loyverseShop();
    const kept = new Kept<number>(60_000, 2);
    await expect(kept.of(world, 'key', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await kept.of(world, 'key', async () => 1)).toBe(1);
  });

  it('makes room for more by forgetting the oldest, and is no other world’s', async () => {
    const { world } = loyverseShop();
    const kept = new Kept<string>(60_000, 2);
    const ask = (key: string, value: string) => kept.of(world, key, async () => value);
    for (const key of ['a', 'b', 'c']) await ask(key, 'first');
    expect([await ask('c', 'second'), await ask('a', 'second')]).toEqual(['first', 'second']);
    expect(await kept.of(loyverseShop().world, 'c', async () => 'theirs')).toBe('theirs');
  });
});
