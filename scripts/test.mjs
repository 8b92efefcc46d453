// npm test: everything that must hold, from a fresh clone on. Arguments go to jest (e.g. npm test -- money).
import { ensureInstalled, root, step } from './install.mjs';

ensureInstalled('.');
ensureInstalled('functions');
ensureInstalled('scripts/suite');

const bin = `${root}/node_modules/.bin`;
const only = process.argv.slice(2);
step('Build', `${bin}/tsc`, ['-p', 'functions/tsconfig.json']);
if (only.length === 0) {
  step('Format', `${bin}/prettier`, ['--check', '--log-level=warn', '.']);
  step('Lint', `${bin}/eslint`, ['.', '--max-warnings=0']);
  step('Types', `${bin}/tsc`, ['-p', 'tsconfig.json']);
}
step('Tests', `${bin}/jest`, ['--maxWorkers=2', ...only]);
