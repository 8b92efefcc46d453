import type { Badge } from '../../functions/src/model/badge';
import type { HeldOrder } from '../../test/simulators/core/types';
import * as loyverseSeed from '../../test/simulators/loyverse/seed';
import * as squareSeed from '../../test/simulators/square/seed';
import type { Shop } from './bridge';
import { comesTrue } from './comesTrue';
import { everyDocument } from './everyDocument';
import { TENANT } from './seed';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}
type Document = Record<string, unknown>;
type Badges = Record<string, Badge>;

/** The main job, on a running bridge: writes orders, waits for what follows, compares both sides. */
export class Rehearsal {
  readonly checks: Check[] = [];
  /** Orders, for the table. */
  readonly rows: string[][] = [];
  /** Prices, for theirs. */
  readonly prices: string[][] = [];
  readonly latencies: number[] = [];
  private readonly written = new Map<string, Document>();

  constructor(private readonly shop: Shop) {}

  private at(id: string) {
    return this.shop.db.doc(`tenants/${TENANT}/orders/${id}`);
  }

  check(name: string, ok: boolean, detail: string): void {
    this.checks.push({ name, ok, detail });
  }

  async write(id: string, order: Document): Promise<void> {
    this.written.set(id, order);
    await this.at(id).set(order);
  }

  async change(id: string, change: Document): Promise<void> {
    this.written.set(id, { ...this.written.get(id), ...change });
    await this.at(id).update(change);
  }

  /** Waits until every connection's badge has the status; false when that takes too long. */
  async reaches(
    id: string,
    status: Badge['status'],
    more: (badge: Badge) => boolean = () => true,
  ): Promise<boolean> {
    const startedAt = performance.now();
    const arrived = async () => {
      const badges = ((await this.at(id).get()).get('pos') ?? {}) as Badges;
      const all = this.shop.connections.map((connection) => badges[connection.id]);
      return all.every((badge) => badge?.status === status && more(badge));
    };
    const ok = await comesTrue(arrived);
    if (ok && status === 'synced') this.latencies.push(performance.now() - startedAt);
    this.check(
      `order ${id} becomes ${status}`,
      ok,
      ok ? `in ${Math.round(performance.now() - startedAt)} ms` : 'too late',
    );
    return ok;
  }

  private held(provider: string): HeldOrder[] {
    return provider === 'square' ? this.shop.square.orders() : this.shop.loyverse.orders();
  }

  /** Compares one order with what each POS holds of it. */
  async compare(id: string, state: HeldOrder['state'], title: string): Promise<void> {
    const document = (await this.at(id).get()).data() ?? {};
    const { pos, ...own } = document as { pos?: Badges } & Document;
    const total = Number(own.total);
    for (const { id: connectionId, provider } of this.shop.connections) {
      const badge = pos?.[connectionId];
      const found = this.held(provider).filter((order) => order.id === badge?.externalId);
      const [there] = found;
      const ok = found.length === 1 && there?.total === total && there.state === state;
      const detail = `storefront ${total}, ${provider} ${there?.total ?? 'nothing'} (${there?.state ?? 'absent'})`;
      this.check(`${title}: ${provider} holds it once, ${state}, to the cent`, ok, detail);
      this.rows.push([
        id,
        title,
        String(total),
        provider,
        there?.id ?? '-',
        String(there?.total ?? '-'),
        there?.state ?? '-',
        badge?.status ?? '-',
      ]);
    }
    const untouched =
      JSON.stringify(Object.keys(own).sort()) ===
      JSON.stringify(Object.keys(this.written.get(id) ?? {}).sort());
    this.check(
      `order ${id}: nothing but the badge was added to the document`,
      untouched,
      Object.keys(own).join(', '),
    );
  }

  /** No POS holds more than it should, whatever was retried. */
  count(expected: number): void {
    for (const provider of ['loyverse', 'square']) {
      const held = this.held(provider);
      const references = new Set(held.map((order) => order.reference));
      const ok = held.length === expected && references.size === expected;
      this.check(
        `${provider} holds ${expected} orders and no more`,
        ok,
        `${held.length} orders, ${references.size} references`,
      );
    }
  }

  /** Reads everything that was stored and looks for the tokens of the demo accounts. */
  async secrets(): Promise<void> {
    const tokens = [
      loyverseSeed.ACCESS_TOKEN,
      squareSeed.ACCESS_TOKEN,
      squareSeed.REFRESH_TOKEN,
      squareSeed.APPLICATION_SECRET,
    ];
    const documents = await everyDocument(this.shop.db);
    const leaks = documents.filter(({ text }) => tokens.some((token) => text.includes(token)));
    const where = leaks.map(({ path }) => path).join(', ');
    this.check(
      'no document holds a token',
      leaks.length === 0,
      where || `${documents.length} documents read`,
    );
  }
}
