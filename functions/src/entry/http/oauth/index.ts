import { serve, type Site } from '../serve';
import type { HttpRequest, HttpResponse } from '../respond';
import { siteOf } from '../site';
import { OAUTH_ROUTES } from './routes';

let site: Site | undefined;

/** A merchant signs in on their POS's own page. */
export function oauth(request: HttpRequest, response: HttpResponse): Promise<void> {
  site ??= siteOf('oauth', OAUTH_ROUTES);
  return serve(site, request, response);
}
