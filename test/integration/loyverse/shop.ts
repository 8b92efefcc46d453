import type { Http } from '../../../functions/src/providers/http';
import { loyverse } from '../../../functions/src/providers/loyverse';
import type { Operations } from '../../../functions/src/providers/provider';
import type { Fault } from '../../simulators/core/types';
import { createLoyverse, type LoyverseOptions } from '../../simulators/loyverse';
import * as seed from '../../simulators/loyverse/seed';
import { simHttp } from '../../support/simHttp';

export const START = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;

export type Json = Record<string, unknown>;

const CALLS_BETWEEN_FAULTS = 17;

/** The adapter against the simulator, with a clock to turn. */
export function shop(options: LoyverseOptions = {}) {
  const clock = { now: START };
  const now = () => clock.now;
  const simulator = createLoyverse({ now, callLimit: 100_000, unlimitedHistory: true, ...options });
  const direct = simHttp({ loyverse: simulator });
  /** Faults that wait their turn: one strikes every so many calls. */
  const storm: Fault[] = [];
  let calls = 0;
  const http: Http = (request) => {
    calls += 1;
    const fault = calls % CALLS_BETWEEN_FAULTS === 0 ? storm.shift() : undefined;
    if (fault) simulator.faults.add(fault);
    return direct(request);
  };
  const session = loyverse.open({
    credentials: { accessToken: seed.ACCESS_TOKEN },
    externalLocationId: seed.STORE_ID,
    currency: 'USD',
    pos: {},
    tools: { http, baseUrl: 'http://loyverse.sim', now },
  }) as Operations;
  /** Staff, at the till or in the Back Office. */
  const staff = async (method: 'POST' | 'DELETE', path: string, body?: Json) => {
    const reply = await simulator.handle({
      method,
      path: `/v1.0${path}`,
      query: {},
      headers: { authorization: `Bearer ${seed.ACCESS_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    if ('dropped' in reply || reply.status > 299) throw new Error(JSON.stringify(reply));
    return reply.json as Json & { id: string };
  };
  const account = simulator.model.account();
  const violated = () => simulator.model.state().violated;
  return { clock, simulator, session, staff, account, violated, storm, faults: simulator.faults };
}
export type Shop = ReturnType<typeof shop>;

export const idOf = (kind: number, n: number) =>
  `c0ffee0${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;

export function addItems({ simulator }: Shop, count: number, inStock?: number): void {
  for (let n = 1; n <= count; n += 1)
    simulator.model.addItem({
      id: idOf(1, n),
      name: `Dish ${n}`,
      inStock,
      variants: [{ id: idOf(2, n), sku: `DISH-${n}`, price: 100 }],
    });
}
