import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { answer } from './exchange';
import type { PortWish } from './ports';
import { listen } from './ports';

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A listening server that learns later how to answer; until then it says 503. */
export interface OpenServer {
  port: number;
  answerWith(listener: Listener): void;
  close(): Promise<void>;
}

/** Longer than clients keep an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 65_000;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Opens a server on 127.0.0.1. A listener that fails is told to `log` and answered with 500. */
export async function openServer(wish: PortWish & { log: (line: string) => void }): Promise<OpenServer> {
  let listener: Listener = async (_, response) =>
    answer(response, 503, { error: { message: 'The functions are still loading.' } });
  const server = createServer((request, response) => {
    listener(request, response).catch((error: unknown) => {
      wish.log(
        `${request.method} ${request.url} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (!response.headersSent)
        answer(response, 500, { error: { message: 'The local host failed; see its log.' } });
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, wish);
  return { port, answerWith: (later) => (listener = later), close: () => closeServer(server) };
}
