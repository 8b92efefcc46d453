import { randomBytes } from 'node:crypto';
import { masterKeyWrapper, seal, unseal } from '../../functions/src/records/seal';

const key = () => randomBytes(32).toString('base64');
const keys = [masterKeyWrapper(key())];
const secret = { accessToken: 'canary-token-1' };

describe('sealed credentials', () => {
  it('open again for their own context', async () =>
    expect(await unseal(await seal(secret, 't/square/c', keys), 't/square/c', keys)).toEqual(secret));

  it('show nothing of what is in them', async () =>
    expect(JSON.stringify(await seal(secret, 't/square/c', keys))).not.toMatch(/canary/));

  it('never look alike, though the content is equal', async () => {
    const twice = [await seal(secret, 'x', keys), await seal(secret, 'x', keys)];
    expect(twice[0]?.content.data).not.toBe(twice[1]?.content.data);
  });

  it.each([
    ['another tenant', 'u/square/c'],
    ['another provider', 't/loyverse/c'],
    ['another connection', 't/square/d'],
  ])('do not open for %s', async (_who, context) =>
    expect(unseal(await seal(secret, 't/square/c', keys), context, keys)).rejects.toThrow(),
  );

  it('do not open under another master key, or when a byte was changed', async () => {
    const sealed = await seal(secret, 'x', keys);
    await expect(unseal(sealed, 'x', [masterKeyWrapper(key())])).rejects.toThrow();
    const data = Buffer.from(sealed.content.data, 'base64');
    data[0] = (data[0] ?? 0) ^ 1;
    const tampered = { ...sealed, content: { ...sealed.content, data: data.toString('base64') } };
    await expect(unseal(tampered, 'x', keys)).rejects.toThrow();
    const shortTag = { ...sealed, content: { ...sealed.content, tag: sealed.content.tag.slice(0, 8) } };
    await expect(unseal(shortTag, 'x', keys)).rejects.toThrow();
  });

  it('say which key is missing after a rotation', async () => {
    const sealed = await seal(secret, 'x', keys);
    await expect(unseal(sealed, 'x', [masterKeyWrapper(key(), 'master-2')])).rejects.toThrow('master-1');
  });

  it('refuse a master key that is not 32 bytes, without quoting it', () => {
    expect(() => masterKeyWrapper('c2hvcnQ=')).toThrow('openssl rand -base64 32');
    expect(() => masterKeyWrapper('c2hvcnQ=')).not.toThrow('c2hvcnQ=');
  });
});
