import { hashOf } from '../../model/hash';
import { Problem } from '../../model/problem';
import type { RateLimits } from '../../deliver/ports/rateLimits';
import { takeToken, type Rate, type TokenBucket } from '../../plan/tokenBucket';
import type { Caller } from './caller';
import type { Route } from './route';

/** Of one instance: there are a few of them, and each keeps its own count. */
export const RATES = {
  /** Before it is known who asks: per address. Many people may share one. */
  address: { capacity: 200, perMs: 10_000 },
  read: { capacity: 60, perMs: 10_000 },
  write: { capacity: 30, perMs: 15_000 },
  /** Over all instances. */
  expensive: { capacity: 10, perMs: 60_000 },
} as const satisfies Record<string, Rate>;

/** Buckets that are kept; beyond it all are forgotten, which only ever lets more through. */
const MOST_BUCKETS = 10_000;

const nameOf = (caller: Caller): string => (caller.kind === 'person' ? caller.uid : caller.kind);

function refuse(retryAt: number, now: number): never {
  const seconds = Math.max(1, Math.ceil((retryAt - now) / 1000));
  throw new Problem('too_many_requests', 'Too many requests in a short time.', {
    advice: `Try again in ${seconds} s.`,
    until: retryAt,
  });
}

/** Counts requests per caller and tenant. One per instance. */
export class Limits {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly shared: RateLimits,
    private readonly now: () => number,
    private readonly rates: Readonly<Record<keyof typeof RATES, Rate>> = RATES,
  ) {}

  private take(key: string, rate: Rate): void {
    const now = this.now();
    const { bucket, ok, retryAt } = takeToken(this.buckets.get(key), rate, now);
    if (this.buckets.size >= MOST_BUCKETS) this.buckets.clear();
    this.buckets.set(key, bucket);
    if (!ok) refuse(retryAt, now);
  }

  /** @throws Problem `too_many_requests` */
  checkAddress(address: string): void {
    this.take(`address/${address}`, this.rates.address);
  }

  /** @throws Problem `too_many_requests` */
  async check(caller: Caller, tenantId: string | undefined, { method, cost }: Route): Promise<void> {
    const lane = method === 'GET' ? 'read' : 'write';
    const key = `${nameOf(caller)}/${tenantId ?? ''}`;
    this.take(`${lane}/${key}`, this.rates[lane]);
    if (cost !== 'expensive') return;
    const now = this.now();
    const { ok, retryAt } = await this.shared.take(
      hashOf(['expensive', nameOf(caller), tenantId ?? ''], 32),
      this.rates.expensive,
      now,
    );
    if (!ok) refuse(retryAt, now);
  }
}

/** @throws Problem `too_large` */
export function checkSize(bytes: number, limit: number): void {
  if (bytes > limit)
    throw new Problem('too_large', `The body has ${bytes} bytes; at most ${limit} are taken here.`);
}
