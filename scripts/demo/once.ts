import { writeFileSync } from 'node:fs';
import type { Badge } from '../../functions/src/model/badge';
import { productKey } from '../../functions/src/model/link';
import type { HeldOrder } from '../../test/simulators/core/types';
import * as loyverseSeed from '../../test/simulators/loyverse/seed';
import * as squareSeed from '../../test/simulators/square/seed';
import type { RunningBridge } from './bridge';
import { UNMAPPED } from './menu';
import * as orders from './orders';
import { TENANT } from './seed';
import { table } from './table';

interface Check {
  name: string;
  ok: boolean;
  detail: string;
}
type Document = Record<string, unknown>;
type Badges = Record<string, Badge>;

const PATIENCE_MS = 30_000;

/** The main job, on the running bridge: writes orders, waits for what follows, compares both sides. */
class Rehearsal {
  readonly checks: Check[] = [];
  readonly rows: string[][] = [];
  readonly latencies: number[] = [];
  private readonly written = new Map<string, Document>();

  constructor(private readonly bridge: RunningBridge) {}

  private at(id: string) {
    return this.bridge.db.doc(`tenants/${TENANT}/orders/${id}`);
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
    const arrived = new Promise<boolean>((resolve) => {
      const late = setTimeout(() => finish(false), PATIENCE_MS);
      const stop = this.at(id).onSnapshot((snapshot) => {
        const badges = (snapshot.get('pos') ?? {}) as Badges;
        const all = this.bridge.connections.map((connection) => badges[connection.id]);
        if (all.every((badge) => badge?.status === status && more(badge))) finish(true);
      });
      const finish = (value: boolean) => {
        clearTimeout(late);
        stop();
        resolve(value);
      };
    });
    const ok = await arrived;
    if (ok && status === 'synced') this.latencies.push(performance.now() - startedAt);
    this.check(
      `order ${id} becomes ${status}`,
      ok,
      ok ? `in ${Math.round(performance.now() - startedAt)} ms` : 'too late',
    );
    return ok;
  }

  private held(provider: string): HeldOrder[] {
    return provider === 'square' ? this.bridge.square.orders() : this.bridge.loyverse.orders();
  }

  /** Compares one order with what each POS holds of it. */
  async compare(id: string, state: HeldOrder['state'], title: string): Promise<void> {
    const document = (await this.at(id).get()).data() ?? {};
    const { pos, ...own } = document as { pos?: Badges } & Document;
    const total = Number(own.total);
    for (const { id: connectionId, provider } of this.bridge.connections) {
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
    const groups = ['connections', 'vault', 'jobs', 'attempts', 'orders', 'linkTables', 'notifications'];
    const stored = await Promise.all(groups.map((group) => this.bridge.db.collectionGroup(group).get()));
    const documents = stored.flatMap((found) =>
      found.docs.map((snapshot) => JSON.stringify(snapshot.data())),
    );
    const leaks = documents.filter((text) => tokens.some((token) => text.includes(token)));
    this.check('no document holds a token', leaks.length === 0, `${documents.length} documents read`);
  }
}

async function rehearse(r: Rehearsal, bridge: RunningBridge): Promise<void> {
  await r.write('plain', orders.plain('1001'));
  await r.reaches('plain', 'synced');
  await r.compare('plain', 'paid', 'pickup');

  await r.write('everything', orders.everything('1002'));
  await r.reaches('everything', 'synced');
  await r.compare('everything', 'paid', 'modifiers, discounts, fee, tip');

  await r.write('tax', orders.taxOnTop('1003'));
  await r.reaches('tax', 'synced');
  await r.compare('tax', 'paid', 'tax on top, emoji, right-to-left');

  await r.write('unmapped', orders.unmapped('1004'));
  await r.reaches('unmapped', 'needs_mapping');
  for (const connection of bridge.connections) {
    const links = await bridge.world.linkTables.read(connection, [productKey('naan')]);
    const naan = links[productKey('naan')];
    if (naan) await bridge.world.linkTables.save(connection, { [productKey(UNMAPPED.id)]: naan });
  }
  await r.reaches('unmapped', 'synced');
  await r.compare('unmapped', 'paid', 'mapped afterwards');

  bridge.loyverse.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts$' });
  bridge.square.faults.add({ kind: 'lose-reply', match: 'POST /v2/orders$' });
  await r.write('lost-reply', orders.plain('1005'));
  await r.reaches('lost-reply', 'synced');
  await r.compare('lost-reply', 'paid', 'reply lost after commit');

  await r.write('cancelled', orders.plain('1006'));
  await r.reaches('cancelled', 'synced');
  await r.change('cancelled', { status: 'cancelled' });
  await r.reaches('cancelled', 'cancelled');
  await r.compare('cancelled', 'refunded', 'cancelled after export');

  await r.write('contradictory', orders.contradictory('1007'));
  await r.reaches('contradictory', 'failed', (badge) => badge.error?.fields?.[0]?.path === 'total');
  r.count(6);
  await r.secrets();
}

/** Runs it all, prints what happened and whether all of it is true; writes the checks as JSON when asked. */
export async function runOnce(bridge: RunningBridge, json?: string): Promise<boolean> {
  const rehearsal = new Rehearsal(bridge);
  await rehearse(rehearsal, bridge);
  const { checks, rows, latencies } = rehearsal;
  console.log('\n--- What was written, and what each POS holds (amounts in cents)\n');
  console.log(
    table(['order', 'what', 'total', 'POS', 'id there', 'total there', 'state there', 'badge'], rows),
  );
  console.log('\n--- Checks\n');
  for (const { ok, name, detail } of checks) console.log(`${ok ? '  ok  ' : 'FAILED'}  ${name} (${detail})`);
  const sorted = [...latencies].sort((a, b) => a - b);
  const quantile = (q: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0);
  console.log(
    `\nFrom write to badge, both POS systems: median ${quantile(0.5)} ms, slowest ${quantile(1)} ms (the slowest waited out a lost reply).`,
  );
  const failed = checks.filter((check) => !check.ok).length;
  const ok = failed === 0;
  console.log(
    ok ? `\nAll ${checks.length} checks are true.` : `\n${failed} of ${checks.length} checks FAILED.`,
  );
  if (json) writeFileSync(json, `${JSON.stringify({ ok, checks }, null, 2)}\n`);
  return ok;
}
