import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A post as it came. */
export interface Came {
  headers: Record<string, string>;
  body: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A storefront's server for events, on a real socket. `own.answer` may be set anew. */
export async function openReceiver() {
  const came: Came[] = [];
  const own = { answer: 200 };
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
    came.push({ headers, body: await bodyOf(request) });
    response.writeHead(own.answer, { location: 'https://elsewhere.shop.com' }).end();
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { came, own, url: `http://127.0.0.1:${port}`, close };
}
