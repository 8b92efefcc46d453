import type { World } from '../../deliver/world';
import { theWorld } from '../world';
import { APP_CHECK, CRON_ACCOUNT, CRON_SECRET, ORIGINS, PUBLIC_URL } from '../params';
import { Roles } from './admit';
import type { Identities } from './caller';
import { firebaseIdentities } from './firebaseIdentities';
import { Limits } from './limits';
import type { Route } from './route';
import type { Site } from './serve';
import { Sessions } from './sessions';
import type { HttpSettings } from './settings';

const originsIn = (list: string): string[] =>
  list
    .split(',')
    .map((origin) => origin.trim().replace(/\/+$/, ''))
    .filter((origin) => /^https?:\/\/[^/*]+$/.test(origin));

function settingsNow(holdsCronSecret: boolean): HttpSettings {
  return {
    origins: originsIn(ORIGINS.value()),
    appCheck: APP_CHECK.value(),
    publicUrl: PUBLIC_URL.value().replace(/\/+$/, ''),
    cronSecret: holdsCronSecret ? CRON_SECRET.value().trim() : '',
    cronAccount: CRON_ACCOUNT.value(),
  };
}

let shared: { identities: Identities; sessions: Sessions; roles: Roles; limits: Limits } | undefined;

function sharedOf(world: World): NonNullable<typeof shared> {
  const now = () => world.now();
  const identities = firebaseIdentities(world);
  return {
    identities,
    sessions: new Sessions(identities, now),
    roles: new Roles(world.members, now),
    limits: new Limits(world.rateLimits, now),
  };
}

/** A site on the real world, once per instance and function. */
export function siteOf(name: string, routes: readonly Route[], holdsCronSecret = false): Site {
  const world = theWorld();
  shared ??= sharedOf(world);
  return { name, routes, world, settings: settingsNow(holdsCronSecret), ...shared };
}
