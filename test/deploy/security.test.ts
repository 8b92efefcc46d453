import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditVerdict } from '../../scripts/audit';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const upTo = (prefix: string, last: number) =>
  Array.from({ length: last }, (_, index) => `${prefix}.${index + 1}`);

/** What level 2 of ASVS 4.0.3 asks for, by chapter; deleted requirements and those of level 3 alone are left out. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  1: [
    ...[...upTo('1.1', 7), ...upTo('1.2', 4), '1.4.1', '1.4.4', '1.4.5', ...upTo('1.5', 4)],
    ...[...upTo('1.6', 4), ...upTo('1.7', 2), ...upTo('1.8', 2), ...upTo('1.9', 2), '1.10.1'],
    ...[...upTo('1.11', 2), '1.12.2', ...upTo('1.14', 6)],
  ],
  2: [
    ...[...upTo('2.1', 12), ...upTo('2.2', 3), ...upTo('2.3', 3), ...upTo('2.4', 5), ...upTo('2.5', 7)],
    ...[...upTo('2.6', 3), ...upTo('2.7', 6), ...upTo('2.8', 7), ...upTo('2.9', 3), ...upTo('2.10', 4)],
  ],
  3: ['3.1.1', ...upTo('3.2', 4), ...upTo('3.3', 4), ...upTo('3.4', 5), ...upTo('3.5', 3), '3.7.1'],
  4: [...upTo('4.1', 3), '4.1.5', ...upTo('4.2', 2), ...upTo('4.3', 3)],
  5: [...upTo('5.1', 5), ...upTo('5.2', 8), ...upTo('5.3', 10), ...upTo('5.4', 3), ...upTo('5.5', 4)],
  6: [...upTo('6.1', 3), ...upTo('6.2', 6), ...upTo('6.3', 2), ...upTo('6.4', 2)],
  7: [...upTo('7.1', 4), ...upTo('7.2', 2), '7.3.1', '7.3.3', '7.3.4', ...upTo('7.4', 3)],
  8: [...upTo('8.1', 4), ...upTo('8.2', 3), ...upTo('8.3', 8)],
  9: [...upTo('9.1', 3), ...upTo('9.2', 4)],
  10: [...upTo('10.2', 2), ...upTo('10.3', 3)],
  11: upTo('11.1', 8),
  12: [...upTo('12.1', 3), '12.2.1', ...upTo('12.3', 6), ...upTo('12.4', 2), ...upTo('12.5', 2), '12.6.1'],
  13: [
    ...['13.1.1', '13.1.3', '13.1.4', '13.1.5', '13.2.1', '13.2.2', '13.2.3', '13.2.5', '13.2.6'],
    ...[...upTo('13.3', 2), ...upTo('13.4', 2)],
  ],
  14: [...upTo('14.1', 4), ...upTo('14.2', 6), '14.3.2', '14.3.3', ...upTo('14.4', 7), ...upTo('14.5', 4)],
};

/** Cells of the rows below a heading, without the heads of the tables. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const testsIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const missing = (names: readonly string[]) => names.filter((name) => !existsSync(join(root, 'test', name)));

describe('docs/security/asvs.md', () => {
  const text = read('docs/security/asvs.md');
  const chapters = text.split(/^## V/m).slice(1);
  const rows = rowsOf(text).filter(([number = '']) => /^\d/.test(number));

  it.each(Object.entries(ASKED))('has every requirement of chapter V%s, once, in order', (chapter, asked) => {
    const own = chapters.find((one) => one.startsWith(`${chapter} `)) ?? '';
    expect(
      rowsOf(own)
        .map(([number]) => number)
        .filter((number) => number !== 'No.'),
    ).toEqual(asked);
  });

  it('has nothing beside them', () =>
    expect(rows.map(([number]) => number)).toEqual(Object.values(ASKED).flat()));

  it('gives each a state, and words to it', () =>
    expect(
      rows.filter(
        ([, asks, state = '', how]) => !asks || !how || !['met', 'not applicable', 'open'].includes(state),
      ),
    ).toEqual([]));

  it('names what holds whatever is met: a test that there is, the platform, or a look', () => {
    const held = rows.filter(([, , state]) => state === 'met').map(([number, , , , by]) => ({ number, by }));
    const words = ['platform', 'reading'];
    expect(held.filter(({ by = '' }) => !words.includes(by) && testsIn(by).length === 0)).toEqual([]);
    expect(missing(held.flatMap(({ by }) => testsIn(by)))).toEqual([]);
  });

  it('claims no test for what is open or does not apply', () =>
    expect(rows.filter(([, , state, , by]) => state !== 'met' && by !== '-')).toEqual([]));

  it('counts right', () => {
    const count = (wanted: string) => rows.filter(([, , state]) => state === wanted).length;
    const words = `Today ${count('met')} are met, ${count('not applicable')} do not apply, ${count('open')} are open.`;
    expect(text).toContain(words);
  });
});

describe('docs/security.md', () => {
  const text = read('docs/security.md');
  const section = (name: string) => text.split(`\n## ${name}`)[1]?.split('\n## ')[0] ?? '';

  it('has the ten risks, each with a test that there is', () => {
    const risks = rowsOf(section('OWASP API Security Top 10')).slice(1);
    expect(risks.map(([risk = '']) => risk.split(' ')[0])).toEqual(
      Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
    );
    expect(risks.filter(([, , by]) => testsIn(by).length === 0)).toEqual([]);
    expect(missing(risks.flatMap(([, , by]) => testsIn(by)))).toEqual([]);
  });

  it('names only tests that there are, everywhere', () =>
    expect(missing(testsIn(text).filter((name) => name.endsWith('.test.ts')))).toEqual([]));

  it.each(['Boundaries and threats', 'Data'])('has a table of %s', (name) =>
    expect(rowsOf(section(name)).length).toBeGreaterThan(5),
  );
});

describe('the source of the functions', () => {
  const folder = join(root, 'functions/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const having = (pattern: RegExp) =>
    files.filter((name) => pattern.test(readFileSync(join(folder, name), 'utf8'))).sort();

  it.each([
    ['runs no text as code', /\beval\(|new Function\(|node:vm['"]/],
    ['runs no command', /node:child_process|from 'child_process'/],
    ['opens no file', /node:fs|from 'fs'/],
    ['never stops verifying certificates', /rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED/],
    ['uses no old cipher or hash', /createHash\('md5'|aes-\d+-(ecb|cbc)|'des-|createCipher\(/],
    ['makes no page out of what it has not escaped', /innerHTML|dangerouslySetInnerHTML/],
  ])('%s', (_what, pattern) => expect(having(pattern)).toEqual([]));

  it('uses SHA-1 only where others demand it', () =>
    expect(having(/'sha1'/)).toEqual(['providers/loyverse/webhook.ts', 'providers/odoo/marker.ts']));

  it('takes Math.random for the spreading of retries only', () =>
    expect(having(/Math\.random/)).toEqual(['entry/world.ts']));
});

describe('the packages that are deployed', () => {
  const own = JSON.parse(read('functions/package.json')) as { dependencies: Record<string, string> };
  const lock = JSON.parse(read('functions/package-lock.json')) as {
    packages: Record<string, { integrity?: string; link?: boolean; dev?: boolean }>;
  };

  it('are named at exact versions', () =>
    expect(
      Object.entries(own.dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
    ).toEqual([]));

  it('are pinned with their hashes, down to the last', () => {
    const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))).toEqual([]);
  });
});

describe('npm run audit', () => {
  const report = (severity: string) =>
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: { axios: { name: 'axios', severity, range: '<1.0.0', via: [] } },
    });

  it.each(['high', 'critical'])('fails on what is %s, by name', (severity) =>
    expect(auditVerdict(report(severity))).toMatchObject({
      ok: false,
      lines: [`${severity}: axios <1.0.0`, expect.stringContaining('1 high or critical')],
    }),
  );

  it('tells of lesser ones, and passes', () =>
    expect(auditVerdict(report('moderate'))).toMatchObject({
      ok: true,
      lines: [expect.stringContaining('0 high or critical, 1 lesser')],
    }));

  it.each(['', '<html>', '{"message": "405 Method Not Allowed"}'])(
    'takes no answer for a good one: %s',
    (text) => expect(auditVerdict(text)).toBeUndefined(),
  );
});
