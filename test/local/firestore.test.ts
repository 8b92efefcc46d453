import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findEmulator, startFirestore } from '../../scripts/local/firestore';
import { manifestOf } from '../../scripts/local/jar';
import { freePort } from '../../scripts/local/ports';
import { shimJar } from '../../scripts/local/shimJar';

const run = promisify(execFile);
const before = { ...process.env };
let folder: string;

beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'firestore test '))));
afterEach(async () => {
  process.env = { ...before };
  await rm(folder, { recursive: true });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function listenSomewhere(): Promise<[Server, number]> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return [server, (server.address() as AddressInfo).port];
}

describe('startFirestore', () => {
  it('serves on a free port, enforces the rules, and is gone after close', async () => {
    const rulesFile = join(folder, 'some.rules');
    await writeFile(
      rulesFile,
      'rules_version = "2"; service cloud.firestore { match /databases/{d}/documents { match /open/{id} { allow read; } } }',
    );
    const firestore = await startFirestore({ projectId: 'demo-start', rulesFile });
    const { host, port, pid } = firestore;
    const status = async (project: string, path: string) =>
      (await fetch(`http://${host}:${port}/v1/projects/${project}/databases/(default)/documents/${path}`))
        .status;
    const seen = await Promise.all([
      status('demo-start', 'open/1'),
      status('demo-start', 'shut/1'),
      status('demo-other', 'shut/1'),
    ]);
    await firestore.close();
    expect({
      seen,
      alive: isAlive(pid),
      portAgain: await freePort({ port, exact: true, name: 'a test' }),
    }).toEqual({
      seen: [404, 403, 403],
      alive: false,
      portAgain: port,
    });
  }, 60_000);

  it('takes another port when somebody was faster, and says so only when a port was asked for', async () => {
    const [server, taken] = await listenSomewhere();
    const offers = [taken, await freePort({ name: 'a test' })];
    const [, second] = offers;
    const firestore = await startFirestore({ projectId: 'demo-start' }, () =>
      Promise.resolve(offers.shift() ?? 0),
    );
    await firestore.close();
    expect(firestore.port).toBe(second);
    await expect(startFirestore({ projectId: 'demo-start', port: taken })).rejects.toThrow(
      `Port ${taken} is in use`,
    );
    server.close();
  }, 60_000);

  it('quotes the place of a mistake in the rules', async () => {
    const rulesFile = join(folder, 'bad.rules');
    await writeFile(rulesFile, 'service cloud.firestore {\n  match /a { allow read: iff true; }\n}');
    await expect(startFirestore({ projectId: 'demo-start', rulesFile })).rejects.toThrow(/bad\.rules.*L2:/s);
  }, 60_000);

  it('quotes the last words of an emulator that does not come up', async () => {
    process.env.FIRESTORE_EMULATOR_BINARY_PATH = join(folder, 'not-a.jar');
    await writeFile(process.env.FIRESTORE_EMULATOR_BINARY_PATH, 'hello');
    await expect(startFirestore({ projectId: 'demo-start' })).rejects.toThrow(
      /stopped before it was ready.*CloudFirestore/s,
    );
  }, 60_000);

  it('says in one sentence what to install when there is no Java', async () => {
    process.env = { ...before, PATH: folder, JAVA_HOME: '' };
    await expect(startFirestore({ projectId: 'demo-start' })).rejects.toThrow(
      /^The Firestore emulator needs Java, and none was found: install Java 11 or newer .*\.$/,
    );
  });

  it('leaves no emulator behind when its process is killed', async () => {
    const script = join(folder, 'start.ts');
    const source = join(process.cwd(), 'scripts/local/firestore');
    await writeFile(
      script,
      `import { startFirestore } from ${JSON.stringify(source)};
       void startFirestore({ projectId: 'demo-orphan' }).then(({ pid }) => console.log('pid', pid));`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.on('data', (text: Buffer) => resolve(Number(/pid (\d+)/.exec(String(text))?.[1]))),
    );
    const wasAlive = isAlive(pid);
    child.kill('SIGKILL');
    await until(() => !isAlive(pid));
    expect(wasAlive).toBe(true);
  }, 60_000);
});

describe('shimJar', () => {
  it('makes a jar that java -jar starts, from a folder and to a jar with spaces in their names', async () => {
    const { path } = await findEmulator();
    const odd = join(folder, 'a folder of 40 characters, more or less', 'and another one');
    await mkdir(odd, { recursive: true });
    await run('ln', ['-s', path, join(odd, 'emulator (1).jar')]);
    const shim = await shimJar(join(odd, 'emulator (1).jar'), folder);
    const { stdout, stderr } = await run('java', ['-jar', shim, '--version']);
    expect(stdout + stderr).toMatch(/\d+\.\d+\.\d+/);
  }, 60_000);

  it('writes lines of 72 bytes at most, which read back as one', async () => {
    const jar = `/${'long/'.repeat(60)}emulator.jar`;
    const shim = await shimJar(jar, folder);
    const lines = (await readFile(shim, 'latin1')).split('\r\n').map((line) => line.length);
    expect(Math.max(...lines.slice(1, -2))).toBeLessThanOrEqual(70);
    expect(await manifestOf(shim)).toMatchObject({ 'Class-Path': `file://${jar}` });
  });

  it('writes one file for one emulator, however often it is asked', async () => {
    const paths = await Promise.all([shimJar('/a.jar', folder), shimJar('/b.jar', folder)]);
    const again = await shimJar('/a.jar', folder);
    expect(again).toBe(paths[0]);
    expect(await readdir(folder)).toHaveLength(2);
  });
});
