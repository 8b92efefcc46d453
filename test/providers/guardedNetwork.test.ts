import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Failure } from '../../functions/src/model/failure';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { guardedHttp, type Resolve } from '../../functions/src/providers/hostGuard';
import type { Http, HttpRequest } from '../../functions/src/providers/http';
import { odoo } from '../../functions/src/providers/odoo';

const MEGABYTE = 1024 * 1024;
const open: Server[] = [];

/** A server on loopback, and what it was asked for. */
async function serving(answer: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host}${request.url}`);
    answer(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, asked };
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const SHOP = '34.76.10.20';
const shopAt: Resolve = async () => [{ address: SHOP, family: 4 }];

/** The real network, in which the shop's public address leads to a server on loopback, without TLS. */
const network =
  (port: number): Http =>
  (request) => {
    const url = request.url.replace(/^https:\/\/([^/]+)/, `http://$1:${port}`);
    const pin = request.pin?.address === SHOP ? ({ address: '127.0.0.1', family: 4 } as const) : request.pin;
    return axiosHttp({ ...request, url, pin });
  };

const get = (url: string, timeoutMs = 5_000): HttpRequest => ({
  ...{ method: 'GET', url, headers: { authorization: 'bearer the-key' }, effect: false, timeoutMs },
});

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const end = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (end instanceof Failure) return end;
  throw new Error('This is no Failure.', { cause: end });
}

const ok: RequestListener = (_, response) => void response.end('ok');

describe('the real network behind the host guard', () => {
  it('reaches the shop under its name', async () => {
    const shop = await serving(ok);
    const reply = await guardedHttp(network(shop.port), shopAt)(get('https://shop.example.com/jsonrpc'));
    expect(reply).toMatchObject({ status: 200, text: 'ok' });
    expect(shop.asked).toEqual([`GET shop.example.com:${shop.port}/jsonrpc`]);
  });

  it('never reaches this machine through a name that leads here', async () => {
    const inside = await serving(ok);
    const guarded = guardedHttp(network(inside.port), async () => [{ address: '127.0.0.1', family: 4 }]);
    expect((await failureOf(guarded(get('https://shop.example.com/')))).kind).toBe('rejected');
    expect(inside.asked).toEqual([]);
  });

  it('stays with the address that was checked when the name is given another', async () => {
    const shop = await serving(ok);
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return asked === 1 ? [{ address: SHOP, family: 4 }] : [{ address: '127.0.0.2', family: 4 }];
    };
    const pins: unknown[] = [];
    const wire = network(shop.port);
    const guarded = guardedHttp((request) => (pins.push(request.pin?.address), wire(request)), rebinding);
    for (let n = 0; n < 3; n += 1) await guarded(get('https://shop.example.com/'));
    expect(pins).toEqual([SHOP, SHOP, SHOP]);
    expect(shop.asked).toHaveLength(3);
  });

  it.each([301, 302, 303, 307, 308])('follows no %i to another host, and tells so', async (status) => {
    const inside = await serving(ok);
    const location = `http://127.0.0.1:${inside.port}/latest/meta-data/`;
    const shop = await serving((_, response) => void response.writeHead(status, { location }).end());
    const http = guardedHttp(network(shop.port), shopAt);
    const credentials = { host: 'shop.example.com', database: 'd', login: 'l', apiKey: 'k', series: 19 };
    const tools = { http, baseUrl: odoo.manifest.hosts.production, now: Date.now };
    const failure = await failureOf(odoo.open({ credentials, pos: {}, tools }).locations());
    expect(failure).toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/redirect/) as string,
    });
    expect([shop.asked.length, inside.asked]).toEqual([1, []]);
  });

  it('does not take in more than a reply may hold', async () => {
    const chunk = Buffer.alloc(MEGABYTE, 'x');
    let sent = 0;
    const endless = await serving((_, response) => {
      const more = () => {
        while (response.write(chunk)) sent += 1;
        response.once('drain', more);
      };
      more();
    });
    const failure = await failureOf(
      guardedHttp(network(endless.port), shopAt)(get('https://shop.example.com/', 30_000)),
    );
    expect(failure).toMatchObject({ kind: 'unavailable', detail: { code: 'ERR_BAD_RESPONSE' } });
    expect(sent).toBeLessThan(100);
  });

  it('does not unpack more than that either', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE));
    const shop = await serving(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const failure = await failureOf(
      guardedHttp(network(shop.port), shopAt)(get('https://shop.example.com/', 30_000)),
    );
    expect(failure).toMatchObject({ kind: 'unavailable', detail: { code: 'ERR_BAD_RESPONSE' } });
  });

  it('does not wait for a reply that trickles in for ever', async () => {
    const drops: NodeJS.Timeout[] = [];
    const slow = await serving((_, response) => {
      response.writeHead(200);
      drops.push(setInterval(() => response.write('.'), 20));
    });
    const failure = await failureOf(
      guardedHttp(network(slow.port), shopAt)(get('https://shop.example.com/', 300)),
    );
    drops.forEach(clearInterval);
    expect(failure).toMatchObject({ kind: 'unavailable', detail: { sent: true } });
  });
});

describe('a name whose servers are silent', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is given up after a few seconds, and nothing was sent', async () => {
    const http: Http = () => Promise.reject(new Error('must not be called'));
    const silent: Resolve = () => new Promise(() => {});
    const end = failureOf(guardedHttp(http, silent)(get('https://shop.example.com/')));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await end).toMatchObject({ kind: 'unavailable', detail: { sent: false } });
  });
});
