import { report } from '../demo/once';
import * as orders from '../demo/orders';
import { Rehearsal } from '../demo/rehearsal';
import type { SuiteBridge } from './bridge';
import { rehearseSession } from './session';

/**
 * The main job on the official emulator suite: one order, all POS systems of the shop, each holds it to the cent. The suite starts
 * every task at once and tries a failing one once too often, so only what needs no schedule is asked of it. And a
 * session, which takes the Auth emulator: nothing else has one.
 */
export async function smoke(shop: SuiteBridge, json?: string): Promise<boolean> {
  const rehearsal = new Rehearsal(shop);
  await rehearsal.write('suite', orders.everything('2001'));
  await rehearsal.reaches('suite', 'synced');
  await rehearsal.compare('suite', 'paid', 'modifiers, discounts, fee, tip');
  rehearsal.count(1);
  await rehearseSession(rehearsal, shop.suite.ports);
  return report(rehearsal, json);
}
