import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { builtCode, functionsDir, requireBuilt } from '../../scripts/demo/built';
import { stockLoyverse } from '../../scripts/demo/stockLoyverse';
import { stockSquare } from '../../scripts/demo/stockSquare';
import type { Delivery } from '../../scripts/local/events';
import { startFirestore } from '../../scripts/local/firestore';
import { startHost } from '../../scripts/local/host';
import { until } from '../local/until';
import { serve } from '../simulators/core/simulator';
import { createLoyverse } from '../simulators/loyverse';
import { createSquare } from '../simulators/square';
import * as square from '../simulators/square/seed';
import { projectIdOf } from '../support/projectId';

/** Signs Square's events to the bridge. */
export const WEBHOOK_KEY = 'signature-key-of-the-test-subscription';

const PATIENCE_MS = 20_000;
const METHODS = ['debug', 'info', 'log', 'warn', 'error'] as const;

/** What functions print, line by line. Their logger keeps the console as it finds it when it is loaded. */
function captureLogs(): string[] {
  const lines: string[] = [];
  const before = { ...console };
  for (const method of METHODS) console[method] = (...words: unknown[]) => void lines.push(words.join(' '));
  try {
    requireBuilt('firebase-functions/logger');
  } finally {
    Object.assign(console, before);
  }
  return lines;
}

/** Both simulators, with the demo's menu in them; `links` says what each calls it. */
async function openTills(now: () => number) {
  const [loyverse, kitchen] = [createLoyverse({ now }), createSquare({ now })];
  const [loyverseAt, squareAt] = [await serve(loyverse), await serve(kitchen)];
  const links = { loyverse: stockLoyverse(loyverse.model), square: await stockSquare(squareAt.url) };
  return {
    simulators: { loyverse, square: kitchen },
    links,
    loyverseUrl: loyverseAt.url,
    squareUrl: squareAt.url,
    env: { TILLBRIDGE_URL_LOYVERSE: loyverseAt.url, TILLBRIDGE_URL_SQUARE: squareAt.url },
    close: () => Promise.all([loyverseAt.close(), squareAt.close()]),
  };
}

export type Provider = keyof Awaited<ReturnType<typeof openTills>>['links'];
export const PROVIDERS: readonly Provider[] = ['loyverse', 'square'];

export interface BridgeOptions {
  /** Each event comes twice. */
  duplicateEvents?: boolean;
  /** The clock of the bridge and of both POS systems; default: the real one, which the task queues always have. */
  now?: () => number;
  /** Beside what every bridge has. */
  env?: Readonly<Record<string, string>>;
}

/**
 * The functions as they are deployed, on a Firestore emulator of their own (its events go to one host only), with both
 * simulators behind them. One per suite: what suites share is the build in functions/lib.
 */
export async function openBridge(
  suite: string,
  { duplicateEvents, now = Date.now, env }: BridgeOptions = {},
) {
  const projectId = projectIdOf(suite);
  const logs = captureLogs();
  const tills = await openTills(now);
  const secrets = {
    TILLBRIDGE_MASTER_KEY: randomBytes(32).toString('base64'),
    CRON_SECRET: randomBytes(32).toString('hex'),
    TILLBRIDGE_APPS: JSON.stringify({
      square: {
        clientId: square.APPLICATION_ID,
        clientSecret: square.APPLICATION_SECRET,
        webhookSecrets: [WEBHOOK_KEY],
      },
    }),
  };
  const deliveries: Delivery[] = [];
  const complaints: string[] = [];
  let onEvent: ((delivery: Delivery) => void | Promise<void>) | undefined;
  const starting = startHost({
    projectId,
    libDir: join(functionsDir, 'lib'),
    // One instance may use the whole of a POS account's calls: here there is no other.
    env: {
      ...secrets,
      ...tills.env,
      TILLBRIDGE_MAX_INSTANCES: '1',
      TILLBRIDGE_PUBLIC_URL: 'https://pos.example.com',
      ...env,
    },
    firestore: (functionsHost) => startFirestore({ projectId, functionsHost }),
    duplicateEvents,
    onEvent: async (delivery) => {
      deliveries.push(delivery);
      await onEvent?.(delivery);
    },
    log: (line) => complaints.push(line),
  });
  const host = await starting.catch(async (thrown: unknown) => {
    await tills.close();
    throw thrown;
  });
  const built = builtCode();
  built.world.now = now;

  const idle = () =>
    Object.values(host.stats().events).every(({ queued, running }) => queued + running === 0);
  const resting = () => {
    const { queues, events } = host.stats();
    return [...Object.values(queues), ...Object.values(events)].every(({ running }) => running === 0);
  };
  const of = (path: string) => deliveries.filter(({ document }) => document === path);
  return {
    ...built,
    host,
    ...tills,
    secrets,
    /** Whatever the functions have logged. */
    logs,
    /** What the host had to say: handlers that failed. */
    complaints,
    /** Events of a document, in the order in which they came. */
    deliveriesOf: of,
    /** Awaited before each delivery, until it is set anew. */
    beforeEvents: (hook?: typeof onEvent) => void (onEvent = hook),
    /** All events of what has been written so far are through: the emulator sends them in the order of the writes. */
    async caughtUp(): Promise<void> {
      const marker = built.db.doc(`tenants/nobody/orders/marker-${deliveries.length}`);
      await marker.set({ marker: true });
      await until('the event of the marker', () => of(marker.path).length > 0 && idle(), PATIENCE_MS);
    },
    /** Orders of this number that a POS holds. */
    held: (provider: Provider, number: string) =>
      tills.simulators[provider].orders().filter(({ reference }) => reference.startsWith(`${number}-`)),
    async close(): Promise<void> {
      // A handler that still runs ends first: without its database it would fail, when no test is there to hear of it.
      await until('running handlers to end', resting, PATIENCE_MS).catch(() => undefined);
      // A listener that a failing test left open makes the second of these throw.
      for (const end of [() => host.close(), () => built.db.terminate(), () => tills.close()])
        await end().catch(() => undefined);
    },
  };
}

export type Bridge = Awaited<ReturnType<typeof openBridge>>;
