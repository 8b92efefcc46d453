// npm start: from a fresh clone to a running bridge with a seeded shop. No account, no question asked.
import { spawn } from 'node:child_process';
import { ensureInstalled, root, step } from './install.mjs';

ensureInstalled('.');
ensureInstalled('functions');
step('Building the functions', `${root}/node_modules/.bin/tsc`, ['-p', 'functions/tsconfig.json']);

const args = ['--import', 'tsx', 'scripts/demo/main.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
// The terminal sends Ctrl-C to both; who signals only this process means the child as well.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
