import { initializeApp, getApps } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { Pacer } from '../deliver/pacer';
import type { World } from '../deliver/world';
import { grantFrom } from '../plan/budget';
import { takeTurn } from '../plan/messaging/dispatch';
import { takeToken } from '../plan/tokenBucket';
import { axiosHttp } from '../providers/axiosHttp';
import { manifestOf } from '../providers/manifests';
import { cloudTasks } from '../queue/cloudTasks';
import { budgetsIn } from '../records/budgets';
import { connectionsIn } from '../records/connections';
import { deliveriesIn } from '../records/deliveries';
import { eventsIn } from '../records/events';
import { historyIn } from '../records/history';
import { integrationsIn } from '../records/integrations';
import { jobsIn } from '../records/jobs';
import { linkTablesIn } from '../records/linkTables';
import { linkSigner } from '../records/linkSigner';
import { masterKeys } from '../records/masterKeys';
import { membersIn } from '../records/members';
import { menusIn } from '../records/menus';
import { noticesIn } from '../records/notices';
import { oauthStatesIn } from '../records/oauthStates';
import { ordersIn } from '../records/orders';
import { preferencesIn } from '../records/preferences';
import { priceEditsIn } from '../records/priceEdits';
import { priceHistoryIn } from '../records/priceHistory';
import { productsIn } from '../records/products';
import { publishingIn } from '../records/publishing';
import { pullsIn } from '../records/pulls';
import { rateLimitsIn } from '../records/rateLimits';
import { runsIn } from '../records/runs';
import { vaultIn } from '../records/vault';
import { watchIn } from '../records/watch';
import { webhooksIn } from '../records/webhooks';
import { theKeys } from './keys';
import { localReceivers } from './localReceivers';
import { log } from './log';
import { messagesOf } from './messages';
import {
  APPS,
  HOSTS,
  MASTER_KEY,
  MAX_INSTANCES,
  ORDERS_PATH,
  PRODUCTS_PATH,
  PUBLIC_URL,
  REGION,
} from './params';

const appsSchema = z.record(
  z.string(),
  z.object({
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    webhookSecrets: z.array(z.string().min(12)).optional(),
  }),
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

const hosts = () =>
  HOSTS.value()
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean);

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
  return {
    jobs: jobsIn(db),
    orders: ordersIn(db),
    products: productsIn(db),
    priceEdits: priceEditsIn(db),
    budgets: budgetsIn(db, grantFrom),
    pacer: new Pacer(),
    instances: MAX_INSTANCES.value(),
    connections: connectionsIn(db),
    pulls: pullsIn(db, Date.now),
    runs: runsIn(db),
    priceMoves: priceHistoryIn(db),
    integrations: integrationsIn(db),
    publishing: publishingIn(db, () => PRODUCTS_PATH.value()),
    linkTables: linkTablesIn(db),
    history: historyIn(db, () => ORDERS_PATH.value()),
    menus: menusIn(db, () => PRODUCTS_PATH.value()),
    vault: vaultIn(db, theKeys, Date.now),
    notices: noticesIn(db),
    members: membersIn(db),
    oauthStates: oauthStatesIn(db),
    rateLimits: rateLimitsIn(db, takeToken),
    webhooks: webhooksIn(db),
    events: eventsIn(db, Date.now),
    watch: watchIn(db),
    preferences: preferencesIn(db),
    deliveries: deliveriesIn(db, takeTurn),
    messages: messagesOf(axiosHttp, Date.now),
    links: linkSigner(() => masterKeys(MASTER_KEY.value()).map(({ base64 }) => base64)),
    publicUrl: PUBLIC_URL.value().replace(/\/+$/, ''),
    queue: cloudTasks(REGION.value()),
    http: axiosHttp,
    app,
    hosts: hosts(),
    localReceivers: localReceivers(process.env),
    baseUrl,
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    log,
  };
}
