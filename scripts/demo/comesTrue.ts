import { setTimeout as pause } from 'node:timers/promises';

/** A POS may have to be given half a minute before it is asked what became of a lost reply. */
const PATIENCE_MS = 75_000;
const LOOK_MS = 50;

/**
 * Looks again and again; false when it does not come true in time. No listener: one that is closed while the Firestore
 * emulator commits a write makes it fail that write ("Stream is already completed") and lose its event.
 */
export async function comesTrue(
  condition: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(LOOK_MS))
    if (await condition()) return true;
  return false;
}
