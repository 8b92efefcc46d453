import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** AES-256-GCM output, base64. */
const boxSchema = z.object({ iv: z.string(), tag: z.string(), data: z.string() });
type Box = z.infer<typeof boxSchema>;

/** What stands in the vault: credentials under a data key, the data key under the master key. */
export const sealedSchema = z.object({ keyId: z.string(), key: boxSchema, content: boxSchema });
export type Sealed = z.infer<typeof sealedSchema>;

/** Wraps and unwraps data keys; a KMS would be another one of these. */
export interface KeyWrapper {
  keyId: string;
  wrap(dataKey: Buffer, context: string): Promise<Box>;
  /** @throws Error when the box was made under another key or for another context. */
  unwrap(box: Box, context: string): Promise<Buffer>;
}

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

function decrypt(key: Buffer, box: Box, context: string): Buffer {
  const tag = Buffer.from(box.tag, 'base64');
  if (tag.length !== 16) throw new Error('The sealed credentials are damaged.');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.iv, 'base64'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(Buffer.from(box.data, 'base64')), decipher.final()]);
}

/**
 * A key wrapper on a master key of 32 bytes, given as base64 (`openssl rand -base64 32`).
 * @throws Error when it is not that.
 */
export function masterKeyWrapper(base64: string, keyId = 'master-1'): KeyWrapper {
  const master = Buffer.from(base64.trim(), 'base64');
  if (master.length !== 32)
    throw new Error(
      'TILLBRIDGE_MASTER_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32',
    );
  return {
    keyId,
    wrap: async (dataKey, context) => encrypt(master, dataKey, context),
    unwrap: async (box, context) => decrypt(master, box, context),
  };
}

/** Seals a JSON value for one context (tenant, provider, connection); it opens nowhere else. */
export async function seal(value: unknown, context: string, wrapper: KeyWrapper): Promise<Sealed> {
  const dataKey = randomBytes(32);
  const content = encrypt(dataKey, Buffer.from(JSON.stringify(value)), context);
  return { keyId: wrapper.keyId, key: await wrapper.wrap(dataKey, context), content };
}

/** @throws Error when it was sealed for another context, under another key, or tampered with. */
export async function unseal(sealed: Sealed, context: string, wrapper: KeyWrapper): Promise<unknown> {
  if (sealed.keyId !== wrapper.keyId)
    throw new Error(`The credentials are sealed under the key ${sealed.keyId}.`);
  const dataKey = await wrapper.unwrap(sealed.key, context);
  const value: unknown = JSON.parse(decrypt(dataKey, sealed.content, context).toString('utf8'));
  return value;
}
