// Installs what is missing, and only that: a lock file that node_modules already answers to costs nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
