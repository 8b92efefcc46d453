import { z } from 'zod';
import { CRON_ROUTES } from '../cron/routes';
import { OAUTH_ROUTES } from '../oauth/routes';
import { openapi } from '../openapi';
import { route, type Route } from '../route';

/** The reference of all tables, its own line included. */
export function withReference(routes: readonly Route[]): readonly Route[] {
  const reference: Route = route({
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This reference, as OpenAPI 3.1',
    who: 'public',
    reply: z.record(z.string(), z.unknown()),
    handle: async ({ settings }) =>
      openapi([reference, ...routes, ...OAUTH_ROUTES, ...CRON_ROUTES], settings.publicUrl),
  });
  return [reference, ...routes];
}
