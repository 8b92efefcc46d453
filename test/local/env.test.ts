import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEnv, parseEnv, readEnv } from '../../scripts/local/env';

describe('env files', () => {
  it.each([
    ['KEY=value', 'value'],
    ['  export KEY = value  ', 'value'],
    ['KEY=', ''],
    ['KEY=a b # remark', 'a b'],
    ['KEY=https://x/#part', 'https://x/#part'],
    ['KEY="two\\nlines # no remark" # remark', 'two\nlines # no remark'],
    ["KEY='as it is \\n'", 'as it is \\n'],
    ['KEY=first\nKEY=second', 'second'],
  ])('reads %j', (text, value) => expect(parseEnv(text)).toEqual({ KEY: value }));

  it('skips remarks and what is no variable', () => expect(parseEnv('# KEY=1\n\nnonsense\n')).toEqual({}));

  describe('of a functions folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'env-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('lets the project win over the rest, reads secrets, and does not miss a file', () => {
      expect(readEnv(folder, 'demo-a')).toEqual({});
      writeFileSync(join(folder, '.env'), 'A=1\nB=1');
      writeFileSync(join(folder, '.env.demo-a'), 'B=2');
      writeFileSync(join(folder, '.env.demo-b'), 'B=3');
      writeFileSync(join(folder, '.secret.local'), 'S=x');
      expect(readEnv(folder, 'demo-a')).toEqual({ A: '1', B: '2', S: 'x' });
    });
  });

  it('puts the environment back as it was', () => {
    process.env.ENV_TEST_A = 'before';
    const restore = applyEnv({ ENV_TEST_A: 'during', ENV_TEST_B: 'during' });
    expect([process.env.ENV_TEST_A, process.env.ENV_TEST_B]).toEqual(['during', 'during']);
    restore();
    expect([process.env.ENV_TEST_A, process.env.ENV_TEST_B]).toEqual(['before', undefined]);
  });
});
