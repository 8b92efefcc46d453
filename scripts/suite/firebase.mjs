// npm run firebase -- ...: the pinned firebase-tools, in the project's folder. A deploy builds the functions first.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from '../install.mjs';

ensureInstalled('functions');
ensureInstalled('scripts/suite');
const firebase = `${root}/scripts/suite/node_modules/firebase-tools/lib/bin/firebase.js`;
const done = spawnSync(process.execPath, [firebase, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
