import { EventEmitter } from 'node:events';
import type { Handler } from './functions';

/** A request to an exported HTTP function. */
export interface Call {
  method?: string;
  /** Default `/`. */
  path?: string;
  headers?: Readonly<Record<string, string>>;
  /** The parsed body. */
  body?: unknown;
  rawBody?: Buffer;
  /** Default: no limit. A function that is late goes on; only its answer is not waited for. */
  timeoutMs?: number;
}

export interface Outcome {
  /** 500 when the function threw, 504 when it was late. */
  status: number;
  /** Lowercase names. */
  headers: Readonly<Record<string, string>>;
  /** What was sent, not serialised. */
  body: unknown;
  /** What was thrown. */
  error?: unknown;
}

/** As much of an Express request as a function reads when nobody is on the other side of a socket. */
class Request extends EventEmitter {
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly method: string;
  readonly body: unknown;
  readonly rawBody: Buffer | undefined;

  constructor(call: Call) {
    super();
    const named = Object.entries(call.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    this.headers = Object.fromEntries(named);
    this.url = call.path ?? '/';
    const [path = '/', query = ''] = this.url.split('?');
    this.path = path;
    this.query = query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
    this.method = call.method ?? 'POST';
    this.body = call.body;
    this.rawBody = call.rawBody;
  }

  header(name: string): string | undefined {
    return this.headers[name.toLowerCase()];
  }

  get(name: string): string | undefined {
    return this.header(name);
  }
}

/** The Express response to it; `finish` comes when it is ended. */
class Response extends EventEmitter {
  statusCode = 200;
  headersSent = false;
  readonly sent: Record<string, string> = {};
  content: unknown = undefined;

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  set(name: string, value: unknown): this {
    this.sent[name.toLowerCase()] = String(value);
    return this;
  }

  header(name: string, value: unknown): this {
    return this.set(name, value);
  }

  setHeader(name: string, value: unknown): this {
    return this.set(name, value);
  }

  getHeader(name: string): string | undefined {
    return this.sent[name.toLowerCase()];
  }

  json(content: unknown): this {
    return this.end(content);
  }

  send(content?: unknown): this {
    return this.end(content);
  }

  sendStatus(code: number): this {
    return this.status(code).end();
  }

  end(content?: unknown): this {
    if (this.headersSent) return this;
    this.headersSent = true;
    if (content !== undefined) this.content = content;
    this.emit('finish');
    return this;
  }
}

/** Calls an exported HTTP function in this process, without sockets; resolves when it has answered. */
export function invoke(handler: Handler, call: Call): Promise<Outcome> {
  const response = new Response();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const answer = (outcome: Omit<Outcome, 'headers'>) => {
      clearTimeout(timer);
      resolve({ ...outcome, headers: response.sent });
    };
    const late = () => answer({ status: 504, body: undefined });
    if (call.timeoutMs !== undefined) timer = setTimeout(late, call.timeoutMs);
    response.once('finish', () => answer({ status: response.statusCode, body: response.content }));
    Promise.resolve()
      .then(() => handler(new Request(call), response))
      .catch((error: unknown) => answer({ status: 500, body: undefined, error }));
  });
}
