import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { googleOidc } from '../../functions/src/entry/http/oidc';

const AUDIENCE = 'https://pos.example.com';
const NOW = Date.UTC(2026, 0, 15);
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const GOOD = {
  iss: 'https://accounts.google.com',
  aud: AUDIENCE,
  exp: NOW / 1000 + 600,
  iat: NOW / 1000,
  email: 'clock@x.iam.gserviceaccount.com',
  email_verified: true,
};

function token(claims: object = {}, head: object = {}, key: KeyObject = pair.privateKey): string {
  const signed = `${part({ alg: 'RS256', kid: 'k1', ...head })}.${part({ ...GOOD, ...claims })}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
const keys = { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' }] };
const verify = googleOidc(
  async () => keys,
  () => NOW,
);

describe('the OIDC token of a scheduler', () => {
  it('names its account when Google has signed it', async () =>
    expect(await verify(token(), AUDIENCE)).toBe(GOOD.email));

  it.each([
    ['another key', token({}, {}, other.privateKey)],
    ['another audience', token({ aud: 'https://evil.example' })],
    ['another issuer', token({ iss: 'https://evil.example' })],
    ['a time that is over', token({ exp: NOW / 1000 })],
    ['a time to come', token({ iat: NOW / 1000 + 3600 })],
    ['an address that nobody verified', token({ email_verified: false })],
    ['no algorithm', token({}, { alg: 'none' })],
    ['another algorithm', token({}, { alg: 'HS256' })],
    ['an unknown key id', token({}, { kid: 'k2' })],
    ['a cut signature', token().slice(0, -4)],
    ['no signature', `${token().split('.').slice(0, 2).join('.')}.`],
    ['a part too many', `${token()}.x`],
    ['claims that were changed', token().replace(/\.[^.]+\./, `.${part({ ...GOOD, email: 'eve@x' })}.`)],
    ['nothing', ''],
  ])('is no good with %s', async (_, forged) => expect(await verify(forged, AUDIENCE)).toBeUndefined());
});
