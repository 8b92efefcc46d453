import { onDocumentWritten } from 'firebase-functions/firestore';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { setGlobalOptions } from 'firebase-functions';
import { APPS, MASTER_KEY, MAX_INSTANCES, ORDERS_PATH, PRODUCTS_PATH, REGION } from './entry/params';
import { MANIFESTS } from './providers/manifests';
import { watched } from './records/paths';

// The functions that are deployed, and nothing else: each loads its body when it is first called.
setGlobalOptions({ region: REGION, maxInstances: MAX_INSTANCES, memory: '256MiB' });

export const orderWritten = onDocumentWritten({ document: ORDERS_PATH, retry: true }, async (event) =>
  (await import('./entry/orderWritten')).orderWritten(event),
);

export const priceWritten = onDocumentWritten({ document: PRODUCTS_PATH, retry: true }, async (event) =>
  (await import('./entry/priceWritten')).priceWritten(event),
);

export const connectionWritten = onDocumentWritten(
  { document: watched.connection, retry: true },
  async (event) => (await import('./entry/connectionWritten')).connectionWritten(event),
);

export const linksWritten = onDocumentWritten({ document: watched.linkTable, retry: true }, async (event) =>
  (await import('./entry/linksWritten')).linksWritten(event),
);

/** One queue and one function per POS, `deliver-<id>`: a POS that is down holds up nobody else. */
export const deliver = Object.fromEntries(
  MANIFESTS.map(({ id, queue }) => [
    id,
    onTaskDispatched(
      {
        secrets: [MASTER_KEY, APPS],
        timeoutSeconds: 180,
        rateLimits: {
          maxConcurrentDispatches: queue.maxConcurrent,
          maxDispatchesPerSecond: queue.maxPerSecond,
        },
        // Our own retry policy lives in the job; this one only bridges an outage of Firestore.
        retryConfig: { maxAttempts: 5, minBackoffSeconds: 2, maxBackoffSeconds: 60 },
      },
      async (task) => (await import('./entry/deliver')).deliverTask(task),
    ),
  ]),
);

export const sweep = onSchedule(
  { schedule: 'every 5 minutes', timeZone: 'Etc/UTC', timeoutSeconds: 300 },
  async () => (await import('./entry/sweep')).sweepJobs(),
);
