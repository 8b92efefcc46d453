import type { Http } from '../../../functions/src/providers/http';
import { square } from '../../../functions/src/providers/square';
import type { Operations, SessionContext } from '../../../functions/src/providers/provider';
import type { Page, Pull } from '../../../functions/src/providers/pull';
import type { Fault } from '../../simulators/core/types';
import { createSquare, type SquareOptions } from '../../simulators/square';
import { caller, text, usd } from '../../simulators/square/caller';
import type { CatalogObject } from '../../simulators/square/catalog/schema';
import * as seed from '../../simulators/square/seed';
import { simHttp } from '../../support/simHttp';

export const START = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;

/** The adapter against the simulator, with a clock to turn. */
export function shop(options: SquareOptions = {}) {
  const clock = { now: START };
  const now = () => clock.now;
  const simulator = createSquare({ now, catalogWriteMs: 0, ...options });
  const direct = simHttp({ square: simulator });
  /** What happens before a call of a kind, one after the other: a fault, or somebody else's doing. */
  const mishaps: { before: string; what: Fault | (() => void) }[] = [];
  const http: Http = (request) => {
    const line = `${request.method} ${new URL(request.url).pathname}`;
    const index = mishaps.findIndex(({ before }) => before === line);
    const [mishap] = index < 0 ? [] : mishaps.splice(index, 1);
    if (typeof mishap?.what === 'function') mishap.what();
    else if (mishap) simulator.faults.add(mishap.what);
    return direct(request);
  };
  const open = (context: Partial<SessionContext<unknown>> = {}) =>
    square.open({
      credentials: { accessToken: seed.ACCESS_TOKEN, merchantId: seed.MERCHANT_ID },
      externalLocationId: seed.MAIN_LOCATION,
      currency: 'USD',
      pos: {},
      tools: { http, baseUrl: 'http://square.sim', now },
      ...context,
    }) as Operations;
  const { model } = simulator;
  const account = model.account();
  const send = caller(simulator);
  /** Calls of another client, which must succeed. */
  const staff = async (...call: Parameters<typeof send>) => {
    const seen = await send(...call);
    if (seen.status !== 200) throw new Error(JSON.stringify(seen.body));
    return seen.body;
  };
  const violations = () => model.state().violations;
  return { clock, simulator, model, account, open, session: open(), staff, mishaps, violations };
}
export type Shop = ReturnType<typeof shop>;

/** Objects as staff change them in the dashboard. */
export function put({ account: { catalog } }: Shop, ...objects: CatalogObject[]): void {
  const all = new Map([...catalog.objects, ...objects.map((object) => [object.id, object] as const)]);
  catalog.commit(
    all,
    objects.map(({ id }) => id),
  );
}

/** The stored object, changed by `change`. */
export function edit(world: Shop, id: string, change: (object: CatalogObject) => void): void {
  const object = structuredClone(world.account.catalog.objects.get(id));
  if (!object) throw new Error(`no ${id}`);
  change(object);
  put(world, object);
}

export const itemId = (n: number) => `ITMDISH${n}`;
export const variationId = (n: number) => `VARDISH${n}`;

export function addItems(world: Shop, count: number): void {
  const objects = Array.from({ length: count }, (_, index) => index + 1).flatMap((n): CatalogObject[] => [
    { type: 'ITEM', id: itemId(n), item_data: { name: `Dish ${n}`, product_type: 'REGULAR' } },
    {
      type: 'ITEM_VARIATION',
      id: variationId(n),
      item_variation_data: {
        item_id: itemId(n),
        name: 'Regular',
        sku: `DISH-${n}`,
        pricing_type: 'FIXED_PRICING',
        price_money: usd(100),
      },
    },
  ]);
  put(world, ...objects);
}

/** An order of the web store, paid outside Square; its id and its payment's. */
export async function sell({ staff }: Shop, key: string, amount: number, paid = true) {
  const order = {
    location_id: seed.MAIN_LOCATION,
    reference_id: key,
    line_items: [{ name: 'Platter', quantity: '1', base_price_money: usd(amount) }],
  };
  const { order: placed } = await staff('POST', '/v2/orders', { idempotency_key: key, order });
  const orderId = text(placed?.['id']);
  if (!paid) return { orderId, paymentId: '' };
  const { payment } = await staff('POST', '/v2/payments', {
    idempotency_key: `pay-${key}`,
    source_id: 'EXTERNAL',
    external_details: { type: 'OTHER', source: 'Web store' },
    order_id: orderId,
    location_id: seed.MAIN_LOCATION,
    amount_money: usd(amount),
  });
  return { orderId, paymentId: text(payment?.['id']) };
}

/** The POS's side as a bridge keeps it: what it has recorded, and from where it goes on. */
export class Mirror<T extends { deleted?: boolean }> {
  readonly records = new Map<string, T>();
  checkpoint?: string;

  constructor(private readonly key: (record: T) => string) {}

  /** One pull; with `interrupt`, every page is recorded by a session of its own, which may fail. */
  async pull(open: () => Pull<T>, interrupt = false, between: () => void = () => {}): Promise<Page<T>[]> {
    const pages: Page<T>[] = [];
    const seen = new Set<string>();
    for (let sessions = 0; !pages.at(-1)?.complete; sessions += 1) {
      if (sessions > 100) throw new Error('it does not come to an end');
      await this.session(open(), pages, seen, interrupt).catch((thrown: unknown) => {
        if (!interrupt) throw thrown;
      });
      between();
    }
    const last = pages.at(-1);
    if (last?.full) for (const id of this.records.keys()) if (!seen.has(id)) this.records.delete(id);
    this.checkpoint = last?.checkpoint;
    return pages;
  }

  private async session(pull: Pull<T>, pages: Page<T>[], seen: Set<string>, one: boolean): Promise<void> {
    for await (const page of pull({ since: this.checkpoint, from: pages.at(-1)?.next })) {
      pages.push(page);
      this.record(page, seen);
      if (one) return;
    }
  }

  private record(page: Page<T>, seen: Set<string>): void {
    for (const one of page.records) {
      seen.add(this.key(one));
      if (one.deleted) this.records.delete(this.key(one));
      else this.records.set(this.key(one), one);
    }
  }

  /** Sorted, so that two mirrors can be compared. */
  all(): T[] {
    return [...this.records].sort(([a], [b]) => a.localeCompare(b)).map(([, record]) => record);
  }
}
