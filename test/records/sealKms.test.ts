import { randomBytes } from 'node:crypto';
import { keysIn } from '../../functions/src/entry/keys';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { kmsWrapper, type KmsOptions } from '../../functions/src/records/kms';
import { masterKeyWrapper, seal, unseal } from '../../functions/src/records/seal';
import { KEY, serveKms, TOKEN } from '../simulators/kms';

let kms: Awaited<ReturnType<typeof serveKms>>;
let now = 0;
beforeEach(async () => void ([kms, now] = [await serveKms(), 0]));
afterEach(() => kms.close());

const wrapper = (more: Partial<KmsOptions> = {}) =>
  kmsWrapper({
    key: KEY,
    http: axiosHttp,
    token: async () => TOKEN,
    now: () => now,
    baseUrl: kms.url,
    ...more,
  });
const secret = { accessToken: 'canary-token-1' };
const sealed = (context = 't/square/c') => seal(secret, context, [wrapper()]);
const fails = (opening: Promise<unknown>) =>
  opening.then(
    () => 'it opened',
    (thrown: Error & { kind?: string }) => `${thrown.kind}: ${thrown.message}`,
  );

describe('credentials sealed under Cloud KMS', () => {
  it('open again for their own context, and name key and version', async () => {
    const box = await sealed();
    expect([box.keyId, box.key]).toEqual([
      `kms:${KEY}`,
      { ciphertext: expect.any(String) as string, version: '1' },
    ]);
    expect(JSON.stringify(box)).not.toContain('canary');
    expect(await unseal(box, 't/square/c', [wrapper()])).toEqual(secret);
  });

  it('never send the credentials to KMS, only the key that they are under', async () => {
    const sent: string[] = [];
    const http: typeof axiosHttp = (request) => (sent.push(request.body ?? ''), axiosHttp(request));
    await seal(secret, 'x', [wrapper({ http })]);
    const [body] = sent.map((text) => JSON.parse(text) as { plaintext: string });
    expect([sent.length, Buffer.from(body?.plaintext ?? '', 'base64').length]).toEqual([1, 32]);
  });

  it.each(['u/square/c', 't/loyverse/c', 't/square/d', ''])('do not open for %s', async (context) =>
    expect(await fails(unseal(await sealed(), context, [wrapper()]))).toMatch(/^unexpected: .*damaged/),
  );

  it('still open after KMS has changed the version of the key', async () => {
    const box = await sealed();
    kms.key.rotate();
    expect(await unseal(box, 't/square/c', [wrapper()])).toEqual(secret);
    expect((await sealed()).key).toMatchObject({ version: '2' });
  });

  it('are opened by asking once in five minutes, not for every order', async () => {
    const [box, keys] = [await sealed(), [wrapper()]];
    const asked = () => kms.key.calls.filter(({ verb }) => verb === 'decrypt').length;
    for (let i = 0; i < 5; i++) await unseal(box, 't/square/c', keys);
    expect(asked()).toBe(1);
    await fails(unseal(box, 'u/square/c', keys));
    expect(asked()).toBe(2);
    now += 5 * 60_000;
    await unseal(box, 't/square/c', keys);
    expect(asked()).toBe(3);
  });

  it('stand beside older ones under the master key: the first key seals, each opens its own', async () => {
    const master = masterKeyWrapper(randomBytes(32).toString('base64'));
    const old = await seal(secret, 'x', [master]);
    const keys = [wrapper(), master];
    expect(await unseal(old, 'x', keys)).toEqual(secret);
    const fresh = await seal(secret, 'x', keys);
    expect(fresh.keyId).toBe(`kms:${KEY}`);
    expect(await unseal(fresh, 'x', keys)).toEqual(secret);
    expect(await fails(unseal(fresh, 'x', [master]))).toContain(`under the key kms:${KEY}`);
  });

  it('do not open with a wrapped key of the other kind put in their place', async () => {
    const master = masterKeyWrapper(randomBytes(32).toString('base64'));
    const [a, b] = [await sealed('x'), await seal(secret, 'x', [master])];
    const keys = [wrapper(), master];
    expect(await fails(unseal({ ...a, key: b.key }, 'x', keys))).toContain('damaged');
    expect(await fails(unseal({ ...b, key: a.key }, 'x', keys))).toContain('damaged');
  });
});

describe('the keys that an operator names', () => {
  const master = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;
  const masters = `${master('master-2')},${master('master-1')}`;
  const other = KEY.replace('sign-ins', 'other');

  it.each([
    ['master keys alone', '', ['master-2', 'master-1']],
    ['a KMS key, and master keys for what is older', KEY, [`kms:${KEY}`, 'master-2', 'master-1']],
    ['another KMS key', `${other}, ${KEY}`, [`kms:${other}`, `kms:${KEY}`, 'master-2', 'master-1']],
    ['the way back', `master,${KEY}`, ['master-2', 'master-1', `kms:${KEY}`]],
  ])('%s: the first one seals', (_what, kmsKeys, ids) =>
    expect(keysIn(kmsKeys, masters).map(({ keyId }) => keyId)).toEqual(ids),
  );

  it('are refused when one is none', () =>
    expect(() => keysIn(`${KEY},x`, masters)).toThrow('TILLBRIDGE_KMS_KEY'));
});

describe('when Cloud KMS does not help', () => {
  type Trouble = [string, (() => void) | undefined, Partial<KmsOptions>, string];
  it.each<Trouble>([
    ['the key is disabled', () => kms.key.disable(), {}, 'disabled or destroyed'],
    ['the functions may not use it', () => void (kms.key.granted = false), {}, 'does not let the functions'],
    ['it asks us to slow down', () => void kms.key.faults.push(429), {}, 'asks us to slow down'],
    ['it has trouble', () => void kms.key.faults.push(503), {}, 'has trouble (503)'],
    ['our token is refused', undefined, { token: async () => 'expired' }, 'own sign-in'],
    ['there is no token', undefined, { token: () => Promise.reject(new Error(TOKEN)) }, 'of our own'],
    ['there is no such key', undefined, { key: KEY.replace('sign-ins', 'other') }, 'has no key of the name'],
    ['it does not answer', undefined, { baseUrl: 'http://127.0.0.1:1' }, 'gives no answer'],
    [
      'it answers something else',
      undefined,
      { http: async () => ({ status: 200, headers: {}, text: '<html>' }) },
      'something unknown',
    ],
  ])('because %s, nothing opens, nothing is sealed, and the words say what to do', async (...row) => {
    const [, spoil, options, words] = row;
    const box = await sealed();
    const keys = [{ ...wrapper(options), keyId: box.keyId }];
    spoil?.();
    const opening = await fails(unseal(box, 't/square/c', keys));
    expect(opening).toMatch(/^unavailable: Cloud KMS/);
    expect(opening).toContain(words);
    spoil?.();
    expect(await fails(seal(secret, 't/square/c', keys))).toContain(words);
    expect(opening).not.toContain(TOKEN);
  });

  it('the next try goes through', async () => {
    const [box, keys] = [await sealed(), [wrapper()]];
    kms.key.faults.push(429);
    await fails(unseal(box, 't/square/c', keys));
    expect(await unseal(box, 't/square/c', keys)).toEqual(secret);
  });

  it.each(['', 'sign-ins', `${KEY}/cryptoKeyVersions/1`, `${KEY}?x=1 `, 'projects/../x'])(
    'a parameter that names no key is refused: "%s"',
    (key) => expect(() => wrapper({ key })).toThrow('TILLBRIDGE_KMS_KEY'),
  );
});
