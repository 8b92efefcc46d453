import { contentHash, fingerprint } from './fingerprint';
import { Shard } from './shard';

/**
 * A shard that grows beyond this is split: some 8,000 entries. A full pass reads all of them, so they are few; a
 * document holds 1 MiB, and between two looks at the size a few hundred entries are added.
 */
const FULL_BYTES = 400_000;
const MOST_SHARDS = 4_096;

export type Difference = 'new' | 'changed' | 'same';

/** What is recorded of a connection's records of one kind, in shards by id. A shard is loaded when it is needed. */
export class Manifest {
  private shards: (Shard | undefined)[];
  private readonly dirty = new Set<number>();

  /** `layout`: how many shards there are; a power of two. */
  constructor(layout: number) {
    this.shards = Array.from({ length: layout }, () => undefined);
  }

  get layout(): number {
    return this.shards.length;
  }

  /** Records that are known; every shard must be loaded. */
  get size(): number {
    return this.shards.reduce((sum, shard) => sum + (shard?.size ?? 0), 0);
  }

  /** Shards not loaded yet that hold these ids, or, without ids, all that are not loaded. */
  absent(ids?: Iterable<string>): number[] {
    const wanted = ids ? new Set([...ids].map((id) => this.numberOf(Buffer.from(id)))) : this.shards.keys();
    return [...wanted].filter((number) => !this.shards[number]);
  }

  load(number: number, stored: Uint8Array | undefined): void {
    this.shards[number] = new Shard(stored);
  }

  /** Takes a record in: what it is like against what was recorded, and that it is there. */
  take(id: string, record: object, tombstone: boolean): Difference {
    const [key, hash] = [Buffer.from(id), contentHash(record)];
    const number = this.numberOf(key);
    const shard = this.demand(number);
    const known = shard.find(key);
    if (known === undefined && tombstone) return 'same';
    const position = known ?? shard.add(key, hash);
    const changed = known !== undefined && !shard.hasHash(position, hash);
    if (changed) shard.setHash(position, hash);
    const flagged = shard.setFlags(position, { misses: 0, tombstone });
    shard.see(position);
    if (changed || flagged || known === undefined) this.dirty.add(number);
    if (known === undefined) return 'new';
    return changed && !tombstone ? 'changed' : 'same';
  }

  /**
   * Counts a miss for whatever this pass did not show, once: it is marked as seen by that. Returns how many were missed
   * for the first time.
   */
  countMisses(): number {
    let firstTime = 0;
    for (const { shard, number, position } of this.entries()) {
      if (shard.isSeen(position)) continue;
      const { misses, tombstone } = shard.flagsAt(position);
      if (shard.setFlags(position, { misses: misses + 1, tombstone })) this.dirty.add(number);
      shard.see(position);
      if (misses === 0 && !tombstone) firstTime += 1;
    }
    return firstTime;
  }

  /** Ids of what is gone: tombstones, and what as many complete passes missed. */
  gone(misses: number): string[] {
    const found: string[] = [];
    for (const { shard, position } of this.entries()) {
      const flags = shard.flagsAt(position);
      if (flags.tombstone || flags.misses >= misses) found.push(shard.idAt(position));
    }
    return found;
  }

  remove(ids: readonly string[]): void {
    const positions = new Map<number, Set<number>>();
    for (const id of ids) {
      const key = Buffer.from(id);
      const number = this.numberOf(key);
      const position = this.demand(number).find(key);
      if (position === undefined) continue;
      positions.set(number, (positions.get(number) ?? new Set()).add(position));
    }
    for (const [number, gone] of positions) {
      this.demand(number).remove(gone);
      this.dirty.add(number);
    }
  }

  /** A shard has grown too large. */
  get crowded(): boolean {
    return this.layout < MOST_SHARDS && this.shards.some((shard) => (shard?.bytesUsed ?? 0) > FULL_BYTES);
  }

  /** Twice as many shards, all of them to be written; every shard must be loaded. */
  split(): void {
    const before = this.layout;
    const more = Array.from({ length: before }, () => new Shard());
    this.shards = [...this.shards, ...more];
    more.forEach((shard, number) =>
      this.demand(number).moveTo(shard, (id) => this.numberOf(id) === number + before),
    );
    for (let number = 0; number < this.layout; number += 1) this.dirty.add(number);
  }

  get isDirty(): boolean {
    return this.dirty.size > 0;
  }

  /** About how many bytes wait to be written. */
  get dirtyBytes(): number {
    return [...this.dirty].reduce((sum, number) => sum + this.demand(number).bytesUsed, 0);
  }

  /** Shards to be written, up to so many bytes (one at least); they count as written. */
  unload(mostBytes: number): { number: number; bytes: Uint8Array }[] {
    const taken: { number: number; bytes: Uint8Array }[] = [];
    let sum = 0;
    for (const number of this.dirty) {
      const shard = this.demand(number);
      if (taken.length > 0 && sum + shard.bytesUsed > mostBytes) break;
      sum += shard.bytesUsed;
      taken.push({ number, bytes: shard.packed() });
      this.dirty.delete(number);
    }
    return taken;
  }

  /** What this pass has shown so far: a bit per entry, by shard and place. Every shard must be loaded. */
  seen(): Uint8Array {
    const bits = Buffer.alloc(Math.ceil(this.size / 8));
    let place = 0;
    for (const { shard, position } of this.entries()) {
      const byte = place >> 3;
      if (shard.isSeen(position)) bits[byte] = (bits[byte] ?? 0) | (1 << (place & 7));
      place += 1;
    }
    return bits;
  }

  /** False when these bits belong to another manifest: then the pass must begin anew. */
  restoreSeen(bits: Uint8Array): boolean {
    if (bits.length !== Math.ceil(this.size / 8)) return false;
    let place = 0;
    for (const { shard, position } of this.entries()) {
      if (((bits[place >> 3] ?? 0) >> (place & 7)) & 1) shard.see(position);
      place += 1;
    }
    return true;
  }

  private *entries(): Generator<{ shard: Shard; number: number; position: number }> {
    for (let number = 0; number < this.layout; number += 1) {
      const shard = this.demand(number);
      for (let position = 0; position < shard.size; position += 1) yield { shard, number, position };
    }
  }

  private numberOf(id: Buffer): number {
    return (fingerprint(id) >>> 16) & (this.layout - 1);
  }

  private demand(number: number): Shard {
    const shard = this.shards[number];
    if (!shard) throw new RangeError(`Shard ${number} of a manifest is not loaded.`);
    return shard;
  }
}
