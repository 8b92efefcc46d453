/** Looking after the queues: what waits, and stopping them in an outage. */
export interface QueueAdmin {
  state(queue: string): Promise<QueueState>;
  /** Tasks stay, nothing is dispatched. */
  pause(queue: string): Promise<void>;
  resume(queue: string): Promise<void>;
  /** Drops all tasks. No order is lost: the sweeper sends a new task for every job that is due. */
  purge(queue: string): Promise<void>;
  /** Names of waiting tasks, at most `limit`. */
  list(queue: string, limit: number): Promise<string[]>;
}

export interface QueueState {
  state: string;
  maxDispatchesPerSecond?: number;
  maxConcurrentDispatches?: number;
}

/** Locally there is no such service (the emulator has no admin routes). */
export class NotAvailableHere extends Error {
  constructor() {
    super('Queue administration is not available on the local host: it needs Cloud Tasks of a real project.');
  }
}

/**
 * Cloud Tasks' own admin API; loaded on first use because no function needs it.
 * https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues
 * @throws NotAvailableHere on the emulators.
 */
export async function queueAdmin(project: string, region: string, local: boolean): Promise<QueueAdmin> {
  if (local) throw new NotAvailableHere();
  const { CloudTasksClient } = await import('@google-cloud/tasks');
  const client = new CloudTasksClient();
  const name = (queue: string) => client.queuePath(project, region, queue);
  return {
    async state(queue) {
      const [found] = await client.getQueue({ name: name(queue) });
      const { maxDispatchesPerSecond, maxConcurrentDispatches } = found.rateLimits ?? {};
      return {
        state: String(found.state),
        maxDispatchesPerSecond: maxDispatchesPerSecond ?? undefined,
        maxConcurrentDispatches: maxConcurrentDispatches ?? undefined,
      };
    },
    pause: async (queue) => void (await client.pauseQueue({ name: name(queue) })),
    resume: async (queue) => void (await client.resumeQueue({ name: name(queue) })),
    purge: async (queue) => void (await client.purgeQueue({ name: name(queue) })),
    async list(queue, limit) {
      const names: string[] = [];
      for await (const task of client.listTasksAsync({
        parent: name(queue),
        pageSize: Math.min(limit, 1000),
      })) {
        names.push(task.name ?? '');
        if (names.length >= limit) break;
      }
      return names;
    },
  };
}
