import type { Badge } from '../../functions/src/model/badge';
import { builtCode } from '../demo/built';
import * as samples from '../demo/orders';
import { LOCATION, TENANT } from '../demo/seed';
import { table } from '../demo/table';
import { helpFor, Mistake, readArguments } from './command';
import { aim, TARGET } from './target';

const { firestore } = TARGET;
const OPTIONS = { firestore } as const;
const SAMPLES = Object.keys(samples);
export const ORDER_HELP = `${helpFor('npm run order -- [SAMPLE] [options]', OPTIONS)}

Samples: ${SAMPLES.join(', ')}`;

const PATIENCE_MS = 30_000;
type Badges = Record<string, Badge | undefined>;
type Database = ReturnType<typeof builtCode>['db'];

/** Which sample, and where. @throws Mistake */
export function readOrderWish(argv: readonly string[]) {
  const { values, positionals } = readArguments(argv, OPTIONS);
  const [name = 'plain', ...rest] = positionals;
  const sample = SAMPLES.includes(name) ? samples[name as keyof typeof samples] : undefined;
  if (!sample || rest.length > 0) throw new Mistake(`Name one sample: ${SAMPLES.join(', ')}.`);
  return { sample, firestore: values.firestore };
}

/** The badges once none of them is still to come, or as they are when that takes too long. */
function settled(db: Database, path: string, connections: readonly string[]): Promise<Badges> {
  return new Promise((resolve, reject) => {
    let latest: Badges = {};
    const finish = () => {
      clearTimeout(late);
      stop();
      resolve(latest);
    };
    const late = setTimeout(finish, PATIENCE_MS);
    const stop = db.doc(path).onSnapshot((snapshot) => {
      latest = (snapshot.get('pos') ?? {}) as Badges;
      const isThere = (id: string) => latest[id] !== undefined && latest[id].status !== 'pending';
      if (connections.every(isThere)) finish();
    }, reject);
  });
}

/** What a badge says in words: the error with every field it names, or the notes. */
function words(badge: Badge | undefined): string {
  const { error, notes = [] } = badge ?? {};
  if (!error) return notes.join(' ');
  const fields = error.fields?.map(({ path, message }) => `${path}: ${message}.`) ?? [];
  return [error.message, ...fields, error.advice ?? ''].join(' ').trim();
}

const row = ([id, badge]: [string, Badge | undefined]): string[] => [
  id,
  badge?.status ?? '-',
  badge?.externalId ?? '-',
  String(badge?.posTotal ?? '-'),
  words(badge),
];

/** Writes one order of the demo shop, as a storefront would, and shows what becomes of it. */
export async function orderCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(ORDER_HELP), 0);
  const { sample, firestore: address } = readOrderWish(argv);
  await aim({ firestore: address });
  const { db } = builtCode();
  const here = await db.collection(`tenants/${TENANT}/connections`).where('locationId', '==', LOCATION).get();
  if (here.empty)
    throw new Mistake(`The emulator has no demo shop: start it with "npm start", which seeds one.`);
  const number = String(Date.now() % 100_000_000);
  const order = sample(number);
  const path = `tenants/${TENANT}/orders/order-${number}`;
  const startedAt = performance.now();
  await db.doc(path).set(order);
  console.log(`Wrote ${path}, total ${order.total} cents. Waiting for its badges ...\n`);
  const connections = here.docs.map(({ id }) => id);
  const badges = await settled(db, path, connections);
  const rows = connections.map((id) => row([id, badges[id]]));
  console.log(table(['pos', 'status', 'externalId', 'posTotal', 'message'], rows));
  console.log(`\nAfter ${Math.round(performance.now() - startedAt)} ms.`);
  return connections.every((id) => badges[id] && badges[id].status !== 'pending') ? 0 : 1;
}
