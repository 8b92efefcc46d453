import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaOfFirebaseJson } from './firebaseSchema';

const root = join(__dirname, '../..');
const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>;

interface Config {
  firestore: { rules: string; indexes: string };
  functions: { source: string; runtime: string; ignore: string[]; predeploy: string[] }[];
  emulators: { ui: { enabled: boolean } };
}
const config = json('firebase.json') as unknown as Config;

describe('firebase.json', () => {
  const mistakes = schemaOfFirebaseJson();

  it('is valid by the schema of the pinned firebase-tools', () => expect(mistakes(config)).toEqual([]));

  it('would not be with a misspelt key', () => expect(mistakes({ ...config, function: [] })).not.toEqual([]));

  it('names files that are there', () => {
    const files = [
      config.firestore.rules,
      config.firestore.indexes,
      `${config.functions[0]?.source}/package.json`,
    ];
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('deploys on the runtime that the functions ask for', () => {
    const { engines } = json('functions/package.json') as { engines: { node: string } };
    expect(config.functions.map(({ runtime }) => runtime)).toEqual([`nodejs${engines.node}`]);
  });

  it('builds before it deploys, and uploads no secret, no local value and no source', () => {
    const [functions] = config.functions;
    expect(functions?.predeploy.join(' ')).toContain('run build');
    expect(functions?.ignore).toEqual(
      expect.arrayContaining(['.secret.local', '.env.demo-*', 'src', 'node_modules']),
    );
  });

  it('starts no page that would have to be downloaded', () =>
    expect(config.emulators.ui.enabled).toBe(false));
});
