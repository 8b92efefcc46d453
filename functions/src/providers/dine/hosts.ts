import { Failure } from '../../model/failure';
import type { Tools } from '../provider';
import { manifest } from './manifest';

/** The vendors' own, named by their documentation. Every other host needs the operator. */
const VENDOR_HOSTS: readonly string[] = ['dgateway.xyz', 'api.dinlr.com'];

/** A host in letters, a port, a plain path: nothing that two readers of addresses could read differently. */
const PLAIN = /^https:\/\/([A-Za-z0-9.-]+(?::\d{1,5})?)(?:\/[\w./-]*)?$/;

/** Where the calls of a recipe go: its own address, if its host is allowed; on the emulators the stand-in's. */
export function addressOf(baseUrl: string, { baseUrl: standIn, hosts = [] }: Tools): string {
  if (standIn !== manifest.hosts.production) return standIn;
  const host = PLAIN.exec(baseUrl)?.[1]?.toLowerCase();
  const allowed = [...VENDOR_HOSTS, ...hosts].map((one) => one.toLowerCase());
  if (host !== undefined && allowed.includes(host)) return baseUrl.replace(/\/+$/, '');
  throw new Failure('rejected', `The host ${host?.slice(0, 100) ?? '(none)'} is not allowed.`, {
    advice: 'Check the host in the settings of the connection, and have the operator of the bridge allow it.',
  });
}
