import { canonical } from './canonical';
import type { Clock, Ids } from './clock';
import { refuse } from './errors';

interface Kept {
  query: string;
  rest: string[];
  expiresAt: number;
}

export interface PageOfIds {
  ids: string[];
  cursor?: string;
}

/**
 * Opaque cursors, each bound to its query and short-lived. A cursor holds the ids still to come, so that writes between
 * two pages move nothing; it may be used again when a page got lost.
 */
export class Cursors {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly lifeMs: () => number,
    private readonly cap: () => number = () => Infinity,
  ) {}

  /** One page of `find()`, or of what `cursor` left over. `query` is the request without its cursor. */
  page(query: object, cursor: string | undefined, limit: number, find: () => string[]): PageOfIds {
    const text = canonical({ ...query, cursor: undefined });
    const all = cursor === undefined ? find() : this.rest(cursor, text);
    const size = Math.min(limit, this.cap());
    const [ids, rest] = [all.slice(0, size), all.slice(size)];
    if (rest.length === 0) return { ids };
    const next = Buffer.from(this.ids.next('cursor')).toString('base64url');
    this.kept.set(next, { query: text, rest, expiresAt: this.clock.now() + this.lifeMs() });
    return { ids, cursor: next };
  }

  /** All cursors die at once, as if their time were over. */
  expire(): void {
    this.kept.clear();
  }

  private rest(cursor: string, query: string): string[] {
    const kept = this.kept.get(cursor);
    if (!kept || kept.query !== query || this.clock.now() >= kept.expiresAt)
      refuse('INVALID_CURSOR', 'The cursor is invalid, expired or belongs to another query.', 'cursor');
    return kept.rest;
  }
}
