import { guardedHttp, type Resolve } from '../hostGuard';
import type { Http } from '../http';
import type { Tools } from '../provider';
import { originOf } from './credentials';
import { manifest } from './manifest';

/**
 * Where a merchant's Odoo is. A host that somebody typed in goes through the host guard; a stand-in, which only the
 * emulator can set as base URL, is trusted.
 */
export function placeOf(tools: Tools, host: string, resolve?: Resolve): { http: Http; baseUrl: string } {
  const { http, baseUrl } = tools;
  if (baseUrl !== manifest.hosts.production) return { http, baseUrl };
  return { http: guardedHttp(http, resolve), baseUrl: originOf(host) };
}
