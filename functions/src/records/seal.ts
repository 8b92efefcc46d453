import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../model/failure';

/** AES-256-GCM output, base64. */
const boxSchema = z.object({ iv: z.string(), tag: z.string(), data: z.string() });
type Box = z.infer<typeof boxSchema>;

/** A data key under a key service: its ciphertext, and which version of the service's key made it. */
const remoteSchema = z.object({ ciphertext: z.string(), version: z.string() });

/** A wrapped data key, in the form of whoever wrapped it. */
const wrappedSchema = z.union([boxSchema, remoteSchema]);
export type Wrapped = z.infer<typeof wrappedSchema>;

/** What stands in the vault: credentials under a data key, the data key under a key of somebody else. */
export const sealedSchema = z.object({ keyId: z.string(), key: wrappedSchema, content: boxSchema });
export type Sealed = z.infer<typeof sealedSchema>;

/** Wraps and unwraps data keys: on a master key, or by a key service (kms.ts). */
export interface KeyWrapper {
  keyId: string;
  wrap(dataKey: Buffer, context: string): Promise<Wrapped>;
  /** @throws Failure when it was wrapped under another key or for another context. */
  unwrap(wrapped: Wrapped, context: string): Promise<Buffer>;
}

/** The keys that are known: the first one seals, each opens what it has sealed. */
export type Keys = readonly KeyWrapper[];

function encrypt(key: Buffer, plaintext: Buffer, context: string): Box {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** A bug or an attack: nothing in it may be believed, and trying again does not mend it. */
export const damaged = () =>
  new Failure('unexpected', 'The stored sign-in is damaged, or was made for another connection.', {
    advice: 'Connect the POS again.',
  });

function decrypt(key: Buffer, box: Box, context: string): Buffer {
  const tag = Buffer.from(box.tag, 'base64');
  if (tag.length !== 16) throw damaged();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.iv, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
    return Buffer.concat([decipher.update(Buffer.from(box.data, 'base64')), decipher.final()]);
  } catch {
    throw damaged();
  }
}

/** The operator has set a key wrongly: what waits goes on waiting, and is tried again. Never quotes the key. */
export const misconfigured = (what: string) =>
  new Failure('unavailable', what, { sent: false, advice: 'Whoever runs the bridge must correct it.' });

const SHAPE = 'TILLBRIDGE_MASTER_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32';

/**
 * A key wrapper on a master key of 32 bytes, given as base64 (`openssl rand -base64 32`).
 * @throws Failure when it is not that.
 */
export function masterKeyWrapper(base64: string, keyId = 'master-1'): KeyWrapper {
  const master = Buffer.from(base64.trim(), 'base64');
  if (master.length !== 32) throw misconfigured(SHAPE);
  return {
    keyId,
    wrap: async (dataKey, context) => encrypt(master, dataKey, context),
    async unwrap(wrapped, context) {
      if (!('iv' in wrapped)) throw damaged();
      return decrypt(master, wrapped, context);
    },
  };
}

/** Seals a JSON value for one context (tenant, provider, connection) under the first key; it opens nowhere else. */
export async function seal(value: unknown, context: string, [first]: Keys): Promise<Sealed> {
  if (!first) throw new Error('There is no key to seal with.');
  const dataKey = randomBytes(32);
  const content = encrypt(dataKey, Buffer.from(JSON.stringify(value)), context);
  return { keyId: first.keyId, key: await first.wrap(dataKey, context), content };
}

/** @throws Failure when it was sealed for another context, under a key that is not known, or tampered with. */
export async function unseal(sealed: Sealed, context: string, keys: Keys): Promise<unknown> {
  const wrapper = keys.find(({ keyId }) => keyId === sealed.keyId);
  if (!wrapper)
    throw new Failure('unavailable', `The stored sign-in is sealed under the key ${sealed.keyId}.`, {
      sent: false,
      advice: `Whoever runs the bridge must give it the key ${sealed.keyId} again.`,
    });
  const dataKey = await wrapper.unwrap(sealed.key, context);
  const value: unknown = JSON.parse(decrypt(dataKey, sealed.content, context).toString('utf8'));
  return value;
}
