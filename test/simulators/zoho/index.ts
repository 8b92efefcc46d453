import { Simulator } from '../core/simulator';
import { ZohoModel } from './model';
import type { Switches } from './switches';

export { ZohoModel } from './model';
export type { Switches } from './switches';
export { type Delivery, delivery, signatureOf } from './webhook';

export interface ZohoOptions extends Partial<Switches> {
  /** ISO 4217, of all organizations; default USD. */
  currency?: string;
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}

/**
 * A Zoho Inventory that runs in this process; `serve` of the core gives it a port. The accounts host and the API host
 * are one here: `/oauth/v2` and `/inventory/v1` do not meet. The seed stands in `seed.ts`.
 */
export function createZoho(options: ZohoOptions = {}): Simulator<ZohoModel> {
  const { currency = 'USD', now, ...switches } = options;
  return new Simulator('zoho', (clock) => new ZohoModel(clock, currency, switches), { now });
}
