import type { JobPatch, Stamped, World } from '../../functions/src/deliver/world';
import type { Job } from '../../functions/src/model/job';
import { CALM } from './chaos';
import type { DrillOptions, Shop } from './drill';

/** A defect that somebody could write into the bridge: planted by a test, to see whether the drill notices. */
export interface Bug {
  name: string;
  plant(shop: Shop): void;
  /** The day that brings it to light, where an ordinary one does not. */
  day?: Partial<Pick<DrillOptions, 'orders' | 'edits' | 'weather'>>;
}

type Jobs = World['jobs'];

/** Replaces parts of the job store by functions of the real ones. */
function jobs(change: (real: Jobs, shop: Shop) => Partial<Jobs>): Bug['plant'] {
  return (shop) => {
    const real = shop.world.jobs;
    shop.world.jobs = { ...real, ...change(real, shop) };
  };
}

const newest = async (real: Jobs, { value }: Stamped<Job>) =>
  (await real.read({ tenantId: value.tenantId, jobId: value.id })) ?? { value, version: '' };

/** Reads jobs as the bug sees them. */
const seen = (view: (job: Job) => Job) =>
  jobs((real) => ({
    read: async (ref) => {
      const found = await real.read(ref);
      return found && { ...found, value: view(found.value) };
    },
  }));

/** Loses or alters what is recorded at the end of a try. */
const recorded = (change: (patch: JobPatch) => JobPatch) =>
  jobs((real) => ({
    finish: (job, patch, ...rest) => real.finish(job, change(patch), ...rest),
  }));

const without = <K extends keyof JobPatch>(patch: JobPatch, ...keys: K[]): JobPatch =>
  Object.fromEntries(Object.entries(patch).filter(([key]) => !keys.some((one) => one === key)));

export const BUGS: readonly Bug[] = [
  {
    name: 'never looks before it creates',
    plant: (shop) => {
      const { read } = shop.world.jobs;
      const { update } = shop.world.jobs;
      shop.world.jobs = {
        ...shop.world.jobs,
        read: async (ref) => {
          const found = await read(ref);
          return found && { ...found, value: { ...found.value, mayExist: false } };
        },
        update: async (job, patch) => {
          const updated = await update(job, patch);
          return updated && { ...updated, value: { ...updated.value, mayExist: false } };
        },
      };
    },
  },
  {
    name: 'drops the fence: anybody may claim and record',
    plant: (shop) => {
      jobs((real) => ({
        update: async (job, patch) => real.update(await newest(real, job), patch),
        finish: async (job, ...rest) => real.finish(await newest(real, job), ...rest),
      }))(shop);
      // A claim that everybody wins is a claim over the dead only if nobody is told that the other may have got through.
      seen((job) => ({ ...job, mayExist: false, state: job.state === 'sending' ? 'queued' : job.state }))(
        shop,
      );
    },
  },
  {
    name: 'forgets the generation: a retry has the name of the task before it',
    // Where no task is lost, the sweeper has nothing to mend.
    day: { weather: CALM },
    plant: ({ world }) => {
      const { enqueue } = world.queue;
      world.queue = {
        enqueue: (task) =>
          'jobId' in task.ref && !task.name.includes('-s')
            ? enqueue({ ...task, name: task.ref.jobId })
            : enqueue(task),
      };
    },
  },
  {
    name: 'ignores the moment before which the POS wants no call',
    plant: ({ world }) => {
      const { noteAccount } = world.connections;
      world.connections = {
        ...world.connections,
        noteAccount: (connection, { circuit }) => noteAccount(connection, { circuit }),
      };
    },
  },
  {
    name: 'overwrites a job that is there already',
    // It takes a twin that comes late: rare in a short day.
    day: { orders: 120, edits: 40 },
    plant: jobs((real, { world }) => ({
      create: async (job) => {
        world.jobRows.delete(job.id);
        return real.create(job);
      },
    })),
  },
  {
    name: 'does not record that something may stand at the POS',
    plant: recorded((patch) => ({
      ...patch,
      mayExist: false,
      ...(patch.state === 'unknown' && { state: 'queued' }),
    })),
  },
  {
    name: 'forgets the receipt',
    plant: recorded((patch) => without(patch, 'receipt')),
    // Its jobs never come to rest: a few of them show it.
    day: { orders: 5, edits: 2 },
  },
  {
    name: 'writes no badge',
    plant: jobs((real) => ({
      finish: (job, patch, attempt, _badge, notice) => real.finish(job, patch, attempt, undefined, notice),
    })),
  },
  {
    name: 'tells nobody',
    plant: jobs((real) => ({
      finish: (job, patch, attempt, badge) => real.finish(job, patch, attempt, badge),
    })),
  },
  {
    name: 'keeps no history',
    plant: jobs((real, { world }) => ({
      finish: async (...how) => {
        const done = await real.finish(...how);
        world.attempts.pop();
        return done;
      },
    })),
  },
  {
    name: 'makes a new marker for every try',
    plant: jobs((real) => ({
      update: async (job, patch) => {
        const updated = await real.update(job, patch);
        const marker = `M${job.value.fence}-${job.value.id}`.slice(0, 40);
        return updated && { ...updated, value: { ...updated.value, marker } };
      },
    })),
  },
  { name: 'lets a crashed trigger go', plant: ({ world }) => void (world.redelivers = false) },
  { name: 'never sweeps', plant: ({ world }) => void (world.sweeps = false) },
  {
    name: 'gives a retry no wake time',
    plant: recorded((patch) =>
      patch.state === 'queued' || patch.state === 'unknown' ? { ...patch, wakeAt: undefined } : patch,
    ),
  },
  {
    name: 'takes a cancellation for done when the order’s outcome is unknown',
    plant: (shop) => {
      const { read } = shop.world.jobs;
      shop.world.jobs = {
        ...shop.world.jobs,
        read: async (ref) => {
          const found = await read(ref);
          const cancelling = [...shop.world.jobRows.values()].some(
            ({ job }) =>
              job.kind === 'cancelOrder' && job.state === 'sending' && job.subject === found?.value.subject,
          );
          const unsure = found?.value.kind === 'pushOrder' && found.value.state !== 'done';
          return found && cancelling && unsure
            ? { ...found, value: { ...found.value, mayExist: false, state: 'queued' } }
            : found;
        },
      };
    },
  },
  {
    name: 'pushes the price that was read first, not the newest',
    plant: ({ world }) => {
      const { read } = world.products;
      const first = new Map<string, Record<string, unknown> | undefined>();
      world.products = {
        read: async (paths) => {
          const found = await read(paths);
          return paths.map((path, index) => {
            if (!first.has(path)) first.set(path, found[index]);
            return first.get(path);
          });
        },
      };
    },
  },
  {
    name: 'forgets price edits whose push failed',
    plant: ({ world }) => {
      const { due } = world.priceEdits;
      world.priceEdits = {
        ...world.priceEdits,
        due: async (...which) => {
          const found = await due(...which);
          for (const { value } of found) world.priceEditRows.delete(`${value.connectionId} ${value.product}`);
          return found;
        },
      };
    },
  },
  {
    name: 'knows no budget',
    day: { orders: 40, edits: 1_500 },
    plant: ({ world }) => void (world.pacer.spend = async () => {}),
  },
  {
    name: 'does not keep renewed sign-ins',
    day: { orders: 20, edits: 5 },
    plant: ({ world }) => void (world.vault = { ...world.vault, renewed: async () => true }),
  },
];
