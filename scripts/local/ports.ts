import type { Server } from 'node:net';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** So many ports in a row are tried before any free one is taken. */
const TRIES = 20;

function tryListen(server: Server, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, LOOPBACK, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

export interface PortWish {
  /** 0 or absent: any free port. */
  port?: number;
  /** Take this port or fail. */
  exact?: boolean;
  /** What the port is for, as a person calls it. */
  name: string;
  log?: (line: string) => void;
}

/** Listens on the wished port of 127.0.0.1, or on the next free one and says so. Returns the port. */
export async function listen(server: Server, wish: PortWish): Promise<number> {
  const { port: wanted = 0, name } = wish;
  const rest = wish.exact ? [] : [...Array.from({ length: TRIES }, (_, index) => wanted + index + 1), 0];
  const candidates = wanted === 0 ? [0] : [wanted, ...rest].filter((port) => port <= 65_535);
  for (const candidate of candidates) {
    const port = await tryListen(server, candidate);
    if (port === undefined) continue;
    if (wanted !== 0 && port !== wanted)
      wish.log?.(`Port ${wanted} is in use; ${name} is on port ${port} instead.`);
    return port;
  }
  throw new Error(`Port ${wanted} is in use, and ${name} cannot be on another: stop what uses it.`);
}

/** A port that is free now, for a process that binds it itself. */
export async function freePort(wish: PortWish): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, wish);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
