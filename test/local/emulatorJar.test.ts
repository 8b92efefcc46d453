import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadEmulator } from '../../scripts/local/downloadEmulator';
import { locateEmulator } from '../../scripts/local/emulatorJar';
import type { Machine } from '../../scripts/local/emulatorJar';
import { javaMajor } from '../../scripts/local/java';

const IN_SDK = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';
const CACHE = '/home/me/.cache/firebase/emulators';

/** A machine with these files and links, and nothing else. */
function machine(files: string[], env: Machine['env'] = {}, links: Record<string, string> = {}): Machine {
  return {
    env,
    home: '/home/me',
    disk: {
      isFile: (path) => files.includes(path),
      list: (folder) =>
        files.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1)),
      realPath: (path) => links[path] ?? (files.includes(path) ? path : undefined),
    },
  };
}

describe('locateEmulator', () => {
  const everywhere = [
    '/mine.jar',
    `${CACHE}/cloud-firestore-emulator-v1.19.8.jar`,
    `/sdk/${IN_SDK}`,
    `/usr/lib/google-cloud-sdk/${IN_SDK}`,
  ];

  it('takes the one that the environment names before all others', () => {
    const env = { FIRESTORE_EMULATOR_BINARY_PATH: '/mine.jar', CLOUDSDK_ROOT_DIR: '/sdk' };
    expect(locateEmulator(machine(everywhere, env))?.path).toBe('/mine.jar');
  });

  it('does not look further when the environment names something that is not there', () => {
    const env = { FIRESTORE_EMULATOR_BINARY_PATH: '/gone.jar' };
    expect(() => locateEmulator(machine(everywhere, env))).toThrow('/gone.jar, which is not a file');
  });

  it('takes the newest of the firebase-tools cache by number, not by alphabet', () => {
    const names = ['1.9.10', '1.19.8', '1.2.0'].map((v) => `${CACHE}/cloud-firestore-emulator-v${v}.jar`);
    const others = [`${CACHE}/ui-v9.9.9.zip`, `${CACHE}/cloud-firestore-emulator-v9.9.9.jar.12.part`];
    expect(locateEmulator(machine([...names, ...others, ...everywhere.slice(2)]))).toEqual({
      path: names[1],
      source: 'firebase-tools cache',
    });
  });

  it('looks for the cache where FIREBASE_EMULATORS_PATH says', () => {
    const jar = '/elsewhere/cloud-firestore-emulator-v1.19.8.jar';
    expect(locateEmulator(machine([jar], { FIREBASE_EMULATORS_PATH: '/elsewhere' }))?.path).toBe(jar);
  });

  it.each<[string, Machine['env'], Record<string, string>, string]>([
    ['the named root', { CLOUDSDK_ROOT_DIR: '/sdk', PATH: '/bin' }, {}, '/sdk'],
    [
      'the gcloud on PATH, its link followed',
      { PATH: '/x:/bin' },
      { '/bin/gcloud': '/sdk/bin/gcloud' },
      '/sdk',
    ],
    ['the usual places', { PATH: '/bin' }, {}, '/usr/lib/google-cloud-sdk'],
  ])('finds a Cloud SDK by %s', (_, env, links, root) =>
    expect(locateEmulator(machine(everywhere.slice(2), env, links))).toEqual({
      path: `${root}/${IN_SDK}`,
      source: 'Cloud SDK',
    }),
  );

  it('passes over a gcloud whose SDK came without the emulator', () => {
    const jar = `/usr/lib/google-cloud-sdk/${IN_SDK}`;
    expect(locateEmulator(machine([jar, '/bin/gcloud'], { PATH: '/bin' }))?.path).toBe(jar);
  });

  it('finds nothing on a bare machine', () => expect(locateEmulator(machine([]))).toBeUndefined());
});

describe('downloadEmulator', () => {
  let folder: string;
  beforeEach(async () => (folder = join(await mkdtemp(join(tmpdir(), 'download-')), 'cache')));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const body = 'a jar';
  const sha256 = createHash('sha256').update(body).digest('hex');
  const release = { version: '1.2.3', url: 'https://example.test/e.jar', size: body.length, sha256 };
  const serving =
    (content: string): typeof fetch =>
    (_, init) =>
      Promise.resolve(new Response(init?.method === 'HEAD' ? null : content));

  it('puts the checked file where firebase-tools looks for it', async () => {
    const path = await downloadEmulator({ folder, release, fetch: serving(body) });
    expect(path).toBe(join(folder, 'cloud-firestore-emulator-v1.2.3.jar'));
    expect(await readFile(path ?? '', 'utf8')).toBe(body);
  });

  it.each([
    ['shorter', 'a ja'],
    ['other contents of the same length', 'a jug'],
  ])('keeps nothing of a download with %s', async (_, content) => {
    await expect(downloadEmulator({ folder, release, fetch: serving(content) })).rejects.toThrow('damaged');
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not try when the server is out of reach', async () => {
    const calls: unknown[] = [];
    const offline: typeof fetch = (_, init) => {
      calls.push(init?.method);
      return Promise.reject(new TypeError('fetch failed'));
    };
    expect(await downloadEmulator({ folder, release, fetch: offline })).toBeUndefined();
    expect(calls).toEqual(['HEAD']);
  });
});

describe('javaMajor', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
  ])('reads %s', (printed, major) => expect(javaMajor(printed)).toBe(major));
});
