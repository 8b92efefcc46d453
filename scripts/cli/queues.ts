import type * as AdminModule from '../../functions/src/queue/admin';
import { CHANNELS, MANIFESTS } from '../../functions/src/providers/manifests';
import { PROJECT, requireBuilt } from '../demo/built';
import { helpFor, Mistake, readArguments } from './command';
import { paramsOf } from './target';

const OPTIONS = {
  project: {
    type: 'string',
    value: 'P',
    help: 'Google Cloud project; without it, the bridge on this machine',
  },
  region: {
    type: 'string',
    value: 'R',
    help: 'region of the functions; default as deployed, else us-central1',
  },
} as const;
const QUEUES = [...MANIFESTS, ...CHANNELS].map(({ id }) => `deliver-${id}`);
export const QUEUES_HELP = `${helpFor('npm run queues -- state|pause|resume|purge|list QUEUE [options]', OPTIONS)}

Queues: ${QUEUES.join(', ')}`;

const LISTED = 100;
type Admin = Awaited<ReturnType<typeof AdminModule.queueAdmin>>;

const ACTIONS: Readonly<Record<string, (admin: Admin, queue: string) => Promise<string>>> = {
  async state(admin, queue) {
    const { state, maxDispatchesPerSecond, maxConcurrentDispatches } = await admin.state(queue);
    return `${queue}: ${state}, at most ${maxConcurrentDispatches} at once and ${maxDispatchesPerSecond} per second.`;
  },
  async pause(admin, queue) {
    await admin.pause(queue);
    return `${queue} is paused: its tasks stay, none is started.`;
  },
  async resume(admin, queue) {
    await admin.resume(queue);
    return `${queue} runs again.`;
  },
  async purge(admin, queue) {
    await admin.purge(queue);
    return `${queue} is empty. No order is lost: the sweeper sends a new task for each that is due.`;
  },
  async list(admin, queue) {
    const tasks = await admin.list(queue, LISTED);
    return tasks.length === 0 ? `${queue} is empty.` : tasks.join('\n');
  },
};

/** What to do with which queue. @throws Mistake */
export function readAction(argv: readonly string[]) {
  const { values, positionals } = readArguments(argv, OPTIONS);
  const [name = '', queue = '', ...rest] = positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new Mistake(`Say what to do: ${Object.keys(ACTIONS).join(', ')}.`);
  if (!QUEUES.includes(queue) || rest.length > 0) throw new Mistake(`Name one queue: ${QUEUES.join(', ')}.`);
  const project = values.project ?? PROJECT;
  const region = values.region ?? paramsOf(project).TILLBRIDGE_REGION ?? 'us-central1';
  return { action, queue, project, region };
}

/** Looks after the queues of a deployed bridge. */
export async function queuesCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(QUEUES_HELP), 0);
  const { action, queue, project, region } = readAction(argv);
  const { queueAdmin } = requireBuilt('./queue/admin') as typeof AdminModule;
  const admin = await queueAdmin(project, region, project.startsWith('demo-'));
  console.log(await action(admin, queue));
  return 0;
}
