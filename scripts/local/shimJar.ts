import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { manifestOnlyJar } from './jar';

/** The emulator's entry point; the Cloud SDK's jar does not name it in its manifest. */
export const EMULATOR_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

const ownCache = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tillbridge');

/**
 * Writes a jar of a few hundred bytes that starts the emulator in another jar, and gives its path. firebase-tools
 * wants this for the Cloud SDK's emulator: it runs `java -jar` on FIRESTORE_EMULATOR_BINARY_PATH, which needs a
 * Main-Class, and changes the file's mode, which only its owner may.
 */
export async function shimJar(jar: string, folder: string = ownCache()): Promise<string> {
  const content = manifestOnlyJar({ 'Main-Class': EMULATOR_CLASS, 'Class-Path': pathToFileURL(jar).href });
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const path = join(folder, `firestore-emulator-${hash}.jar`);
  const partial = `${path}.${process.pid}.part`;
  await mkdir(folder, { recursive: true });
  await writeFile(partial, content);
  await rename(partial, path);
  return path;
}
