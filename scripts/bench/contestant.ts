// A process of its own for the latency benchmark: `bridge` or `naive`. It takes a Round by IPC and answers {latencies}.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as till from '../../test/simulators/loyverse/seed';
import { functionsDir } from '../demo/built';
import { captureFunctionsLog } from '../demo/functionsLog';
import { applyEnv } from '../local/env';
import { closeAll, closeAtEnd, onClose } from '../local/lifecycle';
import { openDesk, until, type Desk } from './desk';
import { placed } from './fixture';
import { order } from './order';
import { quieten } from './quiet';
import { openShop } from './shop';
import { dish, loyverseVariant, stockLoyverse } from './stock';

const DISHES = 10;
/** Slower than the five tasks a second that Loyverse's queue lets pass, so that no order waits for the one before. */
const PACE_MS = 220;
/** The storefront's write and the one that notes the result: both contestants hear of both. */
const EVENTS_PER_ORDER = 2;
const CREATE = /\/v1\.0\/receipts$/;

interface Contestant {
  desk: Desk;
  tenantId: string;
  /** Before each order. */
  before: () => void;
}

async function bridge(): Promise<Contestant> {
  captureFunctionsLog('bench-latency.log');
  const desk = await openDesk(join(functionsDir, 'lib'));
  const { connection } = await openShop(desk, 'loyverse', DISHES);
  return { desk, tenantId: connection.tenantId, before: quieten };
}

async function naive(): Promise<Contestant> {
  const variants = Array.from({ length: DISHES }, (_, n) => [dish(n), loyverseVariant(n)]);
  applyEnv({
    NAIVE_STORE_ID: till.STORE_ID,
    NAIVE_PAYMENT_TYPE_ID: till.PAYMENT_TYPE_ID,
    NAIVE_ACCESS_TOKEN: till.ACCESS_TOKEN,
    NAIVE_VARIANTS: JSON.stringify(Object.fromEntries(variants)),
  });
  const { file, remove } = placed('naive.cjs');
  onClose('the naive module', remove);
  const desk = await openDesk(file);
  stockLoyverse(desk.loyverse.model, DISHES);
  return { desk, tenantId: 'bench-naive', before: () => {} };
}

/** When the POS has accepted each receipt, by this process's clock. */
function watchAccepted({ loyverse }: Desk): number[] {
  const accepted: number[] = [];
  const handle = loyverse.handle.bind(loyverse);
  loyverse.handle = async (request) => {
    const reply = await handle(request);
    const created = request.method === 'POST' && CREATE.test(request.path);
    if (created && 'status' in reply && reply.status < 300) accepted.push(performance.now());
    return reply;
  };
  return accepted;
}

/** What the benchmark asks for: so many orders, to a POS that takes so long for each. */
export interface Round {
  orders: number;
  posMs: number;
}

let placedOrders = 0;

/** From the storefront's write to the POS's acceptance, milliseconds; the next order follows when all is at rest. */
async function one({ desk, tenantId, before }: Contestant, accepted: number[], posMs: number) {
  const number = `b${(placedOrders += 1)}`;
  const [events, receipts] = [desk.events.length, accepted.length];
  before();
  if (posMs > 0) desk.loyverse.faults.add({ kind: 'slow', match: CREATE.source, value: posMs });
  const startedAt = performance.now();
  await desk.db.doc(`tenants/${tenantId}/orders/${number}`).set(order(number));
  await until('the receipt', () => accepted.length > receipts);
  await until('the echo', () => desk.events.length >= events + EVENTS_PER_ORDER && !desk.busy());
  await pause(Math.max(0, PACE_MS - (performance.now() - startedAt)));
  return (accepted[receipts] ?? NaN) - startedAt;
}

async function main(): Promise<void> {
  closeAtEnd();
  const contestant = await (process.argv[2] === 'naive' ? naive() : bridge());
  const accepted = watchAccepted(contestant.desk);
  const run = async ({ orders, posMs }: Round) => {
    const latencies: number[] = [];
    for (let n = 0; n < orders; n += 1) latencies.push(await one(contestant, accepted, posMs));
    process.send?.({ latencies });
  };
  const end = (code: number) => void closeAll().then(() => process.exit(code));
  const fail = (thrown: unknown) => {
    process.send?.({ error: thrown instanceof Error ? thrown.message : String(thrown) });
    end(1);
  };
  process.on('message', (round: Round) => void run(round).catch(fail));
  process.on('disconnect', () => end(0));
  process.send?.({ latencies: [] });
}

main().catch(async (thrown: unknown) => {
  console.error(thrown);
  await closeAll();
  process.exit(1);
});
