import { closeAll, closeAtEnd } from '../local/lifecycle';
import { explain } from './explain';

/** A command: its arguments in, its exit code out. */
type Command = (argv: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  connect: async () => (await import('./connect')).connectCommand,
  link: async () => (await import('./link')).linkCommand,
  prices: async () => (await import('./prices')).pricesCommand,
  recipe: async () => (await import('./recipe')).recipeCommand,
  rotate: async () => (await import('./rotate')).rotateCommand,
  queues: async () => (await import('./queues')).queuesCommand,
  order: async () => (await import('./order')).orderCommand,
  emulators: async () => (await import('./emulators')).emulatorsCommand,
};

async function main([name = '', ...argv]: string[]): Promise<number> {
  const load = COMMANDS[name];
  if (load) return (await load())(argv);
  console.error(`There is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  return 2;
}

closeAtEnd();
main(process.argv.slice(2))
  .catch((thrown: unknown) => {
    console.error(`\n${explain(thrown)}`);
    return 1;
  })
  .then(async (code) => {
    await closeAll();
    process.exit(code);
  })
  .catch(() => process.exit(1));
