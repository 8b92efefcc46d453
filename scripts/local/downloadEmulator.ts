import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Release {
  version: string;
  url: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

/** The release that firebase-tools 14.27.0 uses, so that both find the same file in their shared cache. */
export const RELEASE: Release = {
  version: '1.19.8',
  url: 'https://storage.googleapis.com/firebase-preview-drop/emulator/cloud-firestore-emulator-v1.19.8.jar',
  size: 63_634_791,
  sha256: '9d43599ed6151199e8d604dc87fac51218e49e5f3a48519b1ae560bbe5e3382d',
};

const PROBE_TIMEOUT_MS = 3_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

export interface DownloadOptions {
  /** The cache of firebase-tools. */
  folder: string;
  release?: Release;
  fetch?: typeof fetch;
}

async function answers(url: string, get: typeof fetch): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  return get(url, { method: 'HEAD', signal }).then(
    (reply) => reply.ok,
    () => false,
  );
}

async function check(file: string, release: Release): Promise<void> {
  const { size } = await stat(file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (size === release.size && hash.digest('hex') === release.sha256) return;
  throw new Error(
    `The Firestore emulator from ${release.url} arrived damaged (${size} bytes instead of ${release.size}, or other contents): run this again.`,
  );
}

/**
 * Downloads the emulator into the cache of firebase-tools and gives its path; undefined when its server does not
 * answer within 3 seconds. Size and contents are checked before the file gets its name.
 * @throws Error when the download breaks off or arrives damaged.
 */
export async function downloadEmulator(options: DownloadOptions): Promise<string | undefined> {
  const { folder, release = RELEASE, fetch: get = fetch } = options;
  if (!(await answers(release.url, get))) return undefined;
  const path = join(folder, `cloud-firestore-emulator-v${release.version}.jar`);
  const partial = `${path}.${process.pid}.part`;
  await mkdir(folder, { recursive: true });
  try {
    const reply = await get(release.url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    if (!reply.ok || !reply.body) throw new Error(`${release.url} answers with status ${reply.status}.`);
    await pipeline(Readable.fromWeb(reply.body), createWriteStream(partial));
    await check(partial, release);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  return path;
}
