import { theWorld } from '../../world';
import { Limits } from '../limits';
import type { HttpRequest, HttpResponse } from '../respond';
import { serve, type Site } from '../serve';
import { siteOf } from '../site';
import { WEBHOOK_ROUTES, WEBHOOK_RATES } from './routes';

let site: Site | undefined;

function open(): Site {
  const world = theWorld();
  const limits = new Limits(world.rateLimits, () => world.now(), WEBHOOK_RATES);
  return { ...siteOf('webhook', WEBHOOK_ROUTES), limits };
}

/** A POS reports a change. */
export function webhook(request: HttpRequest, response: HttpResponse): Promise<void> {
  site ??= open();
  return serve(site, request, response);
}
