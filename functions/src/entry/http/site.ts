import { theWorld } from '../world';
import { APP_CHECK, CRON_ACCOUNT, CRON_SECRET, ORIGINS, PUBLIC_URL } from '../params';
import { Roles } from './admit';
import type { Identities } from './caller';
import { firebaseIdentities } from './firebaseIdentities';
import { Limits } from './limits';
import type { Route } from './route';
import type { Site } from './serve';
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

let shared: { identities: Identities; roles: Roles; limits: Limits } | undefined;

/** A site on the real world, once per instance and function. */
export function siteOf(name: string, routes: readonly Route[], holdsCronSecret = false): Site {
  const world = theWorld();
  shared ??= {
    identities: firebaseIdentities(world),
    roles: new Roles(world.members, () => world.now()),
    limits: new Limits(world.rateLimits, () => world.now()),
  };
  return { name, routes, world, settings: settingsNow(holdsCronSecret), ...shared };
}
