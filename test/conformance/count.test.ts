import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const KIT = join(__dirname, 'kit');
const ENOUGH = 120;

const isSentence = (node: ts.Node) => ts.isStringLiteral(node) || ts.isTemplateLiteral(node);

/** A call with a sentence and what is to hold: `it(..)`, `it.each(..)(..)`, `unless(..)(..)`. */
function isCheck(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const [title, run] = node.arguments;
  return title !== undefined && run !== undefined && isSentence(title) && ts.isArrowFunction(run);
}

function checksIn(node: ts.Node): number {
  let count = isCheck(node) ? 1 : 0;
  node.forEachChild((child) => void (count += checksIn(child)));
  return count;
}

/** Written checks of each file; tables, currencies, providers and their readings multiply none. */
function checksByFile(): Record<string, number> {
  const files = readdirSync(KIT).map((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(KIT, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    return [file, checksIn(source)] as const;
  });
  return Object.fromEntries(files.filter(([, count]) => count > 0));
}

describe('the conformance kit', () => {
  const checks = checksByFile();
  const total = Object.values(checks).reduce((sum, count) => sum + count, 0);

  it(`has ${total} different checks, each written once and asked of every provider`, () => {
    expect(total).toBeGreaterThanOrEqual(ENOUGH);
  });

  it.each([
    ['push', ['push.ts', 'once.ts', 'words.ts', 'cancel.ts', 'pay.ts', 'changes.ts']],
    ['pull', ['pullWhole.ts', 'pullBroken.ts', 'pulledContent.ts', 'pulledLists.ts']],
    ['sign-in', ['signIn.ts', 'renewal.ts', 'consent.ts']],
    ['failures', ['failing.ts', 'unknown.ts', 'isolation.ts']],
    ['limits', ['limits.ts', 'pacing.ts']],
    ['webhooks', ['webhooks.ts']],
  ])('covers %s', (_what, files) => {
    for (const file of files) expect(checks[file]).toBeGreaterThan(0);
  });
});
