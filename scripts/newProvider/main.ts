import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { helpFor, Mistake, readArguments } from '../cli/command';
import { explain } from '../cli/explain';
import { checkFree, filesOf, listsWith } from './layout';
import { proposed } from './proposal';

const OPTIONS = {
  name: { type: 'string', value: 'NAME', help: 'what people call it; default the id with a capital' },
  help: { type: 'boolean', help: 'this text' },
} as const;
const HELP = `${helpFor('npm run new-provider -- ID [options]', OPTIONS)}

Lays out the folder, the simulator and the conformance subject of a new POS, and registers it. All of it compiles; the
conformance kit says what is missing.`;

const root = join(__dirname, '../..');

async function formatted(path: string, text: string): Promise<string> {
  const filepath = join(root, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, OPTIONS);
  if (values.help) return console.log(HELP);
  const [id, ...more] = positionals;
  if (more.length > 0)
    throw new Mistake(
      'One id, please. A name goes behind two dashes: npm run new-provider -- till --name "My Till"',
    );
  const proposal = proposed(id, values.name);
  checkFree(proposal, root);
  const files = [...filesOf(proposal), ...listsWith(proposal, root)];
  // All of it is made before any of it is written.
  const texts = await Promise.all(
    files.map(async ([path, text]) => [path, await formatted(path, text)] as const),
  );
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`  ${path}`);
  }
  console.log(`
${proposal.name} is laid out and registered. Next:

  npm test -- conformance -t "of ${proposal.name} "   what is missing
  npm run capabilities                     its column in the README`);
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(explain(thrown));
  process.exitCode = 2;
});
