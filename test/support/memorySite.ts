import { Roles } from '../../functions/src/entry/http/admit';
import { Limits } from '../../functions/src/entry/http/limits';
import type { Route } from '../../functions/src/entry/http/route';
import { serve, type Site } from '../../functions/src/entry/http/serve';
import { Sessions } from '../../functions/src/entry/http/sessions';
import type { HttpSettings } from '../../functions/src/entry/http/settings';
import { MemoryIdentities } from './memoryIdentities';
import type { MemoryWorld } from './memoryWorld';
import { checkExchange } from './reference';

export const ORIGIN = 'https://admin.example.com';
export const CRON_SECRET = 'cron-secret-of-the-tests-0123456789';

export interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** An object travels as JSON, a string as it is. */
  body?: unknown;
  token?: string;
  cookie?: string;
}

export interface Got {
  status: number;
  headers: Record<string, string | string[]>;
  text: string;
  // Tests read replies as loose JSON.
  body: Record<string, unknown>;
}

const asJson = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** An HTTPS function in memory: the real kernel and tables, nobody at a socket. What it takes and answers is held against the reference. */
export function memorySite(
  name: string,
  routes: readonly Route[],
  world: MemoryWorld,
  settings: Partial<HttpSettings> = {},
) {
  const identities = new MemoryIdentities();
  const site: Site = {
    name,
    routes,
    world,
    identities,
    sessions: new Sessions(identities, world.now),
    roles: new Roles(world.members, world.now),
    limits: new Limits(world.rateLimits, world.now),
    settings: {
      origins: [ORIGIN],
      appCheck: false,
      publicUrl: 'https://pos.example.com',
      cronSecret: CRON_SECRET,
      cronAccount: '',
      ...settings,
    },
  };

  async function call({ method = 'GET', path, headers = {}, body, token, cookie }: Sent): Promise<Got> {
    const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
    const got: Got = { status: 0, headers: {}, text: '', body: {} };
    const request = {
      method,
      url: path,
      headers: {
        ...(text !== '' && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(cookie !== undefined && { cookie: `__session=${cookie}` }),
        ...headers,
      },
      rawBody: Buffer.from(text),
    };
    await serve(site, request, {
      status: (code) => (got.status = code),
      set: (header, value) => (got.headers[header] = value),
      send: (content) => (got.text = content),
      end: () => undefined,
    });
    const contentType = String(got.headers['content-type'] ?? '');
    checkExchange(routes, method, path, { sent: { body: text }, got: { ...got, contentType } });
    return { ...got, body: asJson(got.text) };
  }
  return { site, identities, call };
}
