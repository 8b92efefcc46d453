import { onDocumentWritten } from 'firebase-functions/firestore';
import { onRequest } from 'firebase-functions/https';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { setGlobalOptions } from 'firebase-functions';
import {
  APPS,
  CRON_SECRET,
  MASTER_KEY,
  MAX_INSTANCES,
  ORDERS_PATH,
  PRODUCTS_PATH,
  REGION,
  SMTP,
  WHATSAPP,
} from './entry/params';
import { CHANNELS, MANIFESTS } from './providers/manifests';
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

/** What carries the tickets of a channel. */
const SENDERS: Readonly<Record<string, typeof SMTP>> = { email: SMTP, whatsapp: WHATSAPP };

/** One queue and one function per POS or channel, `deliver-<id>`: one that is down holds up nobody else. */
export const deliver = Object.fromEntries(
  [...MANIFESTS, ...CHANNELS].map(({ id, queue }) => [
    id,
    onTaskDispatched(
      {
        secrets: [MASTER_KEY, APPS, ...(SENDERS[id] ? [SENDERS[id]] : [])],
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

/** Every half hour: one task for each connection, spread over the window. */
export const tick = onSchedule(
  { schedule: 'every 30 minutes', timeZone: 'Etc/UTC', timeoutSeconds: 540 },
  async () => (await import('./entry/tick')).planPulls(),
);

/** Pulls of all POS systems: a connection at a time, never two workers for one. */
export const pull = onTaskDispatched(
  {
    secrets: [MASTER_KEY, APPS],
    // A pull goes on in a new task well before.
    timeoutSeconds: 180,
    memory: '512MiB',
    rateLimits: { maxConcurrentDispatches: 50, maxDispatchesPerSecond: 50 },
    // Bridges an outage of Firestore and a worker that died; what a POS does is followed up in the pull itself.
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 5, maxBackoffSeconds: 60 },
  },
  async (task) => (await import('./entry/pull')).pullTask(task),
);

/** Events on their way to storefronts that listen. */
export const events = onTaskDispatched(
  {
    secrets: [MASTER_KEY],
    timeoutSeconds: 180,
    rateLimits: { maxConcurrentDispatches: 50, maxDispatchesPerSecond: 50 },
    // What a receiver refuses is tried again by a task of its own; this one only bridges an outage of Firestore.
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 5, maxBackoffSeconds: 60 },
  },
  async (task) => (await import('./entry/events')).eventTask(task),
);

/** A notice was opened or raised: whether people are sent messages about it. */
export const noticeWritten = onDocumentWritten(
  { document: watched.notification, retry: true },
  async (event) => (await import('./entry/noticeWritten')).noticeWritten(event),
);

/** Messages about notices on their way to people. */
export const notify = onTaskDispatched(
  {
    secrets: [SMTP, WHATSAPP],
    timeoutSeconds: 180,
    rateLimits: { maxConcurrentDispatches: 20, maxDispatchesPerSecond: 20 },
    // What a mail server refuses is tried again by a task of its own; this one only bridges an outage of Firestore.
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 5, maxBackoffSeconds: 60 },
  },
  async (task) => (await import('./entry/notify')).notifyTask(task),
);

/** What people and their programs ask, by the table in entry/http/api/routes.ts. */
export const api = onRequest(
  { secrets: [MASTER_KEY, APPS, SMTP, WHATSAPP], timeoutSeconds: 120, memory: '512MiB' },
  async (request, response) => (await import('./entry/http/api')).api(request, response),
);

/** Signing in on a POS’s own page: out and back. */
export const oauth = onRequest(
  { secrets: [MASTER_KEY, APPS], timeoutSeconds: 60 },
  async (request, response) => (await import('./entry/http/oauth')).oauth(request, response),
);

/** A POS reports a change. */
export const webhook = onRequest(
  { secrets: [MASTER_KEY, APPS], timeoutSeconds: 60 },
  async (request, response) => (await import('./entry/http/webhook')).webhook(request, response),
);

/** A scheduler outside asks for pulls. */
export const cron = onRequest(
  { secrets: [MASTER_KEY, APPS, CRON_SECRET], timeoutSeconds: 120 },
  async (request, response) => (await import('./entry/http/cron')).cron(request, response),
);

/** The page behind the link of a ticket, where people say that they have the order. */
export const tickets = onRequest({ secrets: [MASTER_KEY], timeoutSeconds: 60 }, async (request, response) =>
  (await import('./entry/http/tickets')).tickets(request, response),
);
