import { z } from 'zod';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What the merchant gives, and what we found out with it. Series and user id are asked for once a day: a series
 * changes with an upgrade, and asking costs two calls.
 */
export const credentials = z.looseObject({
  host: z.string().trim().min(1).max(300),
  database: z.string().trim().min(1).max(200),
  login: z.string().trim().min(1).max(254),
  apiKey: z.string().trim().min(1).max(500),
  /** 16 to 19; anything later is spoken to like 19. */
  series: z.number().int().min(1).max(99).optional(),
  /** The API user; JSON-RPC wants it with every call. */
  uid: z.number().int().positive().optional(),
  /** When series and uid were found, milliseconds since 1970. */
  foundAt: z.number().optional(),
});
export type Credentials = z.infer<typeof credentials>;

/** JSON-2 knows the user by the key. */
const needsUid = (series: number) => series < 19;

/** Whether series and user are to be found out (again). */
export function isStale({ series, uid, foundAt }: Credentials, now: number): boolean {
  if (series === undefined || (needsUid(series) && uid === undefined)) return true;
  return foundAt !== undefined && now - foundAt > DAY_MS;
}

/** `https://shop.odoo.com` from whatever was typed: with or without https, with or without a path. */
export function originOf(host: string): string {
  const text = /^[a-z][a-z0-9+.-]*:/i.test(host) && !/^[^/]*:\d+(\/|$)/.test(host) ? host : `https://${host}`;
  return text.replace(/^(https:\/\/[^/?#]*)[/?#].*$/i, '$1');
}
