import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '..');
const source = join(root, 'functions/src');

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'lib') return [];
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

interface Module {
  path: string;
  tree: ts.SourceFile;
  lines: number;
  /** Specifiers of static and dynamic imports and of re-exports; `typeOnly` ones vanish in the build. */
  imports: { name: string; dynamic: boolean; typeOnly: boolean }[];
}

function importsOf(tree: ts.SourceFile): Module['imports'] {
  const found: Module['imports'] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const typeOnly = ts.isImportDeclaration(node)
        ? (node.importClause?.isTypeOnly ?? false)
        : node.isTypeOnly;
      found.push({ name: (node.moduleSpecifier as ts.StringLiteral).text, dynamic: false, typeOnly });
    }
    const [argument] = ts.isCallExpression(node) ? node.arguments : [];
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      argument &&
      ts.isStringLiteral(argument)
    )
      found.push({ name: argument.text, dynamic: true, typeOnly: false });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function read(path: string): Module {
  const text = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, tree, lines: text.trimEnd().split('\n').length, imports: importsOf(tree) };
}

const modules = filesIn(source)
  .filter((path) => path.endsWith('.ts'))
  .map(read);
const nameOf = (path: string) => relative(root, path);
const areaOf = (path: string) => relative(source, path).split('/')[0] ?? '';

function resolved(from: string, name: string): string | undefined {
  if (!name.startsWith('.')) return undefined;
  const base = resolve(dirname(from), name);
  return modules.find(({ path }) => path === `${base}.ts` || path === join(base, 'index.ts'))?.path;
}

/** Who may import whom, besides themselves. */
const ALLOWED: Record<string, string[]> = {
  model: [],
  providers: ['model'],
  plan: ['model', 'providers'],
  queue: ['model'],
  messages: ['model', 'providers'],
  records: ['model'],
  deliver: ['model', 'plan', 'providers'],
  entry: ['model', 'plan', 'providers', 'queue', 'messages', 'records', 'deliver'],
  'index.ts': ['entry', 'providers', 'records'],
};
/** What plan may know of providers: pure data and types, never an adapter. */
const PURE_PROVIDER_FILES = /providers\/(manifests?|provider|change|pull)\.ts$/;

describe('imports', () => {
  it('go one way', () => {
    const wrong = modules.flatMap(({ path, imports }) =>
      imports.flatMap(({ name }) => {
        const target = resolved(path, name);
        if (name.startsWith('.') && !target) return [`${nameOf(path)} -> ${name} (leaves functions/src)`];
        if (!target || areaOf(target) === areaOf(path)) return [];
        return ALLOWED[areaOf(path)]?.includes(areaOf(target))
          ? []
          : [`${nameOf(path)} -> ${nameOf(target)}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('keep Firebase out of model, plan, providers and deliver', () => {
    const wrong = modules
      .filter(({ path }) => /^(model|plan|providers|deliver)$/.test(areaOf(path)))
      .filter(({ imports }) => imports.some(({ name }) => /firebase|@google-cloud/.test(name)));
    expect(wrong.map(({ path }) => nameOf(path))).toEqual([]);
  });

  it('let plan see manifests and the port, not the adapters', () => {
    const wrong = modules
      .filter(({ path }) => areaOf(path) === 'plan')
      .flatMap(({ path, imports }) => imports.map(({ name }) => resolved(path, name) ?? ''))
      .filter((target) => target.includes('/providers/') && !PURE_PROVIDER_FILES.test(target));
    expect(wrong.map(nameOf)).toEqual([]);
  });

  it('never tie one provider to another', () => {
    const folderOf = (path: string) => /providers\/([a-z]+)\//.exec(path)?.[1];
    const wrong = modules.flatMap(({ path, imports }) =>
      imports
        .map(({ name }) => resolved(path, name) ?? '')
        .filter((target) => folderOf(path) && folderOf(target) && folderOf(path) !== folderOf(target))
        .map((target) => `${nameOf(path)} -> ${nameOf(target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('form no cycle', () => {
    const edges = new Map(
      modules.map(({ path, imports }) => [
        path,
        imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ name }) => resolved(path, name) ?? []),
      ]),
    );
    const done = new Set<string>();
    const cycle = (path: string, trail: string[]): string[] | undefined => {
      if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
      if (done.has(path)) return undefined;
      done.add(path);
      for (const next of edges.get(path) ?? []) {
        const found = cycle(next, [...trail, path]);
        if (found) return found;
      }
      return undefined;
    };
    const found = modules.map(({ path }) => cycle(path, [])).find(Boolean);
    expect(found?.map(nameOf)).toBeUndefined();
  });

  it('load only what a cold start needs: index.ts pulls in no admin SDK, no axios, no adapter', () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const follow = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const here = modules.find((module) => module.path === path);
      for (const { name, dynamic, typeOnly } of here?.imports ?? []) {
        if (dynamic || typeOnly) continue;
        const target = resolved(path, name);
        if (target) follow(target);
        else packages.add(name);
      }
    };
    follow(join(source, 'index.ts'));
    expect([...packages].filter((name) => !name.startsWith('firebase-functions')).sort()).toEqual([]);
  });

  it('keep simulators and adapters strangers', () => {
    const simulators = filesIn(join(root, 'test/simulators'))
      .filter((path) => path.endsWith('.ts'))
      .map(read);
    const wrong = simulators.filter(({ path, imports }) =>
      imports.some(({ name }) => name.startsWith('.') && resolve(dirname(path), name).startsWith(source)),
    );
    expect(wrong.map(({ path }) => nameOf(path))).toEqual([]);
  });
});

describe('the clock, chance and the environment', () => {
  it('are read in entry only', () => {
    const wall = /\bDate\.now\b|\bMath\.random\b|\bprocess\.env\b|new Date\(\)/;
    const wrong = modules
      .filter(({ path }) => areaOf(path) !== 'entry')
      .filter(({ tree }) => wall.test(tree.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(wrong.map(({ path }) => nameOf(path))).toEqual([]);
  });
});

describe('names and lengths', () => {
  const ours = ['functions/src', 'scripts', 'test'].flatMap((folder) => filesIn(join(root, folder)));

  it('no drawer for odds and ends', () => {
    const banned = /(^|\/)(utils?|helpers?|common|misc|services?|types)(\.ts|\/|$)/i;
    // The simulators' vocabulary is a noun of its own there.
    const wrong = ours
      .map(nameOf)
      .filter((path) => banned.test(path) && path !== 'test/simulators/core/types.ts');
    expect(wrong).toEqual([]);
  });

  it('no file over 250 lines, no list of tests over 450', () => {
    const long = ours
      .filter((path) => /\.(ts|mjs)$/.test(path))
      .map(read)
      // A list of tests is read one by one; code is read as a whole.
      .filter(({ path, lines }) => lines > (path.endsWith('.test.ts') ? 450 : 250));
    expect(long.map(({ path, lines }) => `${nameOf(path)}: ${lines}`)).toEqual([]);
  });

  it('no function over 50 lines', () => {
    const long: string[] = [];
    for (const { tree, path } of modules) {
      const visit = (node: ts.Node): void => {
        if (ts.isFunctionLike(node) && 'body' in node && node.body) {
          const at = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
          const lines = at(node.getEnd()) - at(node.getStart()) + 1;
          // A factory that returns an object of small functions is a module, not a long function.
          const factory = /return \{\n/.test(node.body.getText()) && ts.isFunctionDeclaration(node);
          if (lines > 50 && !factory)
            long.push(`${nameOf(path)}: ${lines} lines at ${at(node.getStart()) + 1}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
    expect(long).toEqual([]);
  });

  it('no way round the type checker', () => {
    const escape = /@ts-(ignore|nocheck|expect-error)|\bas any\b|: any[;,)\]=\s{]*$|eslint-disable/m;
    const wrong = ours
      .filter((path) => path.endsWith('.ts') && path !== __filename)
      .filter((path) => escape.test(readFileSync(path, 'utf8')));
    expect(wrong.map(nameOf)).toEqual([]);
  });
});
