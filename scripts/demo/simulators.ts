import { serve } from '../../test/simulators/core/simulator';
import { onClose } from '../local/lifecycle';
import { freePort } from '../local/ports';
import { ALL_POS } from './pos/all';
import type { Account, DemoPos } from './pos/demoPos';

/** A simulated POS that is served. */
export type Counter = DemoPos & Account & { url: string };

async function start({ open, ...pos }: DemoPos, say: (line: string) => void): Promise<Counter> {
  const account = open();
  // A busy port is replaced by a free one, and said.
  const port = await freePort({ port: pos.port, name: `the ${pos.name} simulator`, log: say });
  const served = await serve(account.simulator, port);
  onClose(`the ${pos.name} simulator`, () => served.close());
  return { ...pos, open, ...account, url: served.url };
}

/** The simulated POS systems of the demo shop, each on its own port until the process ends. */
export async function startSimulators(say: (line: string) => void) {
  const counters: Counter[] = [];
  // One after the other: a port that is free for two at once is not.
  for (const pos of ALL_POS) counters.push(await start(pos, say));
  /** Tells functions on an emulator to speak to the simulators. */
  const env = Object.fromEntries(
    counters.map(({ id, url, path = '' }) => [`TILLBRIDGE_URL_${id.toUpperCase()}`, url + path]),
  );
  return { counters, env };
}

export type Simulators = Awaited<ReturnType<typeof startSimulators>>;
