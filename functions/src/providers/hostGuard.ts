import { BlockList, isIP } from 'node:net';
import { Failure } from '../model/failure';
import type { Http, HttpRequest } from './http';

/**
 * Keeps requests to a host that a merchant typed in from reaching anything but the public internet (SSRF). The name is
 * checked, resolved once, every address it has must be public, and the connection goes to the address that was checked.
 */

export type HostCheck = { ok: true; url: string } | { ok: false; reason: string };

type Subnet = readonly [address: string, prefix: number];

/** https://www.iana.org/assignments/iana-ipv4-special-registry/ and the metadata services of clouds. */
const CLOSED_V4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Inside the global unicast space: https://www.iana.org/assignments/iana-ipv6-special-registry/ */
const CLOSED_V6: readonly Subnet[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3ffe::', 16],
  ['3fff::', 20],
];

function listOf(v4: readonly Subnet[], v6: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of v4) list.addSubnet(address, prefix, 'ipv4');
  for (const [address, prefix] of v6) list.addSubnet(address, prefix, 'ipv6');
  return list;
}

const closed = listOf(CLOSED_V4, CLOSED_V6);
/** Everything else (mapped, NAT64, link-local, unique local, multicast ...) is not the public internet. */
const globalUnicast = listOf([], [['2000::', 3]]);

/** Whether an address, as a resolver writes it, is one of the public internet. No zone ids, no brackets. */
export function publicAddress(ip: string): boolean {
  const family = isIP(ip);
  if (family === 4) return !closed.check(ip, 'ipv4');
  if (family !== 6 || ip.includes('%')) return false;
  return globalUnicast.check(ip, 'ipv6') && !closed.check(ip, 'ipv6');
}

/** Names that never mean a host of the public internet (RFC 6761, 6762, 8375 and what routers and clouds use). */
const LOCAL_NAMES = new Set(
  'localhost localdomain local internal intranet private lan home corp arpa test invalid example onion alt'.split(
    ' ',
  ),
);
/** Public services that give any address a name. The resolver would tell, too; a person gets better words here. */
const LOCAL_ZONES =
  /(^|\.)(localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|yoogle\.com|nip\.io|sslip\.io|xip\.io|rbndr\.us|1u\.ms)$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function nameProblem(name: string): string | undefined {
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (name.length > 253 || !labels.every((label) => LABEL.test(label))) return 'is not a valid host name';
  if (labels.length < 2) return 'is not a full domain name';
  if (!/^([a-z]{2,}|xn--[a-z0-9-]+)$/.test(last)) return 'does not end in a top-level domain';
  if (LOCAL_NAMES.has(last) || LOCAL_ZONES.test(name)) return 'is a name of a local network';
  return undefined;
}

/** `typed`: as it stood in the URL. One address has one spelling here. */
function addressProblem(hostname: string, typed: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (hostname !== typed.toLowerCase()) return 'is an address in an unusual spelling';
  return publicAddress(bare) ? undefined : 'is not an address of the public internet';
}

/** `https://user@host:443/path` -> `user@host:443`, as typed. */
const authorityOf = (text: string) => /^https:\/\/([^/?#]*)/i.exec(text)?.[1];

/** What is wrong with the text itself, before any parser has made the best of it. */
function textProblem(text: string): string | undefined {
  if (
    /[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\\]/.test(
      text,
    )
  )
    return 'holds blanks, backslashes or invisible characters';
  const authority = authorityOf(text);
  if (!authority) return 'does not begin with https:// and a host';
  if (authority.includes('@')) return 'holds a user name or password';
  if (authority.includes('%')) return 'holds percent-encoded characters in its host';
  return undefined;
}

/**
 * Whether a URL may be called as far as its text tells; `url` is its origin, without a trailing slash.
 * @param ports Allowed besides 443.
 */
export function checkHost(text: string, ports: readonly number[] = []): HostCheck {
  const no = (reason: string): HostCheck => ({ ok: false, reason });
  const problem = textProblem(text);
  if (problem) return no(problem);
  if (!URL.canParse(text)) return no('is not a valid address');
  const { protocol, username, password, hostname, port, origin } = new URL(text);
  if (protocol !== 'https:') return no('does not begin with https://');
  if (username || password) return no('holds a user name or password');
  if (port && !ports.includes(Number(port))) return no(`names port ${port}`);
  const typed = (authorityOf(text) ?? '').replace(/:\d*$/, '');
  const isAddress = hostname.startsWith('[') || isIP(hostname) !== 0;
  const why = isAddress ? addressProblem(hostname, typed) : nameProblem(hostname);
  return why ? no(why) : { ok: true, url: origin };
}

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** All addresses of a name. Throws what the resolver throws. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

const systemResolve: Resolve = async (hostname) => {
  const { lookup } = await import('node:dns/promises');
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

const LOOK_UP_MS = 5_000;

/** The system's resolver may take half a minute over a name whose servers are silent; a try has not got that long. */
async function inTime(resolve: Resolve, hostname: string): Promise<readonly ResolvedAddress[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The look-up took too long.')), LOOK_UP_MS);
  });
  try {
    return await Promise.race([resolve(hostname), late]);
  } finally {
    clearTimeout(timer);
  }
}

function refusedHost(host: string, reason: string): Failure {
  return new Failure('rejected', `The address ${host.slice(0, 100)} cannot be used: it ${reason}.`, {
    advice: 'Enter the public https address of the POS, e.g. https://shop.example.com, and connect again.',
  });
}

async function pinFor(hostname: string, resolve: Resolve): Promise<ResolvedAddress> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  if (family !== 0) return { address: bare, family: family === 6 ? 6 : 4 };
  const addresses = await inTime(resolve, hostname).catch(() => undefined);
  const [first] = addresses ?? [];
  if (!addresses || !first)
    throw new Failure('unavailable', `The host ${hostname} cannot be found.`, {
      sent: false,
      advice: 'Check the address that was entered for the POS.',
    });
  // One that is not public is enough: whoever mixes them in means harm, or a network that is not ours to enter.
  if (!addresses.every(({ address }) => publicAddress(address)))
    throw refusedHost(hostname, 'leads to an address that is not public');
  return first;
}

/**
 * An Http for a host that a merchant typed in: each host is checked and resolved once in the life of the returned
 * function, and every request goes to the address that was checked. Redirects are not followed (see axiosHttp).
 * @param ports Allowed besides 443.
 * @throws Failure `rejected` for a host that may not be called, `unavailable` for one that has no address.
 */
export function guardedHttp(
  http: Http,
  resolve: Resolve = systemResolve,
  ports: readonly number[] = [],
): Http {
  const pins = new Map<string, Promise<ResolvedAddress>>();
  const pinOf = (hostname: string) => {
    const known = pins.get(hostname) ?? pinFor(hostname, resolve);
    pins.set(hostname, known);
    known.catch(() => pins.delete(hostname));
    return known;
  };
  return async (request: HttpRequest) => {
    const check = checkHost(request.url, ports);
    const hostname = URL.canParse(request.url) ? new URL(request.url).hostname : '';
    if (!check.ok) throw refusedHost(hostname, check.reason);
    return http({ ...request, pin: await pinOf(hostname) });
  };
}
