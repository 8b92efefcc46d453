import { DOORS, opened, OTHER, type Post } from './doors';

/** What a door of another tenant, or an attacker, makes of a genuine delivery; undefined where it makes no sense. */
type Forge = (post: Post, other: Post) => Post;

const signatureIn = ({ headers }: Post) => Object.keys(headers).find((name) => /signature/.test(name)) ?? '';
const withSignature = (post: Post, change: (signature: string) => string): Post => {
  const name = signatureIn(post);
  return { ...post, headers: { ...post.headers, [name]: change(post.headers[name] ?? '') } };
};
const flipped = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);
const withToken = (post: Post, change: (token: string) => string): Post => {
  const segments = post.path.split('/');
  return { ...post, path: [...segments.slice(0, -1), change(segments.at(-1) ?? '')].join('/') };
};

const OF_SIGNATURES: Readonly<Record<string, Forge>> = {
  'without its signature': ({ headers, ...post }) => ({
    ...post,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !/signature/.test(name))),
  }),
  'with an empty signature': (post) => withSignature(post, () => ''),
  'with the signature cut off': (post) => withSignature(post, (text) => text.slice(0, -1)),
  'with more behind the signature': (post) => withSignature(post, (text) => `${text}0`),
  'with another first letter of the digest': (post) =>
    withSignature(post, (text) => flipped(text, text.indexOf('=') >= 0 && text.startsWith('v1=') ? 3 : 0)),
  'with two signatures': (post) => withSignature(post, (text) => `${text}, ${text}`),
  'with the word undefined as signature': (post) => withSignature(post, () => 'undefined'),
  'with zeroes as signature': (post) => withSignature(post, (text) => text.replace(/[0-9a-f]/g, '0')),
  'with a changed body': (post) => ({ ...post, body: post.body.replace('E1', 'E2') }),
  'with a space behind the body': (post) => ({ ...post, body: `${post.body} ` }),
  'with half a body': (post) => ({ ...post, body: post.body.slice(0, post.body.length / 2) }),
  'with its body twice': (post) => ({ ...post, body: post.body + post.body }),
  'with an empty body': (post) => ({ ...post, body: '' }),
  'with the signature of an event of another tenant': (post, other) =>
    withSignature(post, () => other.headers[signatureIn(other)] ?? ''),
  'with the body of another tenant': (post, other) => ({ ...post, body: other.body }),
};

const OF_TOKENS: Readonly<Record<string, Forge>> = {
  'without the token': (post) => ({ ...post, path: post.path.replace(/\/[^/]+$/, '') }),
  'with a token cut off': (post) => withToken(post, (token) => token.slice(0, -1)),
  'with more behind the token': (post) => withToken(post, (token) => `${token}A`),
  'with another letter in the token': (post) => withToken(post, (token) => flipped(token, 20)),
  'with a guessed token': (post) => withToken(post, () => 'A'.repeat(43)),
  'with a path as token': (post) => withToken(post, () => '..%2F..%2Ftenants'),
  'with a name that Firestore keeps for itself': (post) => withToken(post, () => '__all__'),
  'with the token as a query': (post) => {
    const at = post.path.lastIndexOf('/');
    return { ...post, path: `${post.path.slice(0, at)}?token=${post.path.slice(at + 1)}` };
  },
};

const OF_ADDRESSES: Readonly<Record<string, Forge>> = {
  'at the address of another POS': (post) => ({
    ...post,
    path: post.path.replace(/^\/webhook\/(\w+)/, (_, id) => `/webhook/${id === 'odoo' ? 'dine' : 'odoo'}`),
  }),
  'at the address of a POS that there is not': (post) => ({
    ...post,
    path: post.path.replace(/^\/webhook\/\w+/, '/webhook/constructor'),
  }),
  'at the address of a POS in capitals': (post) => ({
    ...post,
    path: post.path.replace(/^\/webhook\/(\w+)/, (_, id: string) => `/webhook/${id.toUpperCase()}`),
  }),
};

const OVERSIZE: Readonly<Record<string, Forge>> = {
  'with a body over a megabyte': (post) => ({ ...post, body: post.body + ' '.repeat(1024 * 1024) }),
  'with a length over a megabyte': (post) => ({
    ...post,
    headers: { ...post.headers, 'content-length': '1048577' },
  }),
};

describe.each(Object.entries(DOORS))('%s: a delivery', (_name, door) => {
  const forgeries = {
    ...(door.signed ? OF_SIGNATURES : {}),
    ...(door.at === 'connection' ? OF_TOKENS : {}),
    ...OF_ADDRESSES,
  };
  it.each(Object.entries(forgeries))('%s moves nothing, and is told nothing', async (_what, forge) => {
    const { genuine, post, pulls, asked, world } = await opened(door);
    const got = await post(forge(genuine(), genuine('E9', 'other-till')));
    expect([got.status, got.body.code]).toEqual([404, 'not_found']);
    expect(got.body.detail).toBe('There is nothing at this path.');
    expect([pulls(), await asked(), await asked(OTHER), world.hooks.events.size]).toEqual([[], [], [], 0]);
  });

  it.each(Object.entries(OVERSIZE))('%s is not read', async (_what, forge) => {
    const { genuine, post, pulls } = await opened(door);
    const got = await post(forge(genuine(), genuine()));
    expect([got.status, pulls()]).toEqual([413, []]);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('is taken by POST alone, not by %s', async (method) => {
    const { genuine, post, pulls } = await opened(door);
    expect([(await post(genuine(), method)).status, pulls()]).toEqual([405, []]);
  });
});
