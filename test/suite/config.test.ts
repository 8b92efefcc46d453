import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { emulatorsOn, suitePorts, writeConfig } from '../../scripts/suite/config';
import { schemaOfFirebaseJson } from '../deploy/firebaseSchema';

const root = join(__dirname, '../..');

describe('the configuration of the emulator suite', () => {
  it('takes another port where the usual one is in use, and says so', async () => {
    const busy = createServer();
    const taken = await new Promise<boolean>((resolve) => {
      busy.once('error', () => resolve(true)).listen(9499, '127.0.0.1', () => resolve(true));
    });
    const said: string[] = [];
    const ports = await suitePorts((line) => said.push(line));
    busy.close();
    expect(taken).toBe(true);
    expect(ports.tasks).not.toBe(9499);
    expect(said.join('\n')).toContain('Port 9499 is in use');
  });

  it('gives no port to two parts', async () => {
    const ports = Object.values(await suitePorts(() => {}));
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('differs from firebase.json in its emulators only, lies beside it, and is valid', () => {
    const ports = {
      firestore: 1,
      websocket: 2,
      functions: 3,
      auth: 8,
      tasks: 4,
      eventarc: 5,
      hub: 6,
      logging: 7,
    };
    const file = writeConfig(root, ports);
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    rmSync(file);
    const original = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')) as object;
    expect(dirname(file)).toBe(root);
    expect(written).toEqual({ ...original, emulators: emulatorsOn(ports) });
    expect(schemaOfFirebaseJson()(written)).toEqual([]);
  });

  it('leaves out the page of the suite, which is a download of its own', () => {
    const ports = {
      firestore: 1,
      websocket: 2,
      functions: 3,
      auth: 8,
      tasks: 4,
      eventarc: 5,
      hub: 6,
      logging: 7,
    };
    expect(emulatorsOn(ports)).toMatchObject({
      ui: { enabled: false },
      firestore: { host: '127.0.0.1', port: 1, websocketPort: 2 },
      tasks: { port: 4 },
    });
  });
});
