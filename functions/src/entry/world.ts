import { initializeApp, getApps } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { Pacer } from '../deliver/pacer';
import type { World } from '../deliver/world';
import { grantFrom } from '../plan/budget';
import { axiosHttp } from '../providers/axiosHttp';
import { manifestOf } from '../providers/manifests';
import { cloudTasks } from '../queue/cloudTasks';
import { budgetsIn } from '../records/budgets';
import { connectionsIn } from '../records/connections';
import { jobsIn } from '../records/jobs';
import { linkTablesIn } from '../records/linkTables';
import { noticesIn } from '../records/notices';
import { ordersIn } from '../records/orders';
import { priceEditsIn } from '../records/priceEdits';
import { productsIn } from '../records/products';
import { masterKeyWrapper, type KeyWrapper } from '../records/seal';
import { vaultIn } from '../records/vault';
import { log } from './log';
import { APPS, MASTER_KEY, MAX_INSTANCES, REGION } from './params';

const appsSchema = z.record(
  z.string(),
  z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) }),
);

const onEmulator = () => process.env.FUNCTIONS_EMULATOR === 'true';

function app(provider: string) {
  const apps = appsSchema.safeParse(JSON.parse(APPS.value() || '{}'));
  // The parse error would quote the secret.
  if (!apps.success)
    throw new Error(
      'The secret TILLBRIDGE_APPS is not of the form {"square": {"clientId": "...", "clientSecret": "..."}}.',
    );
  return apps.data[provider];
}

/** On the emulators a simulator can stand in for a POS; a deployed bridge speaks to the vendor's hosts only. */
async function baseUrl(provider: string, environment: 'production' | 'sandbox'): Promise<string> {
  const stand_in = onEmulator() ? process.env[`TILLBRIDGE_URL_${provider.toUpperCase()}`] : undefined;
  if (stand_in) return stand_in;
  const hosts = manifestOf(provider)?.hosts;
  const host = environment === 'sandbox' ? hosts?.sandbox : hosts?.production;
  if (!host) throw new Error(`${provider} has no ${environment} environment.`);
  return host;
}

let world: World | undefined;

/** The real world, wired once per instance. */
export function theWorld(): World {
  world ??= wire();
  return world;
}

function wire(): World {
  // Not "any app": firebase-functions makes one of its own, under another name.
  if (!getApps().some(({ name }) => name === '[DEFAULT]')) initializeApp();
  const db = getFirestore();
  let wrapper: KeyWrapper | undefined;
  return {
    jobs: jobsIn(db),
    orders: ordersIn(db),
    products: productsIn(db),
    priceEdits: priceEditsIn(db),
    budgets: budgetsIn(db, grantFrom),
    pacer: new Pacer(),
    instances: MAX_INSTANCES.value(),
    connections: connectionsIn(db),
    linkTables: linkTablesIn(db),
    vault: vaultIn(db, () => (wrapper ??= masterKeyWrapper(MASTER_KEY.value())), Date.now),
    notices: noticesIn(db),
    queue: cloudTasks(REGION.value()),
    http: axiosHttp,
    app,
    baseUrl,
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    log,
  };
}
