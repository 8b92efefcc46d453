import { Failure } from '../../functions/src/model/failure';
import {
  checkHost,
  guardedHttp,
  publicAddress,
  type ResolvedAddress,
} from '../../functions/src/providers/hostGuard';
import type { Http, HttpRequest } from '../../functions/src/providers/http';
import { ADDRESSES } from './hostGuard/addresses';
import { HONEST, HONEST_FORMS } from './hostGuard/honest';
import { TEXTS } from './hostGuard/texts';

/** Forms that must not reach anything but the public internet. */
const BYPASSES = [...new Set([...ADDRESSES, ...TEXTS])];

const request = (url: string): HttpRequest => ({
  method: 'POST',
  url,
  headers: {},
  effect: true,
  timeoutMs: 1_000,
});

/** A network that remembers what reached it. */
function network() {
  const sent: HttpRequest[] = [];
  const http: Http = async (one) => {
    sent.push(one);
    return { status: 200, headers: {}, text: '{}' };
  };
  return { http, sent };
}

const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });
const v6 = (address: string): ResolvedAddress => ({ address, family: 6 });
const PUBLIC = [v4('34.76.10.20')];

async function failureOf(action: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await action.catch((reason: unknown) => reason);
  if (thrown instanceof Failure) return thrown;
  throw new Error(`expected a Failure, got ${JSON.stringify(thrown)}`);
}

describe('the text of an address', () => {
  it('is tried with at least 200 forms that must not pass, and 50 that must', () => {
    expect(BYPASSES.length).toBeGreaterThanOrEqual(200);
    expect(HONEST.length).toBeGreaterThanOrEqual(50);
  });

  it.each(BYPASSES.map((url) => [JSON.stringify(url), url]))('is refused: %s', (_shown, url) => {
    expect(checkHost(url)).toMatchObject({ ok: false, reason: expect.stringMatching(/./) as string });
  });

  it.each([...HONEST, ...HONEST_FORMS])('is taken: %s', (url, origin) => {
    expect(checkHost(url)).toEqual({ ok: true, url: origin });
  });

  it('may name another port only where an operator allows it', () => {
    expect(checkHost('https://shop.example.com:8443').ok).toBe(false);
    expect(checkHost('https://shop.example.com:8443', [8443])).toEqual({
      ok: true,
      url: 'https://shop.example.com:8443',
    });
    expect(checkHost('https://127.0.0.1:8443', [8443]).ok).toBe(false);
  });
});

describe('an address that a name leads to', () => {
  const closed = [
    '127.0.0.1',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '169.254.169.254',
    '168.63.129.16',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '0.0.0.0',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '64:ff9b::8.8.8.8',
    '2001::1',
    '2001:db8::1',
    '2002:808:808::1',
    '3fff::1',
    '0177.0.0.1',
    '127.1',
    '2130706433',
    '[::1]',
    'localhost',
    '',
    '1.2.3.4 ',
    '1.2.3.4\n',
  ];
  it.each(closed)('is not public: %j', (ip) => expect(publicAddress(ip)).toBe(false));

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '169.253.255.255',
    '192.167.255.255',
    '198.17.255.255',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
    '2001:4860:4860::8888',
  ])('is public: %s', (ip) => expect(publicAddress(ip)).toBe(true));
});

describe('a guarded request', () => {
  it('goes to the very address that was checked, and the name is asked for once', async () => {
    const { http, sent } = network();
    const asked: string[] = [];
    const guarded = guardedHttp(http, async (name) => {
      asked.push(name);
      // A second answer would be another one: this is what rebinding does.
      return asked.length === 1 ? PUBLIC : [v4('127.0.0.1')];
    });
    await guarded(request('https://shop.odoo.com/jsonrpc'));
    await guarded(request('https://shop.odoo.com/jsonrpc'));
    expect(asked).toEqual(['shop.odoo.com']);
    expect(sent.map(({ pin }) => pin)).toEqual([PUBLIC[0], PUBLIC[0]]);
  });

  it.each([
    ['loopback', [v4('127.0.0.1')]],
    ['the metadata service', [v4('169.254.169.254')]],
    ['a private address among public ones', [...PUBLIC, v4('10.0.0.5')]],
    ['a mapped address', [v6('::ffff:10.0.0.5')]],
    ['link-local IPv6', [v4('34.76.10.20'), v6('fe80::1%eth0')]],
    ['unique local IPv6', [v6('fd12::1')]],
    ['NAT64', [v6('64:ff9b::a00:1')]],
    ['carrier-grade NAT', [v4('100.64.1.1')]],
  ])('never leaves where the name leads to %s', async (_what, addresses) => {
    const { http, sent } = network();
    const failure = await failureOf(guardedHttp(http, async () => addresses)(request('https://evil.com/')));
    expect(failure).toMatchObject({
      kind: 'rejected',
      detail: { advice: expect.stringMatching(/https/) as string },
    });
    expect(sent).toEqual([]);
  });

  it('never leaves for an address that is refused by its text, nor is its name asked for', async () => {
    const { http, sent } = network();
    const asked: string[] = [];
    const guarded = guardedHttp(http, async (name) => {
      asked.push(name);
      return PUBLIC;
    });
    for (const url of BYPASSES) expect((await failureOf(guarded(request(url)))).kind).toBe('rejected');
    expect(sent).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is certain not to have left where the name is unknown, and asks again next time', async () => {
    const { http } = network();
    let up = false;
    const guarded = guardedHttp(http, async () => {
      if (!up) throw new Error('ENOTFOUND');
      return PUBLIC;
    });
    const failure = await failureOf(guarded(request('https://shop.odoo.com/')));
    expect(failure).toMatchObject({ kind: 'unavailable', detail: { sent: false } });
    up = true;
    expect((await guarded(request('https://shop.odoo.com/'))).status).toBe(200);
    expect((await failureOf(guardedHttp(http, async () => [])(request('https://shop.odoo.com/')))).kind).toBe(
      'unavailable',
    );
  });

  it('to a public address in plain figures needs no name', async () => {
    const { http, sent } = network();
    const guarded = guardedHttp(http, async () => Promise.reject(new Error('must not be asked')));
    await guarded(request('https://8.8.8.8/'));
    await guarded(request('https://[2606:4700:4700::1111]/'));
    expect(sent.map(({ pin }) => pin)).toEqual([v4('8.8.8.8'), v6('2606:4700:4700::1111')]);
  });
});
