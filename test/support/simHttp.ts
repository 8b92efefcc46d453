import { Failure } from '../../functions/src/model/failure';
import { manifestOf } from '../../functions/src/providers/manifests';
import type { Http } from '../../functions/src/providers/http';
import type { Simulator } from '../simulators/core/simulator';

/** A provider's base URL with `simHttp`; a path that its real one has stays. */
export function simUrl(provider: string): string {
  const production = manifestOf(provider)?.hosts.production ?? 'http://none';
  return `http://${provider}.sim${new URL(production).pathname.replace(/\/$/, '')}`;
}

/** An Http that calls simulators in this process: `http://<name>.sim/...` reaches the one of that name. */
export function simHttp(simulators: Readonly<Record<string, Simulator>>): Http {
  return async ({ method, url, headers, body }) => {
    const { hostname, pathname, searchParams } = new URL(url);
    const simulator = simulators[hostname.replace(/\.sim$/, '')];
    if (!simulator) throw new Failure('unavailable', `No simulator at ${hostname}`, { sent: false });
    const reply = await simulator.handle({
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body: body ?? '',
    });
    if ('dropped' in reply)
      throw new Failure('unavailable', `No reply from ${hostname} (ECONNRESET).`, { sent: true });
    const text = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
    return { status: reply.status, headers: reply.headers ?? {}, text };
  };
}
