import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultBox, spoil } from './faults';
import type {
  CallSeen,
  Dropped,
  Fault,
  HeldOrder,
  PosModel,
  SimContext,
  SimOptions,
  SimReply,
  SimRequest,
} from './types';

const SECRET = /token|secret|password|authorization|api_?key/i;
const MAX_CALLS_KEPT = 100_000;

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, SECRET.test(key) ? '***' : masked(inner)]),
  );
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const want = pattern.replace(/\/$/, '').split('/');
  const have = path.replace(/\/$/, '').split('/');
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of want.entries()) {
    const given = have[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(given);
    else if (part !== given) return undefined;
  }
  return params;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A simulated POS: the model, the faults set on it, the calls it has seen. Usable directly or over HTTP.
 * `Model` keeps what one POS adds to the port (its till's side, its switches) typed for the tests that use it.
 */
export class Simulator<Model extends PosModel = PosModel> {
  readonly faults = new FaultBox();
  private seen: CallSeen[] = [];
  private skewMs = 0;
  readonly model: Model;

  /** `make` gets the simulator's clock, which faults may skew. */
  constructor(
    readonly name: string,
    make: (now: () => number) => Model,
    private readonly options: SimOptions = {},
  ) {
    this.model = make(() => (this.options.now ?? Date.now)() + this.skewMs);
  }

  get calls(): readonly CallSeen[] {
    return this.seen;
  }

  orders(): HeldOrder[] {
    return this.model.orders();
  }

  reset(): void {
    this.faults.clear();
    this.seen = [];
    this.skewMs = 0;
    this.model.reset();
  }

  /** One request through faults and model. */
  async handle(request: SimRequest): Promise<SimReply | Dropped> {
    const context: SimContext = { ...request, params: {}, json: parse(request.body) };
    if (request.path.startsWith('/_sim')) return this.inspect(context);
    const { path, body } = this.model.seenAs?.(context) ?? { path: request.path, body: context.json };
    const call: CallSeen = {
      at: (this.options.now ?? Date.now)(),
      method: request.method,
      path,
      query: request.query,
      status: 0,
      body: masked(body),
    };
    if (this.seen.length < MAX_CALLS_KEPT) this.seen.push(call);
    try {
      const reply = await this.withFaults(context, this.faults.take(`${request.method} ${path}`));
      call.status = 'dropped' in reply ? 0 : reply.status;
      return reply;
    } finally {
      this.model.settled?.(context);
    }
  }

  private async withFaults(context: SimContext, faults: Fault[]): Promise<SimReply | Dropped> {
    const has = (kind: Fault['kind']) => faults.find((fault) => fault.kind === kind);
    const skew = has('skew-clock');
    if (skew) this.skewMs = Number(skew.value ?? 0);
    if (has('expire-token')) this.model.expireToken(context);
    const slow = has('slow');
    if (slow) await wait(Number(slow.value ?? 1000));
    if (has('reset')) return { dropped: true };
    const throttle = has('throttle');
    if (throttle)
      return this.model.throttled(throttle.value === undefined ? undefined : Number(throttle.value));
    if (has('error-500')) return this.model.broken();
    if (has('error-in-200')) return { status: 200, json: this.model.errorBody() };
    const reply = this.model.guard(context) ?? (await this.route(context));
    const slowReply = has('slow-reply');
    if (slowReply) await wait(Number(slowReply.value ?? 1000));
    if (has('lose-reply')) return { dropped: true };
    if (has('error-500-after')) return this.model.broken();
    return faults.reduce(spoil, reply);
  }

  private async route(context: SimContext): Promise<SimReply> {
    for (const route of this.model.routes) {
      if (route.method !== context.method) continue;
      const params = paramsOf(route.path, context.path);
      if (params) return route.handle({ ...context, params });
    }
    return this.model.notFound(context);
  }

  private inspect({ method, path, json }: SimContext): SimReply {
    if (method === 'GET') {
      const views: Record<string, () => unknown> = {
        '/_sim/orders': () => this.orders(),
        '/_sim/calls': () => this.calls,
        '/_sim/faults': () => this.faults.list(),
        '/_sim/state': () => this.model.state(),
        '/_sim': () => ({ simulator: this.name, orders: this.orders().length, calls: this.seen.length }),
      };
      const view = views[path];
      if (view) return { status: 200, json: view() };
    }
    if (method === 'POST' && path === '/_sim/reset') {
      this.reset();
      return { status: 200, json: { ok: true } };
    }
    if (path === '/_sim/faults' && (method === 'POST' || method === 'DELETE')) {
      if (method === 'DELETE') this.faults.clear();
      else for (const fault of Array.isArray(json) ? json : [json]) this.faults.add(fault as Fault);
      return { status: 200, json: this.faults.list() };
    }
    return {
      status: 404,
      json: { error: 'GET /_sim/{orders,calls,faults,state}, POST /_sim/{faults,reset}' },
    };
  }
}

export interface RunningSimulator {
  simulator: Simulator;
  /** e.g. http://127.0.0.1:41234 */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Serves a simulator on loopback; port 0 takes a free one. */
export async function serve(simulator: Simulator, port = 0): Promise<RunningSimulator> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://sim');
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      const request: SimRequest = {
        method: incoming.method ?? 'GET',
        path: url.pathname,
        target: incoming.url ?? '/',
        query: Object.fromEntries(url.searchParams),
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      void simulator.handle(request).then(
        (reply) => {
          if ('dropped' in reply) return void incoming.socket.destroy();
          const text = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
          const type = reply.text === undefined ? 'application/json' : 'text/html';
          outgoing.writeHead(reply.status, { 'content-type': type, ...reply.headers }).end(text);
        },
        (thrown: unknown) => {
          outgoing.writeHead(599, { 'content-type': 'text/plain' });
          outgoing.end(`The ${simulator.name} simulator has a bug: ${String(thrown)}`);
        },
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { simulator, url: `http://127.0.0.1:${bound}`, port: bound, close };
}
