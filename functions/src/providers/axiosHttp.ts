import type { AxiosInstance } from 'axios';
import { Failure } from '../model/failure';
import type { Http, HttpRequest } from './http';

const MAX_REPLY_BYTES = 20 * 1024 * 1024;
/** Codes with which a connection never came about: nothing can have happened at the POS. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
]);

interface Network {
  free: AxiosInstance;
  /** Its sockets are its own: one that was opened without a pin is never used for a pinned request. */
  pinned: AxiosInstance;
}

let network: Promise<Network> | undefined;

async function load(): Promise<Network> {
  const [{ default: axios }, http, https] = await Promise.all([
    import('axios'),
    import('node:http'),
    import('node:https'),
  ]);
  const create = () =>
    axios.create({
      httpAgent: new http.Agent({ keepAlive: true, maxSockets: 50 }),
      httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 50 }),
      maxRedirects: 0,
      maxContentLength: MAX_REPLY_BYTES,
      maxBodyLength: MAX_REPLY_BYTES,
      proxy: false,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
    });
  return { free: create(), pinned: create() };
}

/** Stands in for DNS: the answer is known. */
const lookupOf = ({ pin }: HttpRequest) => (pin ? async () => ({ ...pin }) : undefined);

/** The real network, by axios: no redirects, bounded size and time, the reply as text. Loaded on first use. */
export const axiosHttp: Http = async (request) => {
  network ??= load();
  const { free, pinned } = await network;
  const axios = request.pin ? pinned : free;
  try {
    const reply = await axios.request<string>({
      method: request.method,
      url: request.url,
      headers: request.headers,
      data: request.body,
      timeout: request.timeoutMs,
      lookup: lookupOf(request),
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    const headers = Object.fromEntries(
      Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    return { status: reply.status, headers, text: typeof reply.data === 'string' ? reply.data : '' };
  } catch (thrown) {
    // The thrown error holds the request with its Authorization header: only its code goes on.
    const code = codeOf(thrown);
    throw new Failure('unavailable', `No reply from ${new URL(request.url).host} (${code}).`, {
      sent: !NEVER_LEFT.has(code),
      code,
    });
  }
};

function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string')
    return thrown.code;
  return 'NO_REPLY';
}
