import { parseArgs } from 'node:util';
import { closeAll, closeAtEnd } from '../local/lifecycle';
import { announce, simulatedPos } from './announcement';
import { startBridge, type RunningBridge } from './bridge';
import { PROJECT } from './built';
import { captureFunctionsLog } from './functionsLog';
import { runOnce } from './once';
import { TENANT } from './seed';

const HELP = `npm start                     the bridge with a seeded shop, until Ctrl-C
npm start -- --once           runs the main job end to end and checks it; exit code 0 only if all of it is true
npm start -- --once --json F  the same, and writes {ok, checks: [{name, ok, detail}]} to F`;

function welcome({ host, counters, connections }: RunningBridge, logFile: string): string {
  const { host: address, port } = host.firestore;
  const firestore = `http://${address}:${port}/v1/projects/${PROJECT}/databases/(default)/documents`;
  const names = connections.map(({ id }) => id).join(', ');
  return `
Tillbridge runs. Its shop is tenants/${TENANT}; everything is local, nothing needs an account.

  Firestore emulator   ${firestore}
  Functions host       http://127.0.0.1:${host.port}/${PROJECT}
  Log of the functions ${logFile}

The POS systems are simulated. Their orders are seen at

${simulatedPos(counters)}

Write an order to tenants/${TENANT}/orders/<any id>, for example, in another terminal, with

  npm run order

order.pos says what became of it at each of: ${names}

Ctrl-C ends everything.`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { once: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(HELP);
  closeAtEnd();
  const log = (line: string) => console.log(`  ${line}`);
  console.log('\n--- Starting the simulators, the Firestore emulator and the functions');
  const logFile = values.once ? captureFunctionsLog('once.log') : captureFunctionsLog('functions.log', log);
  const bridge = await startBridge({ schedules: values.once ? 'off' : 'run', log });
  if (!values.once) {
    announce(bridge);
    return console.log(welcome(bridge, logFile));
  }
  const ok = await runOnce(bridge, logFile, values.json);
  console.log(`The log of the functions is in ${logFile}.`);
  await closeAll();
  process.exit(ok ? 0 : 1);
}

main().catch(async (thrown: unknown) => {
  console.error(`\n${thrown instanceof Error ? thrown.message : String(thrown)}`);
  await closeAll();
  process.exit(1);
});
