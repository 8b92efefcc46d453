// npm test: everything that must hold, from a fresh clone on. Arguments go to jest (e.g. npm test -- money).
import { ensureInstalled, root, step, stepBeside } from './install.mjs';

ensureInstalled('.');
ensureInstalled('functions');
ensureInstalled('scripts/suite');

const bin = `${root}/node_modules/.bin`;
const only = process.argv.slice(2);
/** A script in TypeScript, as the npm commands run it. */
const script = (...args) => [process.execPath, ['--import', 'tsx', ...args]];

step('Build', `${bin}/tsc`, ['-p', 'functions/tsconfig.json']);
if (only.length === 0) {
  // It mostly waits for its simulated POS systems: there is room for the linter beside it.
  const mainJob = stepBeside('The main job, end to end', ...script('scripts/demo/main.ts', '--once'));
  step('Format', `${bin}/prettier`, ['--check', '--log-level=warn', '.']);
  step('Lint', `${bin}/eslint`, ['.', '--max-warnings=0']);
  step('Types', `${bin}/tsc`, ['-p', 'tsconfig.json']);
  await mainJob();
}
step('Tests', `${bin}/jest`, ['--maxWorkers=2', ...only]);
if (only.length === 0) {
  step('Official emulator suite', ...script('scripts/cli/main.ts', 'emulators', '--once'));
}
