import { writeFileSync } from 'node:fs';
import { productKey } from '../../functions/src/model/link';
import type { Shop } from './bridge';
import { comesTrue } from './comesTrue';
import { UNLINKED } from './menu';
import * as orders from './orders';
import { rehearsePrices } from './prices';
import { rehearsePulls } from './pulls';
import { Rehearsal } from './rehearsal';
import { table } from './table';

/** The same order, to be paid at the counter. */
const atCounter = (order: Record<string, unknown>) => ({ ...order, payment: { status: 'unpaid' } });

/** Every POS takes this order and loses its answer. Each is asked again once it has had time to settle. */
async function loseReplies(r: Rehearsal): Promise<void> {
  const { counters } = r.shop;
  for (const { simulator, creates } of counters) simulator.faults.add({ kind: 'lose-reply', match: creates });
  await r.write('lost-reply', orders.plain('1001'));
  const ok = await comesTrue(() => counters.every(({ simulator }) => simulator.faults.list().length === 0));
  r.check('every POS has lost a reply', ok, 'after it took the order');
}

async function arrives(r: Rehearsal, id: string, order: Record<string, unknown>): Promise<void> {
  await r.write(id, order);
  await r.reaches(id, 'synced');
}

async function linkedLater(r: Rehearsal): Promise<void> {
  const { connections, links, world } = r.shop;
  await r.write('unmapped', atCounter(orders.unmapped('1005')));
  await r.reaches('unmapped', 'needs_mapping');
  const key = productKey(UNLINKED.id);
  for (const connection of connections) {
    const link = links[connection.id]?.[key];
    if (link) await world.linkTables.save(connection, { [key]: link });
  }
  await r.reaches('unmapped', 'synced');
}

async function givenBack(r: Rehearsal): Promise<void> {
  await arrives(r, 'refunded', orders.plain('1006'));
  await r.change('refunded', { status: 'cancelled' });
  await r.reaches('refunded', ({ refundsByHand }) => (refundsByHand ? 'failed' : 'cancelled'));
}

async function calledOff(r: Rehearsal): Promise<void> {
  await arrives(r, 'cancelled', orders.unpaid('1007'));
  await r.change('cancelled', { status: 'cancelled' });
  await r.reaches('cancelled', 'cancelled');
}

async function contradicts(r: Rehearsal): Promise<void> {
  await r.write('contradictory', orders.contradictory('1008'));
  await r.reaches('contradictory', 'failed', (badge) => badge.error?.fields?.[0]?.path === 'total');
}

/** All at once, as on a busy evening. */
async function rehearse(r: Rehearsal, logFile: string): Promise<void> {
  await loseReplies(r);
  await Promise.all([
    r.reaches('lost-reply', 'synced'),
    arrives(r, 'plain', orders.plain('1002')),
    arrives(r, 'everything', orders.everything('1003')),
    arrives(r, 'tax', atCounter(orders.taxOnTop('1004'))),
    linkedLater(r),
    givenBack(r),
    calledOff(r),
    contradicts(r),
    rehearsePrices(r),
  ]);
  await r.compare('plain', 'paid', 'paid pickup');
  await r.compare('everything', 'paid', 'modifiers, discounts, fee, tip');
  await r.compare('tax', 'unpaid', 'unpaid, tax on top, emoji, right-to-left');
  await r.compare('unmapped', 'unpaid', 'unpaid, linked afterwards');
  await r.compare('lost-reply', 'paid', 'reply lost after it was taken');
  await r.compare('cancelled', 'calledOff', 'cancelled before it was paid');
  await r.compare('refunded', 'givenBack', 'cancelled after it was paid');
  r.count(7);
  await rehearsePulls(r);
  await r.secrets(logFile);
}

function latencies({ shop, latencies }: Rehearsal): string {
  const rows = shop.counters.map(({ id, name }) => {
    const sorted = [...(latencies[id] ?? [])].sort((a, b) => a - b);
    const seconds = (ms = NaN) => (ms / 1000).toFixed(1);
    return [name, seconds(sorted[Math.floor(sorted.length / 2)]), seconds(sorted.at(-1))];
  });
  return table(['POS', 'median', 'slowest'], rows);
}

/** What the figures of one POS do not say by themselves. */
function footnotes({ shop }: Rehearsal): string[] {
  return shop.counters.flatMap(({ name, states, taxesItself, refundsByHand }) => [
    ...(states.paid === 'open'
      ? [`${name} takes no payments from outside: staff take the money at the till.`]
      : []),
    ...(taxesItself
      ? [`${name} computes every tax itself: tax on top is not sent there, and the badge says so.`]
      : []),
    ...(refundsByHand
      ? [`${name} gives nothing back by itself: the badge asks a person to, and the order stays as it was.`]
      : []),
  ]);
}

/** Prints what happened and whether all of it is true; writes the checks as JSON when asked. */
export function report(rehearsal: Rehearsal, json?: string): boolean {
  const { checks, rows, prices, shop } = rehearsal;
  console.log('\n--- What was written, and what each POS says of it by its own API (USD)\n');
  const head = [
    'order',
    'total',
    'POS',
    'id there',
    'total there',
    'state there',
    'badge',
    'as it should be',
  ];
  console.log(table(head, rows));
  for (const line of footnotes(rehearsal)) console.log(`  ${line}`);
  if (prices.length > 0) {
    console.log('\n--- Prices that were edited, and what each POS sells at (USD)\n');
    const names = shop.counters.filter(({ price }) => price).map(({ name }) => name);
    console.log(table(['product', 'what', 'storefront', ...names, 'equal'], prices));
  }
  console.log('\n--- Menus that were pulled: here / by the POS (USD)\n');
  console.log(table(['POS', 'items', 'linked variations', 'their prices', 'equal'], rehearsal.pulls));
  console.log('\n--- Seconds from write to badge, lost replies included\n');
  console.log(latencies(rehearsal));
  console.log('\n--- Checks\n');
  for (const { ok, name, detail } of checks) console.log(`${ok ? '  ok  ' : 'FAILED'}  ${name} (${detail})`);
  const failed = checks.filter((check) => !check.ok).length;
  const ok = failed === 0;
  console.log(
    ok ? `\nAll ${checks.length} checks are true.` : `\n${failed} of ${checks.length} checks FAILED.`,
  );
  if (json) writeFileSync(json, `${JSON.stringify({ ok, checks }, null, 2)}\n`);
  return ok;
}

/** Runs it all on a running bridge, whose functions log into a file. */
export async function runOnce(shop: Shop, logFile: string, json?: string): Promise<boolean> {
  const rehearsal = new Rehearsal(shop);
  await rehearse(rehearsal, logFile);
  return report(rehearsal, json);
}
