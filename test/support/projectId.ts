/**
 * The project a test suite works in: in the emulator every project id is a store of its own, so suites that run side
 * by side never see each other's documents. `demo-` keeps every Firebase tool off real projects.
 */
export function projectIdOf(suite: string): string {
  const id = `demo-${suite}-${process.env.JEST_WORKER_ID ?? '1'}`;
  if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id))
    throw new Error(`"${id}" is no project id: at most 30 lowercase letters, digits and hyphens.`);
  return id;
}

/** The emulator that serves this run. */
export function firestoreAddress(): { host: string; port: number } {
  const [host, port] = (process.env.FIRESTORE_EMULATOR_HOST ?? '').split(':');
  if (!host || !port) throw new Error('FIRESTORE_EMULATOR_HOST is not set: run this through jest.');
  return { host, port: Number(port) };
}

/** Deletes all documents of a project, whatever the rules say. */
export async function clearFirestore(projectId: string): Promise<void> {
  const { host, port } = firestoreAddress();
  const url = `http://${host}:${port}/emulator/v1/projects/${projectId}/databases/(default)/documents`;
  const reply = await fetch(url, { method: 'DELETE' });
  if (!reply.ok) throw new Error(`The emulator did not clear ${projectId}: ${await reply.text()}`);
}
