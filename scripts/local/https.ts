import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { LocalFunction } from './functions';

const MOST_BYTES = '32mb';

interface RawRequest extends IncomingMessage {
  body?: unknown;
  rawBody?: Buffer;
}

type App = RequestListener & {
  use(handler: unknown): void;
  enable(setting: string): void;
  disable(setting: string): void;
  set(setting: string, value: unknown): void;
};

type BodyParser = (options: Readonly<Record<string, unknown>>) => unknown;

type Express = (() => App) & Record<'json' | 'text' | 'urlencoded' | 'raw', BodyParser>;

/** The Express that the functions' own firebase-functions brings along. */
export function expressOf(functionsModule: string): Express {
  const sdk = createRequire(functionsModule).resolve('firebase-functions');
  return createRequire(sdk)('express') as Express;
}

/**
 * Serves HTTP functions as the Functions Framework does: Express requests with parsed `body` and `rawBody`, paths
 * relative to the function.
 * https://cloud.google.com/functions/docs/writing/write-http-functions
 */
export class HttpFunctions {
  private readonly apps = new Map<LocalFunction, App>();

  constructor(private readonly express: Express) {}

  /** `url`: path and query behind the function's name. */
  handle(fn: LocalFunction, url: string, request: IncomingMessage, response: ServerResponse): void {
    const app = this.apps.get(fn) ?? this.appOf(fn);
    request.url = url.startsWith('/') ? url : `/${url}`;
    app(request, response);
  }

  private appOf(fn: LocalFunction): App {
    const app = this.express();
    const verify = (request: RawRequest, _: unknown, body: Buffer) => (request.rawBody = body);
    const options = { limit: MOST_BYTES, verify };
    app.enable('trust proxy');
    app.disable('x-powered-by');
    // What Express 5 changed, and functions that are deployed on Express 4 still see.
    app.set('query parser', 'extended');
    app.use(this.express.json(options));
    app.use(this.express.text(options));
    app.use(this.express.urlencoded({ ...options, extended: true }));
    // What none of them took still has a raw body.
    app.use(this.express.raw({ ...options, type: '*/*' }));
    // Without the third parameter that Express would otherwise hand to the function.
    app.use((request: RawRequest, response: unknown) => {
      request.body ??= {};
      return fn.handler(request, response);
    });
    this.apps.set(fn, app);
    return app;
  }
}
