import { Failure } from '../model/failure';
import { hashOf } from '../model/hash';
import type { Connection } from '../model/connection';
import { sharesOf, type Lane } from '../plan/budget';
import type { Manifest } from '../providers/manifest';
import type { World } from './world';

/**
 * The account has no calls left for this lane until then: the job comes back, nothing has failed. A Failure, so that it
 * passes through providers as one; whoever holds the job tells it from a refusal of the POS.
 */
export class Paced extends Failure {
  constructor(readonly until: number) {
    super('throttled', 'The POS account’s calls are used up for the moment.', { until, sent: false });
  }
}

/** An order waits on the spot for so long before it is sent away; longer when it is half-way and would start over. */
const LONGEST_WAIT_MS = { fresh: 1_500, begun: 20_000 };
/** Calls that were granted and not used are forgotten, so that they cannot pile up into a burst. */
const GRANT_LIVES_MS = 10_000;

interface Purse {
  granted: number;
  grantedAt: number;
  walkIns: number[];
}

/** One budget per POS account, whichever connections, tenants and instances use it. */
export const accountKey = ({ provider, environment, accountId }: Connection) =>
  hashOf(['account', provider, environment, accountId], 32);

/**
 * Spends the calls of POS accounts. A few calls of orders need no asking (walk-ins, counted here, bounded by the number
 * of instances); everything else draws on the account's shared budget, several calls at a time. One per instance.
 */
export class Pacer {
  private readonly purses = new Map<string, Purse>();

  private purse(key: string): Purse {
    const purse = this.purses.get(key) ?? { granted: 0, grantedAt: 0, walkIns: [] };
    this.purses.set(key, purse);
    return purse;
  }

  /** Pays for one call. @throws Paced when there is none to be had soon. */
  async spend(
    world: World,
    connection: Connection,
    manifest: Manifest,
    lane: Lane,
    begun: boolean,
  ): Promise<void> {
    const patience = LONGEST_WAIT_MS[begun ? 'begun' : 'fresh'];
    const shares = sharesOf(manifest, world.instances);
    const key = accountKey(connection);
    const purse = this.purse(`${key}/${lane}`);
    for (;;) {
      const now = world.now();
      if (purse.granted > 0 && now - purse.grantedAt < GRANT_LIVES_MS) return void (purse.granted -= 1);
      if (lane === 'orders' && this.walkIn(purse, now, shares)) return;
      const { calls, retryAt } = await world.budgets.take(key, lane, shares, now);
      if (calls > 0) {
        purse.granted = calls;
        purse.grantedAt = now;
      } else if (lane === 'orders' && retryAt - now <= patience) await world.wait(retryAt - now);
      else throw new Paced(retryAt);
    }
  }

  private walkIn(purse: Purse, now: number, { walkIn, windowMs }: ReturnType<typeof sharesOf>): boolean {
    purse.walkIns = purse.walkIns.filter((at) => at > now - windowMs);
    if (purse.walkIns.length >= walkIn) return false;
    purse.walkIns.push(now);
    return true;
  }
}
