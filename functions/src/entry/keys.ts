import type { GoogleAuth } from 'google-auth-library';
import { axiosHttp } from '../providers/axiosHttp';
import { kmsWrapper } from '../records/kms';
import { masterKeyWrappers } from '../records/masterKeys';
import type { Keys } from '../records/seal';
import { KMS_KEY, MASTER_KEY } from './params';

const SCOPE = 'https://www.googleapis.com/auth/cloudkms';

let auth: Promise<GoogleAuth> | undefined;

/** An access token of whatever the process runs as; the library keeps it until it is about to expire. */
async function ownToken(): Promise<string> {
  auth ??= import('google-auth-library').then((library) => new library.GoogleAuth({ scopes: SCOPE }));
  const token = await (await auth).getAccessToken();
  if (!token) throw new Error('There is no access token.');
  return token;
}

let keys: Keys | undefined;

/** The keys of the vault, as the two parameters name them. */
export function theKeys(): Keys {
  keys ??= keysIn(KMS_KEY.value(), MASTER_KEY.value());
  return keys;
}

/** In the list of KMS keys: the master keys' place, where they do not come last. */
const MASTER = 'master';

/**
 * Keys of Cloud KMS, by commas, then the master keys; `master` in the list puts those in another place, as on the way back
 * from KMS. @throws Failure for a key that is none
 */
export function keysIn(kmsKeys: string, masterSecret: string): Keys {
  const names = kmsKeys
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const masters = masterKeyWrappers(masterSecret);
  const listed = names.flatMap((key) =>
    key === MASTER ? masters : [kmsWrapper({ key, http: axiosHttp, token: ownToken, now: Date.now })],
  );
  return names.includes(MASTER) ? listed : [...listed, ...masters];
}
