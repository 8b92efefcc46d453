// node scripts/run.mjs FILE.ts [arguments]: a script in TypeScript, from a fresh clone on.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled('.');
ensureInstalled('functions');
const done = spawnSync(process.execPath, ['--import', 'tsx', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
