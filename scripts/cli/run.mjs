// npm run connect, link, prices, recipe, queues, order, emulators: installs and builds what is missing, then runs the command.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, step } from '../install.mjs';

const [name, ...args] = process.argv.slice(2);

/** Whether a file under the folder is newer than a moment. */
function changedSince(folder, moment) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? changedSince(path, moment) : statSync(path).mtimeMs > moment;
  });
}

ensureInstalled('.');
ensureInstalled('functions');
if (name === 'emulators') ensureInstalled('scripts/suite');
const built = join(root, 'functions/lib/index.js');
if (!existsSync(built) || changedSince(join(root, 'functions/src'), statSync(built).mtimeMs))
  step('Building the functions', `${root}/node_modules/.bin/tsc`, ['-p', 'functions/tsconfig.json']);

const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts/cli/main.ts'), name, ...args], {
  // Files that the caller names are the caller's: npm tells where it was called.
  cwd: root,
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both; who signals only this process means the child as well.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
