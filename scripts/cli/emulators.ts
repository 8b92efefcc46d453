import { announce, simulatedPos } from '../demo/announcement';
import { PROJECT } from '../demo/built';
import { TENANT } from '../demo/seed';
import { onClose } from '../local/lifecycle';
import { startSuiteBridge, type SuiteBridge } from '../suite/bridge';
import { smoke } from '../suite/smoke';
import { startClock } from '../suite/ticking';
import { helpFor, readArguments } from './command';

const OPTIONS = {
  once: { type: 'boolean', help: 'send one order through the main job, check it, end' },
  json: { type: 'string', value: 'FILE', help: 'with --once: write {ok, checks} to FILE' },
  help: { type: 'boolean', help: 'this text' },
} as const;
const HELP = helpFor('npm run emulators -- [options]', OPTIONS);

/** Much longer than it takes; a suite that hangs must not hang whoever waits for it. */
const LIMIT_MS = 180_000;

function welcome({ suite, counters }: SuiteBridge): string {
  const { firestore, functions, tasks } = suite.ports;
  return `
Tillbridge runs on the official emulator suite. Its shop is tenants/${TENANT}.

  Firestore emulator   http://127.0.0.1:${firestore}/v1/projects/${PROJECT}/databases/(default)/documents
  Functions emulator   http://127.0.0.1:${functions}/${PROJECT}
  Tasks emulator       http://127.0.0.1:${tasks}
  Log of everything    ${suite.logFile}

Orders at the simulated POS systems:

${simulatedPos(counters)}

Write an order to tenants/${TENANT}/orders/<any id>, for example, in another terminal, with

  npm run order

This suite starts a task at once, whatever its time: a retry that came too early waits for the next sweep.
Ctrl-C ends everything.`;
}

/** The bridge on the official emulator suite: until Ctrl-C, or for one order. */
export async function emulatorsCommand(argv: string[]): Promise<number> {
  const { values } = readArguments(argv, OPTIONS);
  if (values.help) return (console.log(HELP), 0);
  const log = (line: string) => console.log(`  ${line}`);
  console.log('\n--- Starting the simulators and the official emulator suite');
  if (values.once) {
    const limit = setTimeout(() => process.kill(process.pid, 'SIGTERM'), LIMIT_MS);
    const shop = await startSuiteBridge(log);
    const ok = await smoke(shop, values.json);
    await shop.suite.close();
    clearTimeout(limit);
    return ok ? 0 : 1;
  }
  const bridge = await startSuiteBridge(log);
  onClose('the clock', startClock(bridge.suite.ports.functions, log));
  announce(bridge);
  console.log(welcome(bridge));
  let asked = false;
  onClose('the waiting', () => void (asked = true));
  await bridge.suite.ended;
  if (asked) return 130;
  console.error(`The emulator suite has ended; see ${bridge.suite.logFile}.`);
  return 1;
}
