const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Loopback addresses that a local run may send events to, from TILLBRIDGE_LOCAL_RECEIVERS (origins, separated by commas).
 * Whatever the variable says, there are none outside the emulators: a deployed function has neither FUNCTIONS_EMULATOR nor
 * an emulator in the place of its database, and with one it could do nothing at all. Nor is there ever one that is not
 * this very machine.
 */
export function localReceivers(env: Readonly<Record<string, string | undefined>>): string[] {
  const isLocal = env.FUNCTIONS_EMULATOR === 'true' && Boolean(env.FIRESTORE_EMULATOR_HOST);
  if (!isLocal) return [];
  return (env.TILLBRIDGE_LOCAL_RECEIVERS ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => URL.canParse(text))
    .map((text) => new URL(text))
    .filter(({ protocol, hostname }) => /^https?:$/.test(protocol) && LOOPBACK.has(hostname))
    .map(({ origin }) => origin);
}
