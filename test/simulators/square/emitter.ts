import { createHmac } from 'node:crypto';
import type { Account } from './accounts';
import { viewIn } from './orders/place';
import type { World } from './world';

/** A delivery on its way to a subscriber. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** `x-square-hmacsha256-signature` of a body for an address. */
export function signatureOf(url: string, body: string, key: string): string {
  return createHmac('sha256', key)
    .update(url + body)
    .digest('base64');
}

interface News {
  type: string;
  locationId?: string;
  data: { type: string; id: string; deleted?: boolean; object?: object };
}

/** Something that events tell of: told anew whenever its mark changes. */
interface Fact {
  key: string;
  mark: string;
  news(isNew: boolean): News;
  gone?(): News;
}

const step = (isNew: boolean) => (isNew ? 'created' : 'updated');

/** Sales of the till fire no order events. */
function orderFacts(account: Account): Fact[] {
  const made = [...account.orders.values()].filter((order) => !order.atTill);
  return made.map((order) => {
    const { id, state, version, created_at, updated_at, location_id } = viewIn(account, order);
    const told = { order_id: id, location_id, state, version, created_at };
    return {
      key: `order ${id}`,
      mark: String(version),
      news: (isNew) => {
        const type = `order_${step(isNew)}`;
        const object = { [type]: isNew ? told : { ...told, updated_at } };
        return {
          type: `order.${step(isNew)}`,
          locationId: location_id,
          data: { type, id: id ?? '', object },
        };
      },
    };
  });
}

/** Objects that their events hold whole. */
function wholeFacts<T extends { id: string }>(what: string, all: Iterable<T>): Fact[] {
  return [...all].map((one) => ({
    key: `${what} ${one.id}`,
    mark: JSON.stringify(one),
    news: (isNew) => ({
      type: `${what}.${step(isNew)}`,
      data: { type: what, id: one.id, object: { [what]: structuredClone(one) } },
    }),
    gone: () => ({
      type: `${what}.deleted`,
      data: { type: what, id: one.id, deleted: true, object: { [what]: structuredClone(one) } },
    }),
  }));
}

function countFacts({ stock }: Account): Fact[] {
  return stock.all().map((count) => ({
    key: `count ${count.catalog_object_id} ${count.location_id}`,
    mark: JSON.stringify(count),
    news: () => ({
      type: 'inventory.count.updated',
      data: { type: 'inventory_counts', id: count.catalog_object_id, object: { inventory_counts: [count] } },
    }),
  }));
}

function sellerFacts({ clock, tokens }: World, { merchantId, catalog }: Account): Fact[] {
  const updated_at = clock.iso(catalog.latest);
  const revocation = { revoked_at: clock.iso(), revoker_type: 'MERCHANT' };
  return [
    {
      key: 'catalog',
      mark: String(catalog.latest),
      news: () => ({
        type: 'catalog.version.updated',
        data: { type: 'catalog_version', id: merchantId, object: { catalog_version: { updated_at } } },
      }),
    },
    {
      key: 'consent',
      mark: String(tokens.isConnected(merchantId)),
      news: () => ({
        type: 'oauth.authorization.revoked',
        data: { type: 'revocation', id: merchantId, object: { revocation } },
      }),
    },
  ];
}

function factsOf(world: World, account: Account): Map<string, Fact> {
  const facts = [
    ...orderFacts(account),
    ...wholeFacts('payment', account.payments.values()),
    ...wholeFacts('refund', account.refunds.values()),
    ...wholeFacts('customer', account.customers.all()),
    ...countFacts(account),
    ...sellerFacts(world, account),
  ];
  return new Map(facts.map((fact) => [fact.key, fact]));
}

/** One subscription of the application, for all its sellers: `notice` gathers, `deliver` sends. */
export class Emitter {
  private subscription?: { url: string; key: string };
  private known = new Map<string, Map<string, Fact>>();
  private waiting: { body: string; tries: number }[] = [];

  constructor(private readonly world: World) {}

  /** What stands now is no news. Subscribing again replaces address and key. */
  subscribe(url: string, key: string): void {
    this.subscription = { url, key };
    this.known = this.pictures();
  }

  private pictures(): Map<string, Map<string, Fact>> {
    return new Map(
      [...this.world.accounts.values()].map((account) => [account.merchantId, factsOf(this.world, account)]),
    );
  }

  /** Gathers what changed since it was called last. */
  notice(): void {
    const now = this.pictures();
    for (const [merchantId, facts] of now) {
      const before = this.known.get(merchantId) ?? new Map<string, Fact>();
      for (const [key, fact] of facts)
        if (fact.mark !== before.get(key)?.mark) this.queue(merchantId, fact.news(!before.has(key)));
      for (const [key, fact] of before) {
        const news = facts.has(key) ? undefined : fact.gone?.();
        if (news) this.queue(merchantId, news);
      }
    }
    this.known = now;
  }

  private queue(merchantId: string, { type, locationId, data }: News): void {
    const event = {
      merchant_id: merchantId,
      location_id: locationId,
      type,
      event_id: this.world.ids.next('event-'),
      created_at: this.world.clock.iso(),
      data,
    };
    this.waiting.push({ body: JSON.stringify(event), tries: 0 });
  }

  /**
   * Tries everything that waits, once; any 2xx is success, all else waits for the next call. Square promises neither
   * an order nor that an event comes once: ask for it.
   */
  async deliver(
    send: (post: Post) => Promise<number>,
    { reversed = false, twice = false } = {},
  ): Promise<Post[]> {
    if (!this.subscription) throw new Error('Nobody has subscribed.');
    this.notice();
    const { url, key } = this.subscription;
    const queue = twice ? this.waiting.flatMap((one) => [one, one]) : [...this.waiting];
    const sent: Post[] = [];
    for (const waiting of reversed ? queue.reverse() : queue) {
      const { body, tries } = waiting;
      const retry = tries > 0 && {
        'square-retry-number': String(tries),
        'square-retry-reason': 'http_error',
      };
      const headers = {
        'content-type': 'application/json',
        'square-environment': 'Production',
        'x-square-hmacsha256-signature': signatureOf(url, body, key),
        ...retry,
      };
      sent.push({ url, headers, body });
      const status = await send({ url, headers, body });
      if (status >= 200 && status < 300) this.waiting = this.waiting.filter((one) => one !== waiting);
      else waiting.tries += 1;
    }
    return sent;
  }
}
