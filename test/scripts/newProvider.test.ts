import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from '../../functions/src/providers/manifest';
import { MANIFESTS } from '../../functions/src/providers/manifests';
import { checkFree, filesOf, listsWith } from '../../scripts/newProvider/layout';
import { proposed } from '../../scripts/newProvider/proposal';
import { withLoader, withManifest } from '../../scripts/newProvider/registration';

const root = join(__dirname, '../..');
const said = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

describe('npm run new-provider refuses', () => {
  it.each([
    ['no id', undefined, 'Which provider?'],
    ['capitals', 'Till', 'one lowercase word'],
    ['two words', 'my-till', 'one lowercase word'],
    ['digits', 'till2', 'one lowercase word'],
    ['a path', '../till', 'one lowercase word'],
    ['a single letter', 'x', 'one lowercase word'],
    ['a word of the language', 'switch', 'means something else'],
    ['a drawer for odds and ends', 'misc', 'means something else'],
  ])('%s', (_what, id, words) => expect(said(() => proposed(id, undefined))).toContain(words));

  it.each(["It's", 'a*/b', '`${x}`', ' ', 'x'.repeat(61), '<b>'])('the name %j', (name) =>
    expect(said(() => proposed('till', name))).toContain('cannot be used'),
  );

  it.each([...MANIFESTS.map(({ id }) => id), 'core', 'manifest', 'load'])('%s, which is there', (id) =>
    expect(said(() => checkFree(proposed(id, undefined), root))).toContain(`"${id}" is taken`),
  );

  it('to edit a list whose form it does not know, and says what to add', () => {
    expect(said(() => withManifest('export const ALL = [];', 'till'))).toContain(
      'import { manifest as till }',
    );
    expect(said(() => withLoader('export const ALL = {};', 'till'))).toContain("import('./till')");
  });
});

describe('the lists of providers', () => {
  it.each(['[loyverse, square]', '[\n  loyverse,\n  square,\n]'])(
    'take one more at the end of %j',
    (list) => {
      const text = `import type { Manifest } from './manifest';\nimport { manifest as square } from './square/manifest';\n\nexport const MANIFESTS: readonly Manifest[] = ${list};\n`;
      expect(withManifest(text, 'till').replace(/\s+/g, '')).toContain('loyverse,square,till]');
      expect(withManifest(text, 'till')).toContain("from './square/manifest';\nimport { manifest as till }");
    },
  );

  it('keep all that they had', () => {
    const [manifests = '', loaders = ''] = listsWith(proposed('till', undefined), root).values();
    for (const { id } of MANIFESTS) {
      expect(manifests).toContain(`manifest as ${id} }`);
      expect(loaders).toContain(`import('./${id}')`);
    }
  });
});

describe('the laid-out files', () => {
  it('are the six of an adapter, a simulator and a subject, with no gap left in them', () => {
    const files = filesOf(proposed('till', 'Tills & Co.'));
    const adapter = ['manifest.ts', 'wire.ts', 'client.ts', 'mapping.ts', 'index.ts', 'README.md'];
    expect([...files.keys()].sort()).toEqual(
      [
        ...adapter.map((file) => `functions/src/providers/till/${file}`),
        ...['index.ts', 'model.ts', 'seed.ts'].map((file) => `test/simulators/till/${file}`),
        'test/conformance/subjects/till.ts',
      ].sort(),
    );
    for (const text of files.values()) expect(text).not.toMatch(/\{\{\w+\}\}/);
  });
});

/** What a new provider is made of, meets and is tested by, in a project of its own. */
const NEEDED = [
  ...['model', 'providers', 'plan', 'deliver'].map((folder) => `functions/src/${folder}`),
  ...['functions/tsconfig.json', 'tsconfig.json', 'jest.config.mjs', 'package.json', '.prettierrc.json'],
  ...['scripts/newProvider', 'scripts/cli/command.ts', 'scripts/cli/explain.ts'],
  ...['test/simulators/core', 'test/conformance/kit', 'test/conformance/conformance.test.ts'],
  'test/support',
];

describe('a new provider', () => {
  const copy = mkdtempSync(join(tmpdir(), 'tillbridge-new-provider-'));
  const modules = join(copy, 'node_modules');

  function run(script: string, ...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...script.split(' '), ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
    return { status, text: stdout + stderr };
  }
  const newProvider = (...args: string[]) => run('--import tsx scripts/newProvider/main.ts', ...args);

  beforeAll(() => {
    for (const path of NEEDED) cpSync(join(root, path), join(copy, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), modules);
    symlinkSync(join(root, 'functions/node_modules'), join(copy, 'functions/node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is laid out and registered by one command, and not a second time', () => {
    expect(newProvider('till', '--name', 'Corner Till')).toMatchObject({ status: 0 });
    const again = newProvider('till');
    expect(again.status).toBe(2);
    expect(again.text).toContain('functions/src/providers/till is there already');
    expect(newProvider('loyverse').text).toContain('"loyverse" is taken');
    const manifest = readFileSync(join(copy, 'functions/src/providers/till/manifest.ts'), 'utf8');
    expect(manifest).toContain("name: 'Corner Till'");
    expect(existsSync(join(copy, 'functions/src/providers/till/README.md'))).toBe(true);
  }, 60_000);

  it('compiles', () => {
    const include = ['functions/src/providers', 'test/conformance', 'test/simulators/till'];
    writeFileSync(join(copy, 'tsconfig.till.json'), JSON.stringify({ extends: './tsconfig.json', include }));
    expect(run(join(modules, 'typescript/bin/tsc'), '-p', 'tsconfig.till.json')).toEqual({
      status: 0,
      text: '',
    });
  }, 120_000);

  it('is formatted as this project is', () => {
    const laidOut = [...filesOf(proposed('till', undefined)).keys()];
    const lists = ['manifests.ts', 'load.ts'].map((file) => `functions/src/providers/${file}`);
    const prettier = join(modules, 'prettier/bin/prettier.cjs');
    const { text } = run(prettier, '--list-different', ...laidOut, ...lists);
    expect(text).toBe('');
  }, 60_000);

  it('fails the kit, which names every operation that is missing', () => {
    const report = join(copy, 'report.json');
    const args = ['--selectProjects=plain', '--json', `--outputFile=${report}`, '-t', 'of Corner Till '];
    const kit = run(join(modules, 'jest/bin/jest.js'), ...args, 'conformance');
    if (!existsSync(report)) throw new Error(kit.text);
    expect(kit.status).toBe(1);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
    };
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed'),
    );
    const unwritten = failed.find(({ title }) => title.startsWith('has every operation written'));
    const missing = OPERATIONS.filter((operation) => operation !== 'locations');
    for (const operation of missing) expect(unwritten?.failureMessages.join()).toContain(`"${operation}"`);
    const signIn = failed.find(({ title }) => title.startsWith('lists exactly the locations'));
    expect(signIn?.failureMessages.join()).toContain('cannot list locations: this is not written yet');
  }, 120_000);
});
