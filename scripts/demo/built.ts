import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as FirestoreModule from 'firebase-admin/firestore';
import type * as ConnectModule from '../../functions/src/deliver/connect';
import type * as WorldModule from '../../functions/src/entry/world';

export const root = join(__dirname, '../..');
export const functionsDir = join(root, 'functions');

/** The project of everything local; the `demo-` makes every Firebase tool stay away from production. */
export const PROJECT = 'demo-tillbridge';

/** Requires from the built functions: what scripts work with is what is deployed. */
export const requireBuilt = createRequire(join(functionsDir, 'lib/index.js'));

/** The built code, wired by the present environment: which project, which emulator, which secrets. */
export function builtCode() {
  const { theWorld } = requireBuilt('./entry/world') as typeof WorldModule;
  const { connect } = requireBuilt('./deliver/connect') as typeof ConnectModule;
  const { getFirestore } = requireBuilt('firebase-admin/firestore') as typeof FirestoreModule;
  return { world: theWorld(), connect, db: getFirestore() };
}
