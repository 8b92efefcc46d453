import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onClose } from '../local/lifecycle';
import { ownProcess } from '../local/ownedProcess';
import type { Round } from './contestant';
import { against, figure, percentile, type Benchmark, type Measure } from './measure';

const WARM: Round = { orders: 10, posMs: 0 };
const QUICK: Round = { orders: 10, posMs: 0 };
const QUICK_ROUNDS = 6;
/** A POS across the internet does not answer in a millisecond, as a simulator on this machine does. */
const SLOW: Round = { orders: 4, posMs: 200 };
const SLOW_ROUNDS = 3;
const AIM = 1.5;
const NAMES = ['naive', 'bridge'] as const;
type Name = (typeof NAMES)[number];

type Reply = { latencies: number[] } | { error: string };

class Contestant {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  constructor(readonly name: Name) {
    this.child = fork(join(__dirname, 'contestant.ts'), [name], { execArgv: ['--import', 'tsx'] });
    const release = ownProcess(this.child.pid ?? 0);
    const forget = onClose(`the ${name} contestant`, () => this.close());
    this.ended = once(this.child, 'exit').then(() => {
      forget();
      release();
    });
  }

  /** Its next message. @throws Error when it fails or ends instead. */
  async reply(): Promise<number[]> {
    const controller = new AbortController();
    const message = once(this.child, 'message', controller) as Promise<[Reply]>;
    const ended = this.ended.then((): [Reply] => [{ error: 'its process ended' }]);
    const [reply] = await Promise.race([message, ended]);
    if ('latencies' in reply) return reply.latencies;
    controller.abort();
    throw new Error(`The ${this.name} contestant failed: ${reply.error}`);
  }

  async place(round: Round): Promise<number[]> {
    this.child.send(round);
    return this.reply();
  }

  async close(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }
}

const WHY =
  'before the POS hears of an order the bridge makes five Firestore round trips one after the other (connections; job created; job read; claim with connection and order; links) and one to the queue, which here all take longer than the POS. The naive trigger makes none, and sends an order twice or loses it.';

type Latencies = Readonly<Record<Name, number[]>>;

function ratio(name: string, latencies: Latencies, percent: number): Measure {
  const [naive = NaN, bridge = NaN] = NAMES.map((who) => percentile(latencies[who], percent));
  const note = `${bridge.toFixed(1)} ms against ${naive.toFixed(1)} ms.`;
  return figure(`${name}: p${percent}`, bridge / naive, 'x naive', note);
}

async function rounds(contestants: readonly Contestant[], count: number, round: Round): Promise<Latencies> {
  const latencies: Record<Name, number[]> = { naive: [], bridge: [] };
  for (let n = 0; n < count; n += 1)
    for (const contestant of contestants) latencies[contestant.name].push(...(await contestant.place(round)));
  return latencies;
}

export const latency: Benchmark = {
  name: 'latency',
  about: 'from the storefront’s write to the POS’s acceptance, against a trigger that calls the POS at once',
  async run() {
    const contestants = NAMES.map((name) => new Contestant(name));
    try {
      await Promise.all(contestants.map((contestant) => contestant.reply()));
      await rounds(contestants, 1, WARM);
      const quick = await rounds(contestants, QUICK_ROUNDS, QUICK);
      const slow = await rounds(contestants, SLOW_ROUNDS, SLOW);
      return [
        ratio('order to POS', quick, 50),
        against(AIM, ratio('order to POS', quick, 95), WHY),
        ratio('order to POS', quick, 99),
        ratio(`order to a POS that takes ${SLOW.posMs} ms`, slow, 50),
      ];
    } finally {
      await Promise.all(contestants.map((contestant) => contestant.close()));
    }
  },
};
