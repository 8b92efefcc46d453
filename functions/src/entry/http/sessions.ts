import { createHash } from 'node:crypto';
import type { Identities, Person } from './caller';

/** A session that was ended may read on for so long; asking each time would be a call to Authentication for each read. */
const KEPT_MS = 60_000;
const MOST_KEPT = 5_000;

/** Session cookies, and when it was last asked whether they were revoked. One per instance. */
export class Sessions {
  private readonly good = new Map<string, number>();

  constructor(
    private readonly identities: Identities,
    private readonly now: () => number,
  ) {}

  /** Undefined for a cookie that is no good. Writes always ask whether the session was revoked. */
  async personOf(cookie: string, isWrite: boolean): Promise<Person | undefined> {
    const key = createHash('sha256').update(cookie).digest('base64');
    const strictly = isWrite || (this.good.get(key) ?? 0) <= this.now();
    const person = await this.identities.fromSession(cookie, strictly);
    if (this.good.size >= MOST_KEPT) this.good.clear();
    if (!person) this.good.delete(key);
    else if (strictly) this.good.set(key, this.now() + KEPT_MS);
    return person;
  }
}
