import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Mistake } from './command';

/** Reads a file that the caller named, as they see it from where they are; `-` is what they pipe in. */
export function readInput(option: string, file: string): string {
  // npm runs scripts in the project's folder, and keeps the caller's.
  const path = file === '-' ? 0 : resolve(process.env.INIT_CWD ?? process.cwd(), file);
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (thrown) {
    const { code = 'unreadable' } = thrown as NodeJS.ErrnoException;
    throw new Mistake(`--${option}: cannot read ${file === '-' ? 'standard input' : file} (${code}).`);
  }
}

/** JSON that must be an object. @throws Mistake that never quotes the text: it may be a secret. */
export function jsonObject(option: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Mistake(`--${option} does not hold JSON.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Mistake(`--${option} must hold a JSON object, like {"name": "value"}.`);
}
