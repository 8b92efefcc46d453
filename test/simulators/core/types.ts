/** What a simulator gets of an HTTP request, and what it answers: plain data, so that it also runs without sockets. */
export interface SimRequest {
  method: string;
  /** Path without query. */
  path: string;
  /** Path and query exactly as they were sent, for signatures; absent where nothing was sent over a wire. */
  target?: string;
  query: Record<string, string>;
  /** Lowercase names. */
  headers: Record<string, string>;
  /** The raw body as text. */
  body: string;
}

export interface SimReply {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON, unless `text` is given. */
  json?: unknown;
  text?: string;
}

/** The connection ended without a reply. */
export interface Dropped {
  dropped: true;
}

/** A request with its path parameters and its JSON body. */
export interface SimContext extends SimRequest {
  params: Record<string, string>;
  /** Parsed body; undefined when it is empty or not JSON. */
  json: unknown;
}

export interface Route {
  method: string;
  /** `/v1/things/:id`; with and without a trailing slash are the same. */
  path: string;
  handle(context: SimContext): SimReply | Promise<SimReply>;
}

/** A fault waits for matching requests and then spoils `times` of them. */
export interface Fault {
  kind:
    | 'lose-reply' // processed, then the socket is destroyed
    | 'reset' // the socket is destroyed before anything is processed
    | 'throttle' // 429 in the POS's own shape, nothing processed; `value`: Retry-After seconds, absent: no header
    | 'error-500' // 500 in the POS's own shape, nothing processed
    | 'error-500-after' // processed, then 500
    | 'slow' // waits `value` ms, then processes
    | 'slow-reply' // processes, then waits `value` ms before the reply
    | 'html' // processed, then 200 with an HTML page
    | 'empty' // processed, then 200 with an empty body
    | 'truncated' // processed, then half of the reply's text
    | 'bad-gateway' // processed, then 502 with an HTML page
    | 'error-in-200' // nothing processed, 200 with the POS's error body
    | 'expire-token' // the bearer in use stops being valid (a renewal gives a good one)
    | 'drop-field' // processed; the field at `value` (dotted path) is missing in the reply
    | 'wrong-type' // processed; the field at `value` is an object {"wrong": true} instead
    | 'extra-field' // processed; an unknown field is added at the top of the reply
    | 'shuffle-pages' // processed; arrays at the top of the reply are reversed
    | 'skew-clock'; // from now on the simulator's clock is off by `value` ms
  /** Regular expression on `METHOD /path`; absent: every request but `/_sim`. */
  match?: string;
  /** Default 1. */
  times?: number;
  value?: string | number;
}

export interface CallSeen {
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
  /** Parsed body, with the values of secret-looking fields masked. */
  body: unknown;
}

/** An order as the POS holds it, in the words of all simulators, for tests and the demo. */
export interface HeldOrder {
  id: string;
  /** Our marker, wherever this POS keeps it. */
  reference: string;
  locationId: string;
  state: 'open' | 'paid' | 'cancelled' | 'refunded';
  currency: string;
  /** Minor units. */
  total: number;
  lines: { itemId?: string; name: string; quantity: number; total: number; note?: string }[];
  /** Staff can see it on the POS. */
  visible: boolean;
}

/** One POS. A simulator is written from its provider's fact sheet, never from our adapter. */
export interface PosModel {
  routes: Route[];
  /** Requests outside `routes`. */
  notFound(context: SimContext): SimReply;
  /**
   * Path and body under which faults and `calls` know a request; absent: its own. For a POS that has one address for
   * all calls, or takes its secrets in places where nobody would look for them.
   */
  seenAs?(context: SimContext): { path: string; body: unknown };
  /** Runs before the route (authentication, pacing); a reply ends the request there. */
  guard(context: SimContext): SimReply | undefined;
  /** Runs when the reply is ready, with the very context that `guard` got: for limits on calls at the same time. */
  settled?(context: SimContext): void;
  /** The POS's own 429 and 500 bodies, and an error body to send with status 200. */
  throttled(retryAfterSeconds?: number): SimReply;
  broken(): SimReply;
  errorBody(): unknown;
  /** The credential of this request stops being valid. */
  expireToken(context: SimContext): void;
  orders(): HeldOrder[];
  /** Anything else worth inspecting at `GET /_sim/state`. */
  state(): Record<string, unknown>;
  /** Back to the seeded start. */
  reset(): void;
}

export interface SimOptions {
  /** Milliseconds since 1970; default the wall clock. */
  now?: () => number;
}
