import { z } from 'zod';
import { BESIDE_API } from '../beside';
import { openapi } from '../openapi';
import { route, type Route } from '../route';

/** The reference of all tables, its own line included. */
export function withReference(routes: readonly Route[]): readonly Route[] {
  let document: Record<string, unknown> | undefined;
  const reference: Route = route({
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This reference, as OpenAPI 3.1',
    who: 'public',
    reply: z.record(z.string(), z.unknown()),
    // The same for everybody, and some work: made once.
    handle: async ({ settings }) =>
      (document ??= openapi([reference, ...routes, ...BESIDE_API], settings.publicUrl)),
  });
  return [reference, ...routes];
}
