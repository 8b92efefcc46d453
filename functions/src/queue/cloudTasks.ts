import { getFunctions } from 'firebase-admin/functions';
import type { DeliveryRef } from '../model/delivery';
import type { EventRef } from '../model/event';
import type { JobRef } from '../model/job';

/** A task: ids only, a name that collides with itself, and the moment before which it must not run. */
export interface TaskRequest {
  queue: string;
  name: string;
  ref: JobRef | { tenantId: string; connectionId: string } | EventRef | DeliveryRef;
  at?: number;
}

/** What a try may take, leases included; Cloud Tasks gives up on the worker after it. */
const DEADLINE_SECONDS = 180;

const isDuplicate = (thrown: unknown) =>
  typeof thrown === 'object' &&
  thrown !== null &&
  'code' in thrown &&
  thrown.code === 'functions/task-already-exists';

/**
 * Cloud Tasks by firebase-admin, the same in production and on the emulators.
 * https://firebase.google.com/docs/functions/task-functions
 */
export function cloudTasks(region: string) {
  return {
    async enqueue({ queue, name, ref, at }: TaskRequest): Promise<void> {
      const tasks = getFunctions().taskQueue<TaskRequest['ref']>(`locations/${region}/functions/${queue}`);
      // Whole seconds, rounded up: a task that comes early would find its job not due.
      const scheduleTime = at === undefined ? undefined : new Date(Math.ceil(at / 1000) * 1000);
      try {
        await tasks.enqueue(ref, {
          id: name,
          dispatchDeadlineSeconds: DEADLINE_SECONDS,
          ...(scheduleTime && { scheduleTime }),
        });
      } catch (thrown) {
        if (!isDuplicate(thrown)) throw thrown;
      }
    },
  };
}
