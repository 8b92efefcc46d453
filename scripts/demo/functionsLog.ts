import { mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { localDir } from './announcement';
import { requireBuilt } from './built';

const METHODS = ['debug', 'info', 'log', 'warn', 'error'] as const;
type Method = (typeof METHODS)[number];
type Print = (line: string) => void;

/** An entry of the structured log as a person reads it. */
export function readable(line: string): string {
  try {
    const { severity, message, ...fields } = JSON.parse(line) as Record<string, unknown>;
    const rest = Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`);
    return `${String(severity)}: ${String(message)}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`;
  } catch {
    return line;
  }
}

/**
 * Sends what the functions log in this process into a file of `.local`, and warnings and errors to `show` too.
 * Their logger keeps the console as it finds it when it is loaded, so the console is another one for that moment.
 * Call it before anything loads the functions. Returns the file.
 */
export function captureFunctionsLog(name: string, show: Print = () => {}): string {
  mkdirSync(localDir, { recursive: true });
  const file = join(localDir, name);
  const log = openSync(file, 'w');
  const print = (method: Method) => (line: string) => {
    writeSync(log, `${line}\n`);
    if (method === 'warn' || method === 'error') show(readable(line));
  };
  const before = { ...console };
  for (const method of METHODS) console[method] = print(method);
  try {
    requireBuilt('firebase-functions/logger');
  } finally {
    Object.assign(console, before);
  }
  return file;
}
