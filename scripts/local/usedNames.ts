const REMEMBER_MS = 3_600_000;
const MOST_NAMES = 100_000;

/** Names that may not be used again yet: for an hour after their task is gone, the newest 100 000 of them. */
export class UsedNames {
  /** Name to the time it is free again; oldest first, as all are kept equally long. */
  private readonly freeAt = new Map<string, number>();

  constructor(
    private readonly rememberMs = REMEMBER_MS,
    private readonly most = MOST_NAMES,
  ) {}

  get size(): number {
    return this.freeAt.size;
  }

  add(name: string, now: number): void {
    this.freeAt.delete(name);
    this.freeAt.set(name, now + this.rememberMs);
    for (const [oldest, freeAt] of this.freeAt) {
      if (freeAt > now && this.freeAt.size <= this.most) break;
      this.freeAt.delete(oldest);
    }
  }

  has(name: string, now: number): boolean {
    const freeAt = this.freeAt.get(name);
    return freeAt !== undefined && freeAt > now;
  }
}
