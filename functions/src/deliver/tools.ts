import type { Connection } from '../model/connection';
import type { Messages } from '../model/message';
import { guardedHttp } from '../providers/hostGuard';
import type { Http } from '../providers/http';
import type { Provider, Tools } from '../providers/provider';
import type { World } from './world';

/** The ports that the operator's list names: `pos.example.com:8443`. */
const portsIn = (hosts: readonly string[]): number[] =>
  hosts.flatMap((host) => /:(\d{1,5})$/.exec(host)?.slice(1).map(Number) ?? []);

/**
 * What an adapter gets from the world to work with. Where hosts are the merchants' own, every request of its passes
 * the host guard; a stand-in, which only the emulator can set as base URL, is trusted.
 */
export async function toolsFor(
  world: World,
  { manifest }: Provider,
  environment: Connection['environment'],
  http: Http,
  messages: Messages = world.messages,
): Promise<Tools> {
  const { id, hosts: vendor, merchantHosts = false, channel = false } = manifest;
  const baseUrl = await world.baseUrl(id, environment);
  const isGuarded = merchantHosts && (baseUrl === vendor.production || baseUrl === vendor.sandbox);
  return {
    http: isGuarded ? guardedHttp(http, undefined, portsIn(world.hosts)) : http,
    baseUrl,
    now: () => world.now(),
    app: world.app(id),
    hosts: world.hosts,
    // A POS's adapter has nobody to write to.
    ...(channel && { messages }),
  };
}
