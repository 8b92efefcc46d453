// npm run bench: installs what is missing, builds the functions (the deployed code is what is measured), then measures.
import { spawn } from 'node:child_process';
import { ensureInstalled, root, step } from '../install.mjs';

ensureInstalled('.');
ensureInstalled('functions');
step('Building the functions', `${root}/node_modules/.bin/tsc`, ['-p', 'functions/tsconfig.json']);

const args = ['--import', 'tsx', `${root}/scripts/bench/main.ts`, ...process.argv.slice(2)];
// Not `root`: files that the caller names are the caller's.
const child = spawn(process.execPath, args, { stdio: 'inherit' });
// The terminal sends Ctrl-C to both; who signals only this process means the child as well.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
