import { writeFileSync } from 'node:fs';
import { productKey } from '../../functions/src/model/link';
import type { Shop } from './bridge';
import { UNLINKED } from './menu';
import * as orders from './orders';
import { rehearsePrices } from './prices';
import { Rehearsal } from './rehearsal';
import { table } from './table';

async function rehearse(r: Rehearsal, shop: Shop): Promise<void> {
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
  const key = productKey(UNLINKED.id);
  for (const connection of shop.connections) {
    const link = shop.links[connection.id]?.[key];
    if (link) await shop.world.linkTables.save(connection, { [key]: link });
  }
  await r.reaches('unmapped', 'synced');
  await r.compare('unmapped', 'paid', 'mapped afterwards');

  shop.loyverse.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts$' });
  shop.square.faults.add({ kind: 'lose-reply', match: 'POST /v2/orders$' });
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
  await rehearsePrices(r, shop);
  await r.secrets();
}

/** Prints what happened and whether all of it is true; writes the checks as JSON when asked. */
export function report({ checks, rows, prices, latencies }: Rehearsal, json?: string): boolean {
  console.log('\n--- What was written, and what each POS holds (amounts in cents)\n');
  console.log(
    table(['order', 'what', 'total', 'POS', 'id there', 'total there', 'state there', 'badge'], rows),
  );
  if (prices.length > 0) {
    console.log('\n--- Prices that were edited, and what each POS sells at (cents)\n');
    console.log(table(['product', 'what', 'storefront', 'Loyverse', 'Square', 'equal'], prices));
  }
  console.log('\n--- Checks\n');
  for (const { ok, name, detail } of checks) console.log(`${ok ? '  ok  ' : 'FAILED'}  ${name} (${detail})`);
  const sorted = [...latencies].sort((a, b) => a - b);
  const median = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  console.log(
    `\nFrom write to badge, both POS systems: median ${median} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms.`,
  );
  const failed = checks.filter((check) => !check.ok).length;
  const ok = failed === 0;
  console.log(
    ok ? `\nAll ${checks.length} checks are true.` : `\n${failed} of ${checks.length} checks FAILED.`,
  );
  if (json) writeFileSync(json, `${JSON.stringify({ ok, checks }, null, 2)}\n`);
  return ok;
}

/** Runs it all on a running bridge. */
export async function runOnce(shop: Shop, json?: string): Promise<boolean> {
  const rehearsal = new Rehearsal(shop);
  await rehearse(rehearsal, shop);
  return report(rehearsal, json);
}
