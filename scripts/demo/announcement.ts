import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onClose } from '../local/lifecycle';
import { root } from './built';

/** Where the bridge that runs on this machine is, for the commands of another terminal. Holds no secret. */
export interface Announcement {
  pid: number;
  /** host:port of its Firestore emulator. */
  firestore: string;
  /** Environment variables that point the POS systems at their simulators. */
  env: Record<string, string>;
}

/** Logs and other traces of local runs; git ignores it. */
export const localDir = join(root, '.local');
const file = join(localDir, 'bridge.json');

/** Writes it down until this process ends. */
export function announce({ env }: Pick<Announcement, 'env'>): void {
  const firestore = process.env.FIRESTORE_EMULATOR_HOST ?? '';
  mkdirSync(localDir, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, firestore, env }, null, 2));
  onClose('the announcement', () => {
    if (runningBridge()?.pid === process.pid) rmSync(file, { force: true });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The bridge that runs on this machine; undefined when there is none. */
export function runningBridge(): Announcement | undefined {
  try {
    const bridge = JSON.parse(readFileSync(file, 'utf8')) as Announcement;
    return isAlive(bridge.pid) ? bridge : undefined;
  } catch {
    return undefined;
  }
}

/** Where each simulator's orders are seen, a line for each. */
export function simulatedPos(counters: readonly { name: string; url: string }[]): string {
  const width = Math.max(...counters.map(({ name }) => name.length));
  const line = ({ name, url }: { name: string; url: string }) =>
    `  ${name.padEnd(width)}  ${url}/_sim/orders`;
  return [...counters.map(line), `  ${' '.repeat(width)}  with /_sim/calls: what it was asked`].join('\n');
}
