import { isCurrency } from '../../functions/src/model/money';
import type { Manifest } from '../../functions/src/providers/manifest';
import { manifestOf, MANIFESTS } from '../../functions/src/providers/manifests';
import { helpFor, Mistake, readArguments } from '../cli/command';
import { jsonObject, readInput } from '../cli/input';
import type { Credentials } from './secrets';

const OPTIONS = {
  provider: { type: 'string', value: 'P', help: MANIFESTS.map(({ id }) => id).join(', '), required: true },
  'base-url': { type: 'string', value: 'URL', help: 'where the server is', required: true },
  credentials: { type: 'string', value: 'FILE', help: 'the sign-in; - for standard input' },
  location: { type: 'string', value: 'ID', help: 'the location of the POS; default its first' },
  settings: {
    type: 'string',
    value: 'FILE',
    help: 'settings of a connection as JSON, as for npm run connect',
  },
  currency: { type: 'string', value: 'CODE', help: "instead of the location's" },
  json: { type: 'string', value: 'FILE', help: 'write {provider, baseUrl, ok, checks} to FILE' },
  write: { type: 'boolean', help: 'also push one small order, find it again, cancel it; compare one price' },
  help: { type: 'boolean', help: 'this text' },
} as const;

export const HELP = `${helpFor('npm run conform -- [options]', OPTIONS)}

Runs an adapter against a server: a vendor's sandbox, a contract server, a simulator. Nothing is changed there
without --write. Ends with 0 when every check that was made has passed.`;

export interface ConformRequest {
  manifest: Manifest;
  /** Without trailing slash. */
  baseUrl: string;
  credentials: Credentials;
  /** False: nobody gave a sign-in, and `credentials` are placeholders that only a lenient server takes. */
  signedIn: boolean;
  externalLocationId?: string;
  settings: Record<string, unknown>;
  currency?: string;
  /** Name of the file for the report. */
  json?: string;
  write: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A sign-in goes there: over TLS, or not off this machine. */
function baseUrlIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Mistake('--base-url must be an address like http://127.0.0.1:4010.');
  if (url.username || url.password || url.search || url.hash)
    throw new Mistake('--base-url must be a bare address: no user name, no password, no query.');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw new Mistake(`--base-url: the sign-in would travel to ${url.host} unencrypted. Use https.`);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** JSON, or the bare token where there is a field for one alone. Neither file name nor content is ever quoted. */
function credentialsIn(file: string, { signIn }: Manifest): Credentials {
  let text: string;
  try {
    text = readInput('credentials', file).trim();
  } catch {
    throw new Mistake(
      '--credentials must name a file that can be read, or - for standard input. A sign-in itself never stands on the command line.',
    );
  }
  if (text === '') throw new Mistake('--credentials is empty.');
  const [only, ...others] = signIn.fields;
  if (only && others.length === 0 && /^[^\s{]\S*$/.test(text)) return { [only.name]: text };
  return jsonObject('credentials', text);
}

const placeholders = ({ signIn }: Manifest): Credentials =>
  Object.fromEntries(signIn.fields.map(({ name }) => [name, 'placeholder']));

/** What is asked for; undefined when only help is. @throws Mistake */
export function readRequest(argv: readonly string[]): ConformRequest | undefined {
  if (argv.includes('--help')) return undefined;
  const { values, positionals } = readArguments(argv, OPTIONS);
  if (positionals.length > 0)
    throw new Mistake('Everything is an option here. If you typed a sign-in: put it into a file.');
  const manifest = manifestOf(values.provider);
  if (!manifest) throw new Mistake(`There is no provider "${values.provider}": ${OPTIONS.provider.help}.`);
  const { credentials, currency, settings } = values;
  if (currency !== undefined && !isCurrency(currency))
    throw new Mistake(`--currency "${currency}" is not an ISO 4217 code such as USD.`);
  return {
    manifest,
    baseUrl: baseUrlIn(values['base-url']),
    credentials: credentials === undefined ? placeholders(manifest) : credentialsIn(credentials, manifest),
    signedIn: credentials !== undefined,
    externalLocationId: values.location,
    settings: settings === undefined ? {} : jsonObject('settings', readInput('settings', settings)),
    currency,
    json: values.json,
    write: values.write ?? false,
  };
}
