import { z } from 'zod';
import { Failure } from '../model/failure';
import { damaged, misconfigured, type KeyWrapper, type Wrapped } from './seal';

/** The part of providers/http.ts that this needs. */
type Send = (request: {
  method: 'POST';
  url: string;
  headers: Record<string, string>;
  body: string;
  effect: boolean;
  timeoutMs: number;
}) => Promise<{ status: number; text: string }>;

export interface KmsOptions {
  /** `projects/P/locations/L/keyRings/R/cryptoKeys/K`: a symmetric key; its primary version wraps. */
  key: string;
  http: Send;
  /** An access token of the functions' own service account. */
  token: () => Promise<string>;
  now: () => number;
  /** Another address than Google's, for tests. */
  baseUrl?: string;
}

const KEY_NAME = /^projects\/[^/\s]+\/locations\/[^/\s]+\/keyRings\/[^/\s]+\/cryptoKeys\/[^/\s]+$/;
const TIMEOUT_MS = 10_000;
/** As long as the vault keeps what is opened with them. */
const CACHE_MS = 5 * 60_000;
const CACHED_AT_MOST = 500;

const encrypted = z.looseObject({ name: z.string(), ciphertext: z.string().min(1) });
const decrypted = z.looseObject({ plaintext: z.string().min(1) });

/** The bridge cannot get at its key now: nothing was sent to any POS, and it tries again. */
const unavailable = (what: string, advice: string, httpStatus?: number) =>
  new Failure('unavailable', `Cloud KMS ${what}, so the stored sign-in stays shut.`, {
    sent: false,
    advice,
    httpStatus,
  });

/** What was thrown may quote the request with its token: it is not repeated. */
function withoutToken(): never {
  throw unavailable(
    'cannot be asked without a sign-in of our own',
    'Look at the functions’ service account.',
  );
}

function withoutReply(): never {
  throw unavailable('gives no answer', 'The bridge tries again by itself.');
}

/** Google's error codes: https://cloud.google.com/apis/design/errors */
const refusals: Readonly<Record<number, () => Failure>> = {
  401: () => unavailable('does not accept the functions’ own sign-in', 'See docs/operating.md, KMS.', 401),
  403: () =>
    unavailable(
      'does not let the functions use the key of TILLBRIDGE_KMS_KEY',
      'Give their service account the role roles/cloudkms.cryptoKeyEncrypterDecrypter on the key.',
      403,
    ),
  404: () => unavailable('has no key of the name in TILLBRIDGE_KMS_KEY', 'Correct the parameter.', 404),
  429: () => unavailable('asks us to slow down', 'The bridge tries again by itself.', 429),
};

/** A key that is switched off and a ciphertext that does not fit both come as 400, told apart by Google's status. */
function refusal(status: number, text: string): Failure {
  if (status === 400 && text.includes('FAILED_PRECONDITION'))
    return unavailable('says that the key is disabled or destroyed', 'Enable its version in Cloud KMS.', 400);
  if (status === 400) return damaged();
  return refusals[status]?.() ?? unavailable(`has trouble (${status})`, 'The bridge tries again.', status);
}

function reply<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw unavailable('answered something unknown', 'The bridge tries again; if it stays so, report it.');
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/**
 * A key wrapper on Cloud KMS: data keys are wrapped there, and the key itself never leaves it. The context goes along
 * as additional authenticated data, so that KMS refuses a key that was wrapped for another connection. Fails closed.
 * @throws Failure when `key` is not the name of a key.
 */
export function kmsWrapper({ key, http, token, now, baseUrl }: KmsOptions): KeyWrapper {
  if (!KEY_NAME.test(key))
    throw misconfigured(
      'TILLBRIDGE_KMS_KEY must be of the form projects/P/locations/L/keyRings/R/cryptoKeys/K, without a version.',
    );
  const opened = new Map<string, { dataKey: Buffer; until: number }>();

  async function ask<Schema extends z.ZodType>(verb: string, body: object, schema: Schema) {
    const authorization = `Bearer ${await token().catch(withoutToken)}`;
    const { status, text } = await http({
      method: 'POST',
      url: `${baseUrl ?? 'https://cloudkms.googleapis.com'}/v1/${key}:${verb}`,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      effect: false,
      timeoutMs: TIMEOUT_MS,
    }).catch(withoutReply);
    if (status !== 200) throw refusal(status, text);
    return reply(text, schema);
  }

  return {
    keyId: `kms:${key}`,

    /** https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/encrypt */
    async wrap(dataKey: Buffer, context: string): Promise<Wrapped> {
      const body = { plaintext: dataKey.toString('base64'), additionalAuthenticatedData: base64(context) };
      const { name, ciphertext } = await ask('encrypt', body, encrypted);
      return { ciphertext, version: name.split('/').at(-1) ?? '' };
    },

    /** https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/decrypt */
    async unwrap(wrapped: Wrapped, context: string): Promise<Buffer> {
      if (!('ciphertext' in wrapped)) throw damaged();
      const known = `${context} ${wrapped.ciphertext}`;
      const cached = opened.get(known);
      if (cached && cached.until > now()) return cached.dataKey;
      const body = { ciphertext: wrapped.ciphertext, additionalAuthenticatedData: base64(context) };
      const dataKey = Buffer.from((await ask('decrypt', body, decrypted)).plaintext, 'base64');
      if (dataKey.length !== 32) throw damaged();
      if (opened.size >= CACHED_AT_MOST) opened.clear();
      opened.set(known, { dataKey, until: now() + CACHE_MS });
      return dataKey;
    },
  };
}
