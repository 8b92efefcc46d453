import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { functionsDir, PROJECT } from '../demo/built';
import { placed } from './fixture';
import { against, figure, median, type Benchmark, type Measure } from './measure';

const ROUNDS = 9;
const AIM = 1.3;
const MEGABYTE = 1024 * 1024;
const run = promisify(execFile);

interface Loaded {
  ms: number;
  rssBytes: number;
  heapBytes: number;
}

const lib = (file: string) => join(functionsDir, 'lib', file);

/** What an instance loads, up to the given point of its life. */
const OURS = {
  index: [lib('index.js')],
  order: [lib('index.js'), lib('entry/orderWritten.js'), lib('entry/world.js')],
};

/** Loads modules in a process of their own, as an instance that starts does. */
async function load(files: readonly string[]): Promise<Loaded> {
  const probe = join(__dirname, 'fixtures', 'loadProbe.cjs');
  const env = {
    PATH: process.env.PATH,
    GCLOUD_PROJECT: PROJECT,
    FIREBASE_CONFIG: JSON.stringify({ projectId: PROJECT }),
    TILLBRIDGE_REGION: 'us-central1',
    TILLBRIDGE_MAX_INSTANCES: '10',
  };
  const { stdout } = await run(process.execPath, ['--expose-gc', probe, ...files], { env });
  return JSON.parse(stdout) as Loaded;
}

const medians = (loads: readonly Loaded[]): Loaded => ({
  ms: median(loads.map(({ ms }) => ms)),
  rssBytes: median(loads.map(({ rssBytes }) => rssBytes)),
  heapBytes: median(loads.map(({ heapBytes }) => heapBytes)),
});

const millis = (ms: number) => `${Math.round(ms)} ms`;
const megabytes = (bytes: number) => `${Math.round(bytes / MEGABYTE)} MB`;

const LAZY =
  'Nearly equal, as firebase-functions brings the most of firebase-admin itself: index.js adds its parameters, manifests and paths, and every body comes with the first call.';
const HEAVY = 'what index.js imports beyond firebase-functions costs that much.';

function compare(bare: Loaded, index: Loaded, order: Loaded): Measure[] {
  const time = (ours: Loaded) => `${millis(ours.ms)} against ${millis(bare.ms)}.`;
  const memory = (ours: Loaded) =>
    `${megabytes(ours.rssBytes)} resident against ${megabytes(bare.rssBytes)}; heap ${megabytes(ours.heapBytes)} against ${megabytes(bare.heapBytes)}.`;
  const indexTime = figure('load: time', index.ms / bare.ms, 'x bare', `${time(index)} ${LAZY}`);
  const indexMemory = figure('load: memory', index.rssBytes / bare.rssBytes, 'x bare', memory(index));
  return [
    against(AIM, indexTime, HEAVY),
    against(AIM, indexMemory, HEAVY),
    figure('load until the first order is served: time', order.ms / bare.ms, 'x bare', time(order)),
    figure(
      'load until the first order is served: memory',
      order.rssBytes / bare.rssBytes,
      'x bare',
      memory(order),
    ),
  ];
}

export const loading: Benchmark = {
  name: 'load',
  about: 'what a starting instance loads, against a bare module of the same kind',
  async run() {
    const { file, remove } = placed('bare.cjs');
    const contestants = { bare: [file], ...OURS };
    const loads: Record<keyof typeof contestants, Loaded[]> = { bare: [], index: [], order: [] };
    const names = ['bare', 'index', 'order'] as const;
    try {
      // The first round warms the disk cache.
      for (let round = 0; round <= ROUNDS; round += 1)
        for (const name of names) {
          const loaded = await load(contestants[name]);
          if (round > 0) loads[name].push(loaded);
        }
    } finally {
      remove();
    }
    return compare(medians(loads.bare), medians(loads.index), medians(loads.order));
  },
};
