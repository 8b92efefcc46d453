import { serve, type Site } from '../serve';
import type { HttpRequest, HttpResponse } from '../respond';
import { siteOf } from '../site';
import { API_ROUTES } from './routes';

let site: Site | undefined;

/** People and their programs ask. */
export function api(request: HttpRequest, response: HttpResponse): Promise<void> {
  site ??= siteOf('api', API_ROUTES);
  return serve(site, request, response);
}
