import { fingerprint } from './fingerprint';

/**
 * Bytes of one entry: [2 length of the id][id, UTF-8][8 hash of the content][1 flags]. Packed, because a manifest is
 * read as a whole and must cost neither index entries nor memory by the object.
 */
const LENGTH_BYTES = 2;
const HASH_BYTES = 8;
const MISSES = 0b0000_0011;
const TOMBSTONE = 0b0000_0100;
/** In memory only: stored apart, because it changes with every pass. */
const SEEN = 0b1000_0000;

export interface Flags {
  /** Complete passes in a row that did not show it, up to 3. */
  misses: number;
  /** The POS says that it is gone. */
  tombstone: boolean;
}

/** Some of a connection's records: which there are, and what they were like when they were recorded. */
export class Shard {
  private bytes: Buffer;
  private used: number;
  private offsets: number[] = [];
  /** Open addressing: position of the entry + 1, by the id's fingerprint. */
  private slots = new Int32Array(16);

  constructor(stored: Uint8Array = new Uint8Array()) {
    this.bytes = Buffer.from(stored);
    this.used = this.bytes.length;
    for (let at = 0; at < this.used; at += this.lengthAt(at)) this.offsets.push(at);
    this.index();
  }

  get size(): number {
    return this.offsets.length;
  }

  get bytesUsed(): number {
    return this.used;
  }

  /** Position of an id; undefined when it is not known. */
  find(id: Buffer): number | undefined {
    const position = (this.slots[this.slotOf(id)] ?? 0) - 1;
    return position < 0 ? undefined : position;
  }

  hasHash(position: number, hash: Buffer): boolean {
    const end = this.endOf(position);
    return hash.equals(this.bytes.subarray(end - 1 - HASH_BYTES, end - 1));
  }

  idAt(position: number): string {
    return this.idBytes(this.offsetOf(position)).toString('utf8');
  }

  flagsAt(position: number): Flags {
    const byte = this.flagByte(position);
    return { misses: byte & MISSES, tombstone: (byte & TOMBSTONE) !== 0 };
  }

  /** True when that changed something. */
  setFlags(position: number, { misses, tombstone }: Flags): boolean {
    const before = this.flagByte(position);
    const after = (before & SEEN) | Math.min(misses, MISSES) | (tombstone ? TOMBSTONE : 0);
    this.bytes[this.endOf(position) - 1] = after;
    return before !== after;
  }

  isSeen(position: number): boolean {
    return (this.flagByte(position) & SEEN) !== 0;
  }

  see(position: number): void {
    this.bytes[this.endOf(position) - 1] = this.flagByte(position) | SEEN;
  }

  setHash(position: number, hash: Buffer): void {
    hash.copy(this.bytes, this.endOf(position) - 1 - HASH_BYTES, 0, HASH_BYTES);
  }

  add(id: Buffer, hash: Buffer): number {
    const at = this.used;
    this.reserve(LENGTH_BYTES + id.length + HASH_BYTES + 1);
    this.bytes.writeUInt16LE(id.length, at);
    id.copy(this.bytes, at + LENGTH_BYTES);
    hash.copy(this.bytes, at + LENGTH_BYTES + id.length, 0, HASH_BYTES);
    this.bytes[this.used - 1] = 0;
    this.offsets.push(at);
    if (this.offsets.length * 2 > this.slots.length) this.index();
    else this.slots[this.slotOf(id)] = this.offsets.length;
    return this.offsets.length - 1;
  }

  /** Without these. */
  remove(positions: ReadonlySet<number>): void {
    const kept = this.offsets.filter((_, position) => !positions.has(position));
    this.bytes = Buffer.concat(kept.map((at) => this.bytes.subarray(at, at + this.lengthAt(at))));
    this.used = this.bytes.length;
    this.offsets = [];
    for (let at = 0; at < this.used; at += this.lengthAt(at)) this.offsets.push(at);
    this.index();
  }

  /** The entries that `goes` picks move to the other shard. */
  moveTo(other: Shard, goes: (id: Buffer) => boolean): void {
    const moved = new Set<number>();
    this.offsets.forEach((at, position) => {
      const id = this.idBytes(at);
      if (!goes(id)) return;
      const end = at + this.lengthAt(at);
      const place = other.add(id, this.bytes.subarray(end - 1 - HASH_BYTES, end - 1));
      other.bytes[other.endOf(place) - 1] = this.flagByte(position);
      moved.add(position);
    });
    this.remove(moved);
  }

  /** As it is stored. */
  packed(): Uint8Array {
    const copy = Buffer.from(this.bytes.subarray(0, this.used));
    for (const at of this.offsets) {
      const last = at + this.lengthAt(at) - 1;
      copy[last] = (copy[last] ?? 0) & ~SEEN;
    }
    return copy;
  }

  private reserve(length: number): void {
    this.used += length;
    if (this.used <= this.bytes.length) return;
    const larger = Buffer.alloc(this.used * 2);
    this.bytes.copy(larger);
    this.bytes = larger;
  }

  private index(): void {
    let length = 16;
    while (length < this.offsets.length * 3) length *= 2;
    this.slots = new Int32Array(length);
    this.offsets.forEach((at, position) => {
      this.slots[this.slotOf(this.idBytes(at))] = position + 1;
    });
  }

  /** Where an id stands, or would. */
  private slotOf(id: Buffer): number {
    const mask = this.slots.length - 1;
    for (let slot = fingerprint(id) & mask; ; slot = (slot + 1) & mask) {
      const position = (this.slots[slot] ?? 0) - 1;
      if (position < 0 || id.equals(this.idBytes(this.offsetOf(position)))) return slot;
    }
  }

  private offsetOf(position: number): number {
    const at = this.offsets[position];
    if (at === undefined) throw new RangeError(`A manifest has no entry ${position}.`);
    return at;
  }

  private lengthAt(at: number): number {
    return LENGTH_BYTES + this.bytes.readUInt16LE(at) + HASH_BYTES + 1;
  }

  private endOf(position: number): number {
    const at = this.offsetOf(position);
    return at + this.lengthAt(at);
  }

  private idBytes(at: number): Buffer {
    return this.bytes.subarray(at + LENGTH_BYTES, at + LENGTH_BYTES + this.bytes.readUInt16LE(at));
  }

  private flagByte(position: number): number {
    return this.bytes[this.endOf(position) - 1] ?? 0;
  }
}
