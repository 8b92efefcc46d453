import type { Route } from '../route';
import { routes as connections } from './connections';
import { routes as events } from './events';
import { routes as jobs } from './jobs';
import { routes as mapping } from './mapping';
import { routes as menu } from './menu';
import { routes as members } from './members';
import { routes as notifications } from './notifications';
import { routes as orders } from './orders';
import { routes as prices } from './prices';
import { routes as providers } from './providers';
import { withReference } from './reference';
import { routes as runs } from './runs';
import { routes as session } from './session';
import { routes as stock } from './stock';
import { routes as sync } from './sync';
import { routes as tickets } from './tickets';
import { routes as webhooks } from './webhooks';

/** Everything the `api` function answers, noun by noun. */
export const API_ROUTES: readonly Route[] = withReference([
  ...session,
  ...providers,
  ...mapping,
  ...orders,
  ...jobs,
  ...prices,
  ...members,
  ...connections,
  ...tickets,
  ...webhooks,
  ...events,
  ...notifications,
  ...sync,
  ...runs,
  ...menu,
  ...stock,
]);
