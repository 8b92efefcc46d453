import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const functionsDir = join(__dirname, '../../functions');
const RECEIVER = 'http://127.0.0.1:4000';
const ASK = "process.stdout.write(JSON.stringify(require('./lib/entry/world.js').theWorld().localReceivers))";

/** What the built functions take for receivers on their own machine, in an environment of our making. */
function receiversIn(env: Record<string, string>): unknown {
  const project = { GCLOUD_PROJECT: 'demo-shop', FIREBASE_CONFIG: '{"projectId":"demo-shop"}' };
  const wanted = { TILLBRIDGE_LOCAL_RECEIVERS: RECEIVER, TILLBRIDGE_MAX_INSTANCES: '1' };
  const options = { cwd: functionsDir, env: { PATH: process.env.PATH, ...project, ...wanted, ...env } };
  return JSON.parse(execFileSync(process.execPath, ['-e', ASK], options).toString());
}

describe('the functions as they are built', () => {
  it('send no event to their own machine when they are deployed, whatever the environment asks for', () => {
    const deployed = { K_SERVICE: 'events', K_REVISION: 'events-00001', FUNCTION_TARGET: 'events' };
    expect(receiversIn(deployed)).toEqual([]);
    expect(receiversIn({ ...deployed, FUNCTIONS_EMULATOR: 'true' })).toEqual([]);
  });

  it('may in a local run', () =>
    expect(receiversIn({ FUNCTIONS_EMULATOR: 'true', FIRESTORE_EMULATOR_HOST: '127.0.0.1:1' })).toEqual([
      RECEIVER,
    ]));
});
