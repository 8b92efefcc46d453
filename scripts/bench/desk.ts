import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type * as AppModule from 'firebase-admin/app';
import type * as FirestoreModule from 'firebase-admin/firestore';
import { serve } from '../../test/simulators/core/simulator';
import { createLoyverse } from '../../test/simulators/loyverse';
import { createSquare } from '../../test/simulators/square';
import * as square from '../../test/simulators/square/seed';
import { functionsDir, PROJECT, requireBuilt } from '../demo/built';
import { readEnv } from '../local/env';
import { startFirestore } from '../local/firestore';
import { startHost, type Host } from '../local/host';
import { onClose } from '../local/lifecycle';

const POLL_MS = 5;
const PATIENCE_MS = 45_000;
/** The emulator brings an event well within this time; then nothing more follows. */
const STILL_MS = 200;

/** @throws Error when it does not come true in time. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`The benchmark waited in vain for ${what}.`);
    await pause(POLL_MS);
  }
}

/** Secrets of this run only, and where the simulators are. */
function envOf(loyverseUrl: string, squareUrl: string): Record<string, string> {
  const apps = { square: { clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET } };
  return {
    ...readEnv(functionsDir, PROJECT),
    TILLBRIDGE_MASTER_KEY: randomBytes(32).toString('base64'),
    TILLBRIDGE_APPS: JSON.stringify(apps),
    TILLBRIDGE_URL_LOYVERSE: loyverseUrl,
    TILLBRIDGE_URL_SQUARE: squareUrl,
  };
}

/** Firestore as the storefront has it: by an app of its own, so that the benchmark's requests are told from the bridge's. */
function storefront() {
  const { initializeApp, deleteApp } = requireBuilt('firebase-admin/app') as typeof AppModule;
  const { getFirestore } = requireBuilt('firebase-admin/firestore') as typeof FirestoreModule;
  const app = initializeApp({ projectId: PROJECT }, 'storefront');
  return { db: getFirestore(app), close: () => deleteApp(app) };
}

const busy = ({ queued, running }: { queued: number; running: number }) => queued + running > 0;

/** What runs functions for a benchmark: simulators, emulator, local host; nothing in it yet. */
export async function openDesk(libDir: string) {
  const [till, kitchen] = [createLoyverse(), createSquare({ catalogWriteMs: 0 })];
  const [tillAt, kitchenAt] = [await serve(till), await serve(kitchen)];
  const events: { function: string; document: string }[] = [];
  const host: Host = await startHost({
    projectId: PROJECT,
    libDir,
    env: envOf(tillAt.url, kitchenAt.url),
    log: (line) => console.error(`  ${line}`),
    onEvent: (event) => void events.push({ function: event.function, document: event.document }),
    firestore: (functionsHost) => startFirestore({ projectId: PROJECT, functionsHost }),
  });
  const front = storefront();
  const stats = () => {
    const { queues, events: triggers } = host.stats();
    return [...Object.values(queues), ...Object.values(triggers)];
  };
  const dispatches = () =>
    Object.values(host.stats().queues).reduce(
      (sum, { completed, failedAttempts }) => sum + completed + failedAttempts,
      0,
    );
  /** Resolves when no task waits, nothing runs, and no event comes any more. */
  async function still(): Promise<void> {
    let since = performance.now();
    let seen = events.length;
    await until('the functions to come to rest', () => {
      if (stats().some(busy) || events.length !== seen) since = performance.now();
      seen = events.length;
      return performance.now() - since > STILL_MS;
    });
  }
  const shut = async () => {
    await front.close();
    await host.close();
    await Promise.all([tillAt.close(), kitchenAt.close()]);
  };
  const forget = onClose('the desk', shut);
  const close = async () => {
    forget();
    await shut();
  };
  return {
    db: front.db,
    loyverse: till,
    square: kitchen,
    urls: { loyverse: tillAt.url, square: kitchenAt.url },
    events,
    dispatches,
    /** True while an event or a task is on its way or waits. */
    busy: () => stats().some(busy),
    still,
    close,
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
