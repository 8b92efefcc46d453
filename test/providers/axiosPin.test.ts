import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';

const open: Server[] = [];

/** A server on loopback that answers with the host it was asked for. */
async function echo(redirectTo?: string): Promise<number> {
  const server = createServer((request, response) => {
    if (redirectTo) response.writeHead(302, { location: redirectTo }).end();
    else response.end(request.headers.host);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterAll(() => {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
});

const get = (url: string, pin?: { address: string; family: 4 | 6 }) =>
  axiosHttp({ method: 'GET', url, headers: {}, effect: false, timeoutMs: 5_000, pin });

describe('a pinned request', () => {
  it('connects to its address, whatever its name means, and keeps the name', async () => {
    const port = await echo();
    const reply = await get(`http://shop.invalid:${port}/`, { address: '127.0.0.1', family: 4 });
    expect(reply).toMatchObject({ status: 200, text: `shop.invalid:${port}` });
  });

  it('does not lend its connection to a request without a pin', async () => {
    const port = await echo();
    await get(`http://shop.invalid:${port}/`, { address: '127.0.0.1', family: 4 });
    await expect(get(`http://shop.invalid:${port}/`)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('follows no redirect', async () => {
    const port = await echo('http://127.0.0.1:1/');
    const reply = await get(`http://shop.invalid:${port}/`, { address: '127.0.0.1', family: 4 });
    expect(reply.status).toBe(302);
  });
});
