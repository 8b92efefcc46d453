import { canonical } from './canonical';
import { refuse } from './errors';

interface Kept {
  body: string;
  reply: object;
}

/**
 * The first answer to each idempotency key. Only successes are kept: a refused request changed nothing, so its key is
 * still free.
 */
export class Replies {
  private readonly kept = new Map<string, Kept>();

  /** The stored answer; refuses when the key came with another body before. */
  find(operation: string, key: string, body: unknown): object | undefined {
    const kept = this.kept.get(`${operation} ${key}`);
    if (!kept) return undefined;
    if (kept.body !== canonical(body))
      refuse(
        'IDEMPOTENCY_KEY_REUSED',
        'The idempotency key has already been used with another request body.',
        'idempotency_key',
      );
    return structuredClone(kept.reply);
  }

  keep(operation: string, key: string, body: unknown, reply: object): void {
    this.kept.set(`${operation} ${key}`, { body: canonical(body), reply: structuredClone(reply) });
  }
}
