import type { World } from './world';

interface Entry<T> {
  value: Promise<T>;
  at: number;
}

/**
 * Something that is dear to find out and may be a little old: kept by this instance for a while, at most `most` of a
 * kind. A finding that failed is not kept.
 */
export class Kept<T> {
  private readonly worlds = new WeakMap<World, Map<string, Entry<T>>>();

  constructor(
    private readonly keptMs: number,
    private readonly most: number,
  ) {}

  /** `maxAgeMs`: what is older is found out anew, although it is still kept for others. */
  of(world: World, key: string, find: () => Promise<T>, maxAgeMs = this.keptMs): Promise<T> {
    const entries = this.worlds.get(world) ?? new Map<string, Entry<T>>();
    this.worlds.set(world, entries);
    const known = entries.get(key);
    if (known && world.now() - known.at < maxAgeMs) return known.value;
    entries.delete(key);
    const [oldest] = entries.keys();
    if (oldest !== undefined && entries.size >= this.most) entries.delete(oldest);
    const value = find();
    const entry = { value, at: world.now() };
    entries.set(key, entry);
    value.catch(() => entries.get(key) === entry && entries.delete(key));
    return value;
  }
}
