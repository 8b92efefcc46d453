import { odoo } from '../../../../functions/src/providers/odoo';
import type { Operations } from '../../../../functions/src/providers/provider';
import type { Page, Pull } from '../../../../functions/src/providers/pull';
import { createOdoo, type OdooOptions, type Series } from '../../../simulators/odoo';
import * as seed from '../../../simulators/odoo/seed';
import { simHttp, simUrl } from '../../../support/simHttp';

const START = Date.parse('2026-11-21T10:00:00.000Z');

interface Visit {
  pos?: Record<string, unknown>;
  priceScope?: 'location' | 'everywhere';
  location?: string;
}

/** The adapter at a simulated Odoo of a series, and a clock to turn. */
export function shopOf(series: Series, options: OdooOptions = {}) {
  const clock = { now: START };
  const simulator = createOdoo({ series, now: () => clock.now, ...options });
  const { currency = 'USD' } = options;
  const tools = { http: simHttp({ odoo: simulator }), baseUrl: simUrl('odoo'), now: () => clock.now };
  const { DATABASE: database, LOGIN: login, API_KEY: apiKey, UID: uid } = seed;
  const credentials = { host: 'shop.example', database, login, apiKey, series, uid };
  const open = ({ pos = {}, priceScope = 'location', location }: Visit = {}): Operations =>
    odoo.open({
      ...{ credentials, currency, priceScope, tools },
      externalLocationId: location ?? String(seed.CONFIG_ID),
      pos: { paymentMethodId: seed.ONLINE_METHOD_ID, ...pos },
    }) as Operations;
  return { clock, simulator, model: simulator.model, open };
}
export type Shop = ReturnType<typeof shopOf>;

export interface Pulled<T> {
  records: T[];
  last: Page<T>;
  pages: number;
}

/** All pages of a pull; of a complete one. */
export async function everything<T>(pull: Pull<T>, since?: string): Promise<Pulled<T>> {
  const pages: Page<T>[] = [];
  for await (const page of pull({ since })) pages.push(page);
  const last = pages.at(-1);
  if (!last?.complete) throw new Error('The pull is not complete.');
  return { records: pages.flatMap(({ records }) => records), last, pages: pages.length };
}

/** Only what changed since another pull. */
export const changedSince = <T>(pull: Pull<T>, before: Pulled<T>): Promise<Pulled<T>> =>
  everything(pull, before.last.checkpoint);

/** Results of an Apply, by key. */
export async function applied<T extends { key: string }>(
  results: AsyncIterable<T>,
): Promise<Record<string, T>> {
  const byKey: Record<string, T> = {};
  for await (const result of results) byKey[result.key] = result;
  return byKey;
}
