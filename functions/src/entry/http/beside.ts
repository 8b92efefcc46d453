import { CRON_ROUTES } from './cron/routes';
import { OAUTH_ROUTES } from './oauth/routes';
import type { Route } from './route';
import { TICKET_ROUTES } from './tickets/routes';
import { WEBHOOK_ROUTES } from './webhook/routes';

/** What the HTTPS functions beside `api` answer. */
export const BESIDE_API: readonly Route[] = [
  ...OAUTH_ROUTES,
  ...WEBHOOK_ROUTES,
  ...TICKET_ROUTES,
  ...CRON_ROUTES,
];
