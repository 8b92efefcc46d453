// Installs what is missing, and only that: a lock file that node_modules already answers to costs nothing.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** `npm ci` in a folder, unless its node_modules was made from exactly this lock file. */
export function ensureInstalled(folder) {
  const directory = join(root, folder);
  const stamp = join(directory, 'node_modules', '.tillbridge-stamp');
  const wanted = createHash('sha256')
    .update(readFileSync(join(directory, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log(`Installing packages in ${folder === '.' ? 'the project folder' : folder} ...`);
  const options = { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] };
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (done.status !== 0) {
    console.error(
      `npm ci failed in ${directory}. Is the npm registry reachable? Then run the same command again.`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Runs one step of a command, with its output shown; ends the process when it fails. */
export function step(name, command, args, options = {}) {
  console.log(`\n--- ${name}`);
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.status === 0) return;
  console.error(`\n${name}: failed.`);
  process.exit(done.status || 1);
}

/**
 * Starts one step now, to go on beside the ones that follow, and returns how to wait for it: its output is shown then,
 * and the process ends if it failed. For a step that mostly waits.
 */
export function stepBeside(name, command, args) {
  mkdirSync(join(root, '.local'), { recursive: true });
  const file = join(root, '.local', 'beside.log');
  const output = openSync(file, 'w');
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', output, output] });
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return async () => {
    const code = await ended;
    console.log(`\n--- ${name}`);
    process.stdout.write(readFileSync(file));
    if (code === 0) return;
    console.error(`\n${name}: failed.`);
    process.exit(code);
  };
}
