import { setTimeout as pause } from 'node:timers/promises';
import type { Badge } from '../../functions/src/model/badge';
import type { Connection } from '../../functions/src/model/connection';
import type { Job } from '../../functions/src/model/job';
import { productKey } from '../../functions/src/model/link';
import type { Notice } from '../../functions/src/model/notice';
import { UNLINKED } from '../../scripts/demo/menu';
import { LOCATION } from '../../scripts/demo/seed';
import { until } from '../local/until';
import * as loyverse from '../simulators/loyverse/seed';
import * as square from '../simulators/square/seed';
import { PROVIDERS, type Bridge, type Provider } from './bridge';

const PATIENCE_MS = 25_000;
const LOOK_MS = 20;
const DAY_MS = 24 * 3_600_000;

export type Document = Record<string, unknown>;
export type Badges = Readonly<Record<string, Badge | undefined>>;
type Wanted = (badge: Badge) => boolean;

const SIGN_INS = {
  loyverse: () => ({
    externalLocationId: loyverse.STORE_ID,
    credentials: { accessToken: loyverse.ACCESS_TOKEN },
    settings: {
      fallbackItem: { itemId: loyverse.EXTRAS_ITEM_ID, variationId: loyverse.EXTRAS_ID },
      pos: { paymentTypeId: loyverse.PAYMENT_TYPE_ID },
    },
  }),
  square: () => ({
    externalLocationId: square.MAIN_LOCATION,
    credentials: {
      accessToken: square.ACCESS_TOKEN,
      refreshToken: square.REFRESH_TOKEN,
      refreshedAt: Date.now(),
      expiresAt: Date.now() + 30 * DAY_MS,
      merchantId: square.MERCHANT_ID,
    },
    settings: {},
  }),
};

/** A storefront of the suite's bridge: its orders and products, and what the bridge has written beside them. */
export class Tenant {
  constructor(
    private readonly bridge: Bridge,
    readonly id: string,
    readonly providers: readonly Provider[],
  ) {}

  /** Signs in and saves the settings, as `npm run connect` does; again to reconnect. Connection id: the provider's. */
  async connect(
    provider: Provider,
    settings: object = {},
    connectionId: string = provider,
  ): Promise<Connection> {
    const { settings: own, ...signIn } = SIGN_INS[provider]();
    const place = { tenantId: this.id, connectionId, provider, locationId: LOCATION };
    return this.bridge.connect(this.bridge.world, { ...place, ...signIn, settings: { ...own, ...settings } });
  }

  /** Links the demo's menu, but for the dish that nobody has linked. */
  async link(connection: Connection): Promise<void> {
    const { [productKey(UNLINKED.id)]: _unlinked, ...known } =
      this.bridge.links[connection.provider as Provider];
    await this.bridge.world.linkTables.save(connection, known);
  }

  doc(path: string) {
    return this.bridge.db.doc(`tenants/${this.id}/${path}`);
  }

  order(id: string) {
    return this.doc(`orders/${id}`);
  }

  async badges(id: string): Promise<Badges> {
    return ((await this.order(id).get()).get('pos') ?? {}) as Badges;
  }

  /**
   * Waits until the badges of all connections are so; throws with what they are instead. It looks again and again: a
   * listener that is closed while the emulator commits makes it fail that commit, or lose its event.
   */
  async reaches(id: string, wanted: Badge['status'] | Wanted): Promise<Badges> {
    const is: Wanted = typeof wanted === 'string' ? ({ status }) => status === wanted : wanted;
    for (const deadline = Date.now() + PATIENCE_MS; ; await pause(LOOK_MS)) {
      const badges = await this.badges(id);
      const all = this.providers.map((provider) => badges[provider]);
      if (all.every((badge) => badge && is(badge))) return badges;
      if (Date.now() > deadline) throw new Error(this.story(id, badges));
    }
  }

  /** What is known of an order that does not come on. */
  private story(id: string, badges: Badges): string {
    const events = this.bridge.deliveriesOf(this.order(id).path).length;
    const came = `Order ${id} came no further than ${JSON.stringify(badges)}, after ${events} events.`;
    return [came, ...this.bridge.complaints].join('\n');
  }

  private async rows<T>(collection: string): Promise<T[]> {
    const found = await this.bridge.db.collection(`tenants/${this.id}/${collection}`).get();
    return found.docs.map((snapshot) => snapshot.data() as T);
  }

  jobs(): Promise<Job[]> {
    return this.rows<Job>('jobs');
  }

  notices(): Promise<(Notice & { status: string; count: number })[]> {
    return this.rows('notifications');
  }

  /** Waits until all jobs of the tenant are in this state. */
  async jobsAre(state: Job['state'], count: number = this.providers.length): Promise<void> {
    const are = async () => {
      const jobs = await this.jobs();
      return jobs.length === count && jobs.every((job) => job.state === state);
    };
    await until(`${count} jobs that are ${state}`, are, PATIENCE_MS);
  }
}

export interface TenantOptions {
  providers?: readonly Provider[];
  /** Of every connection. */
  settings?: object;
}

/** Opens a storefront whose orders go to both POS systems, or to those named. */
export async function openTenant(
  bridge: Bridge,
  id: string,
  { providers = PROVIDERS, settings }: TenantOptions = {},
): Promise<Tenant> {
  const tenant = new Tenant(bridge, id, providers);
  for (const provider of providers) await tenant.link(await tenant.connect(provider, settings));
  return tenant;
}
