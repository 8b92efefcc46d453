import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { applyEnv } from './env';
import type { LocalFunction } from './functions';
import { discover } from './functions';
import type { DeclaredParam } from './params';
import { missingParams } from './params';

export interface Loaded {
  functions: readonly LocalFunction[];
  /** The file that was required. */
  file: string;
  /** Takes the defaults of params out of the environment again. */
  restore: () => void;
}

/**
 * Loads the built functions under the present environment, and fills in the defaults of params. Throws an Error when
 * they are not built, when a param has no value, or when one of them cannot run here.
 */
export function loadFunctions(libDir: string): Loaded {
  if (!existsSync(libDir)) throw new Error(`There are no built functions in ${libDir}: build them first.`);
  const require = createRequire(libDir);
  const file = require.resolve(libDir);
  const module: unknown = require(file);
  const sdk = createRequire(file)('firebase-functions/params') as { declaredParams: DeclaredParam[] };
  const restore = applyEnv(missingParams(sdk.declaredParams, process.env));
  return { functions: discover(module, process.env), file, restore };
}
