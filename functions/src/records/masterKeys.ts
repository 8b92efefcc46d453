import { masterKeyWrapper, misconfigured, type KeyWrapper } from './seal';

/** Of a key that stands alone, without a name. */
const UNNAMED = 'master-1';
const NAMED = /^([A-Za-z0-9-]{1,40}):(.*)$/;

/**
 * Master keys as the secret holds them: one in base64, or several as `name:base64`, separated by commas. The first one
 * seals; the others open what they have sealed, until everything is sealed anew.
 * @throws Failure when one is no key, or a name comes twice. No message quotes a key.
 */
export function masterKeys(secret: string): { keyId: string; base64: string }[] {
  const keys = secret
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, keyId = UNNAMED, base64 = part] = NAMED.exec(part) ?? [];
      return { keyId, base64 };
    });
  if (keys.length === 0) throw misconfigured('TILLBRIDGE_MASTER_KEY is empty.');
  if (new Set(keys.map(({ keyId }) => keyId)).size < keys.length)
    throw misconfigured('TILLBRIDGE_MASTER_KEY holds two keys of one name: "master-2:<new>,master-1:<old>".');
  return keys;
}

export const masterKeyWrappers = (secret: string): KeyWrapper[] =>
  masterKeys(secret).map(({ keyId, base64 }) => masterKeyWrapper(base64, keyId));
