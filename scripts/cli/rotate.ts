import type * as KeysModule from '../../functions/src/entry/keys';
import type * as RotationModule from '../../functions/src/records/rotation';
import { builtCode, requireBuilt } from '../demo/built';
import { helpFor, Mistake, readArguments } from './command';
import { aim, TARGET } from './target';

const OPTIONS = {
  write: { type: 'boolean', help: 'seal anew; without it, only say what would be' },
  ...TARGET,
} as const;
export const ROTATE_HELP = helpFor('npm run rotate -- [options]', OPTIONS);

const PAGE = 100;
const SHOWN = 20;
type Row = RotationModule.RotatedRow;

const WORDS: Readonly<Record<Row['state'], string>> = {
  current: 'under the first key already',
  stale: 'to be sealed anew: run again with --write',
  resealed: 'sealed anew',
  busy: 'changed by somebody else meanwhile: run again',
  unopened: 'do not open under any key that is known',
};

/** What became of the rows: counts, and those that need a person. Never a secret. */
export function rotationReport(rows: readonly Row[], keyId: string): string {
  if (rows.length === 0) return 'No sign-in is stored.';
  const of = (state: Row['state']) => rows.filter((row) => row.state === state);
  const counts = Object.entries(WORDS).flatMap(([state, words]) => {
    const { length } = of(state as Row['state']);
    return length > 0 ? [`${String(length).padStart(6)}  ${words}`] : [];
  });
  const shut = of('unopened').map(
    ({ path, keyId: under, why }) => `  ${path} (${under ?? 'no key'}): ${why}`,
  );
  const more = shut.length > SHOWN ? [`  and ${shut.length - SHOWN} more`] : [];
  return [`The first key is ${keyId}.`, ...counts, ...shut.slice(0, SHOWN), ...more].join('\n');
}

function checkMasterKey(): void {
  if (process.env.TILLBRIDGE_MASTER_KEY) return;
  throw new Mistake(
    'TILLBRIDGE_MASTER_KEY is not set. Set it to the secret of the deployed functions: the new key, and the old ones behind it.\n  export TILLBRIDGE_MASTER_KEY="$(npm run -s firebase -- functions:secrets:access TILLBRIDGE_MASTER_KEY --project PROJECT)"',
  );
}

/** Seals every stored sign-in under the first key. May be stopped and run again at any time: done is done. */
export async function rotateCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(ROTATE_HELP), 0);
  const { values } = readArguments(argv, OPTIONS);
  const { local } = await aim({ project: values.project, firestore: values.firestore });
  if (!local) checkMasterKey();
  const { theKeys } = requireBuilt('./entry/keys') as typeof KeysModule;
  const { rotationIn, sealingVersion } = requireBuilt('./records/rotation') as typeof RotationModule;
  const keys = theKeys();
  const rotation = rotationIn(builtCode().db, keys, Date.now);
  const version = await sealingVersion(keys);
  const rows: Row[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page = await rotation.page(after, PAGE, version, values.write === true);
    rows.push(...page.rows);
    after = page.next;
    more = after !== undefined;
  }
  console.log(rotationReport(rows, keys[0]?.keyId ?? 'missing'));
  return rows.some(({ state }) => state === 'unopened' || state === 'busy') ? 1 : 0;
}
