import { theWorld } from '../../world';
import { Limits } from '../limits';
import type { HttpRequest, HttpResponse } from '../respond';
import { serve, type Site } from '../serve';
import { siteOf } from '../site';
import { TICKET_RATES, TICKET_ROUTES } from './routes';

let site: Site | undefined;

function open(): Site {
  const world = theWorld();
  const limits = new Limits(world.rateLimits, () => world.now(), TICKET_RATES);
  return { ...siteOf('tickets', TICKET_ROUTES), limits };
}

/** Somebody opens the link of a ticket. */
export function tickets(request: HttpRequest, response: HttpResponse): Promise<void> {
  site ??= open();
  return serve(site, request, response);
}
