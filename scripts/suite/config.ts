import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { listen } from '../local/ports';

/** Where firebase-tools puts its parts unless told otherwise. */
const USUAL = {
  firestore: 8080,
  websocket: 9150,
  functions: 5001,
  auth: 9099,
  tasks: 9499,
  eventarc: 9299,
  hub: 4400,
  logging: 4500,
} as const;
export type SuitePorts = Record<keyof typeof USUAL, number>;

/**
 * A free port for each part of the suite: the usual one, or another when that is in use. All are held until the last
 * is found, so that no two are the same.
 */
export async function suitePorts(log: (line: string) => void): Promise<SuitePorts> {
  const ports: SuitePorts = { ...USUAL };
  const held = [];
  for (const part of Object.keys(USUAL) as (keyof typeof USUAL)[]) {
    const server = createServer();
    ports[part] = await listen(server, { port: USUAL[part], name: `the suite's ${part} port`, log });
    held.push(server);
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const LOOPBACK = '127.0.0.1';

/** The emulators part of firebase.json, on these ports. */
export function emulatorsOn({ websocket, ...ports }: SuitePorts): Record<string, unknown> {
  const parts = Object.entries(ports).map(([part, port]) => [part, { host: LOOPBACK, port }] as const);
  const { firestore, ...others } = Object.fromEntries(parts);
  return {
    ...others,
    firestore: { ...firestore, websocketPort: websocket },
    // The page of the suite is a download of its own, and without it the start would fail offline.
    ui: { enabled: false },
    singleProjectMode: true,
  };
}

/**
 * Writes the project's firebase.json with these ports beside the original (paths in it are relative to its folder);
 * whoever starts the suite removes it afterwards. Returns its path.
 */
export function writeConfig(root: string, ports: SuitePorts): string {
  const config = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')) as Record<string, unknown>;
  const file = join(root, `firebase.${process.pid}.tmp.json`);
  writeFileSync(file, JSON.stringify({ ...config, emulators: emulatorsOn(ports) }, null, 2));
  return file;
}
