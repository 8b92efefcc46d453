import type { Http } from '../http';
import type { Tools } from '../provider';
import { originOf } from './credentials';
import { manifest } from './manifest';

/**
 * Where a merchant's Odoo is: the address that they typed in, which the host guard in `tools.http` checks with every
 * request; or a stand-in, which only the emulator can set as base URL.
 */
export function placeOf({ http, baseUrl }: Tools, host: string): { http: Http; baseUrl: string } {
  return { http, baseUrl: baseUrl === manifest.hosts.production ? originOf(host) : baseUrl };
}
