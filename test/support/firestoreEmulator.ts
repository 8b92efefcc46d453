import { startFirestore } from '../../scripts/local/firestore';
import type { RunningFirestore } from '../../scripts/local/firestore';

// Set-up and tear-down are loaded apart from each other but run in one process.
const holder = globalThis as { runningFirestore?: RunningFirestore };

/** One emulator for the whole run, unless FIRESTORE_EMULATOR_HOST names one that runs already. */
export async function startForRun(): Promise<void> {
  if (process.env.FIRESTORE_EMULATOR_HOST) return;
  const firestore = await startFirestore({ projectId: 'demo-tests' });
  holder.runningFirestore = firestore;
  // The SDK would ask Google's metadata server for its identity, on every machine that is not theirs in vain.
  process.env.METADATA_SERVER_DETECTION = 'none';
  // Workers start after this and inherit it.
  process.env.FIRESTORE_EMULATOR_HOST = `${firestore.host}:${firestore.port}`;
}

export async function stopAfterRun(): Promise<void> {
  await holder.runningFirestore?.close();
}
