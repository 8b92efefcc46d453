import { serve, type Site } from '../serve';
import type { HttpRequest, HttpResponse } from '../respond';
import { siteOf } from '../site';
import { CRON_ROUTES } from './routes';

let site: Site | undefined;

/** A scheduler outside asks. */
export function cron(request: HttpRequest, response: HttpResponse): Promise<void> {
  site ??= siteOf('cron', CRON_ROUTES, true);
  return serve(site, request, response);
}
