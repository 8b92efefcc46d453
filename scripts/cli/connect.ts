import type { ConnectRequest } from '../../functions/src/deliver/connect';
import { loadProvider } from '../../functions/src/providers/load';
import type { Manifest, SignInField } from '../../functions/src/providers/manifest';
import { CHANNELS, manifestOf, MANIFESTS } from '../../functions/src/providers/manifests';
import { builtCode } from '../demo/built';
import { helpFor, idOf, Mistake, readArguments } from './command';
import { jsonObject, readInput } from './input';
import { aim, TARGET } from './target';

const PROVIDERS = [...MANIFESTS, ...CHANNELS].map(({ id }) => id).join(', ');
const OPTIONS = {
  tenant: { type: 'string', value: 'T', help: 'the tenant', required: true },
  location: { type: 'string', value: 'L', help: 'our location whose orders it takes', required: true },
  provider: { type: 'string', value: 'P', help: PROVIDERS, required: true },
  connection: { type: 'string', value: 'ID', help: 'our name for it; default PROVIDER-LOCATION' },
  'external-location': { type: 'string', value: 'X', help: 'the location of the POS, if it has several' },
  credentials: { type: 'string', value: 'FILE', help: 'the sign-in; - for standard input', required: true },
  settings: { type: 'string', value: 'FILE', help: 'settings of the connection as JSON' },
  sandbox: { type: 'boolean', help: "the POS's sandbox instead of its production" },
  ...TARGET,
} as const;
export const CONNECT_HELP = helpFor('npm run connect -- [options]', OPTIONS);

const CONNECTION_ID = /^[A-Za-z0-9-]{1,64}$/;

/** JSON, or the bare token where a token is all that the POS asks for. Never quoted in a message. */
function credentialsIn(text: string, { name, signIn }: Manifest): Record<string, unknown> {
  if (text.trim() === '') throw new Mistake('--credentials is empty.');
  const [only, ...others] = signIn.fields;
  if (only && others.length === 0 && /^\S+$/.test(text.trim()) && !text.trim().startsWith('{'))
    return { [only.name]: text.trim() };
  const credentials = jsonObject('credentials', text);
  const absent = signIn.fields.filter((field) => !credentials[field.name]);
  const missing = absent.filter(({ optional }) => !optional);
  if (missing.length > 0)
    throw new Mistake(`--credentials lacks what ${name} asks for:\n${explained(missing)}`);
  if (absent.length === signIn.fields.length)
    throw new Mistake(`--credentials holds nothing that ${name} asks for:\n${explained(absent)}`);
  return credentials;
}

const explained = (fields: readonly SignInField[]) =>
  fields.map(({ name, label, help }) => `  ${name}: ${label}. ${help}`).join('\n');

async function settingsIn(text: string, provider: string): Promise<Record<string, unknown>> {
  const settings = jsonObject('settings', text);
  const { pos } = await loadProvider(provider);
  const result = pos.safeParse(settings.pos ?? {});
  if (result.success) return settings;
  const issues = result.error.issues.map(
    ({ path, message }) => `  pos.${path.map(String).join('.')}: ${message}`,
  );
  throw new Mistake(`--settings cannot be used:\n${issues.join('\n')}`);
}

/** What is asked for, checked as far as it can be without asking anybody. @throws Mistake */
export async function readRequest(argv: readonly string[]) {
  const { values } = readArguments(argv, OPTIONS);
  const manifest = manifestOf(values.provider);
  if (!manifest) throw new Mistake(`There is no provider "${values.provider}": ${OPTIONS.provider.help}.`);
  const locationId = idOf('location', values.location);
  const connectionId = values.connection ?? `${values.provider}-${locationId}`;
  if (!CONNECTION_ID.test(connectionId))
    throw new Mistake(
      `"${connectionId}" cannot be a connection id: letters, digits, dashes. Set --connection.`,
    );
  const request: ConnectRequest = {
    tenantId: idOf('tenant', values.tenant),
    connectionId,
    provider: values.provider,
    environment: values.sandbox ? 'sandbox' : 'production',
    locationId,
    externalLocationId: values['external-location'],
    credentials: credentialsIn(readInput('credentials', values.credentials), manifest),
    settings:
      values.settings === undefined
        ? undefined
        : await settingsIn(readInput('settings', values.settings), values.provider),
  };
  return { request, target: { project: values.project, firestore: values.firestore } };
}

function checkMasterKey(): void {
  if (process.env.TILLBRIDGE_MASTER_KEY) return;
  throw new Mistake(
    'TILLBRIDGE_MASTER_KEY is not set: the sign-in is stored encrypted under it. Set it to the secret of the deployed functions, for example\n  export TILLBRIDGE_MASTER_KEY="$(npm run -s firebase -- functions:secrets:access TILLBRIDGE_MASTER_KEY --project PROJECT)"',
  );
}

/** Connects a location of a tenant to a POS: tries the sign-in there, stores it sealed. */
export async function connectCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(CONNECT_HELP), 0);
  const { request, target } = await readRequest(argv);
  const { local, project } = await aim(target);
  if (!local) checkMasterKey();
  const { world, connect, db } = builtCode();
  const { tenantId, locationId, connectionId, provider } = request;
  const before = await world.connections.read(tenantId, connectionId);
  if (before && before.provider !== provider)
    throw new Mistake(
      `${connectionId} is a connection to ${before.provider} already: choose another --connection.`,
    );
  // Connecting again renews the sign-in; what somebody has set stays.
  const connection = await connect(world, { ...request, settings: request.settings ?? before?.settings });
  const location = await db.doc(`tenants/${tenantId}/locations/${locationId}`).get();
  console.log(`Connected in ${project}: tenants/${tenantId}/connections/${connectionId}`);
  console.log(`  ${connection.name}: account ${connection.accountId}, ${connection.currency}`);
  console.log(`  It takes the orders whose locationId is "${locationId}".`);
  if (!location.exists)
    console.log(`  There is no document tenants/${tenantId}/locations/${locationId} yet.`);
  console.log('Next: link products to items of the POS with "npm run link".');
  return 0;
}
