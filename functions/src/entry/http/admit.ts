import type { Members } from '../../deliver/ports/members';
import { Problem } from '../../model/problem';
import type { Role } from '../../model/role';
import { cronOf, personOf, type Caller, type Identities } from './caller';
import { idSchema, type Route } from './route';
import type { Sessions } from './sessions';
import type { HttpSettings } from './settings';

/** A role that was taken away may work on for so long. */
const ROLE_KEPT_MS = 30_000;
const MOST_ROLES = 5_000;

/** The same words for a tenant that is not there and for one that is not the caller's. */
const noTenant = () => new Problem('not_found', 'There is nothing here, or it is not yours to see.');

/** Roles as they were a moment ago. One per instance. */
export class Roles {
  private readonly kept = new Map<string, { role: Role | undefined; until: number }>();

  constructor(
    private readonly members: Members,
    private readonly now: () => number,
  ) {}

  async of(tenantId: string, uid: string): Promise<Role | undefined> {
    const key = `${tenantId}/${uid}`;
    const known = this.kept.get(key);
    if (known && known.until > this.now()) return known.role;
    const role = await this.members.roleOf(tenantId, uid);
    if (this.kept.size >= MOST_ROLES) this.kept.clear();
    // Who is no member yet may be made one at any moment, and should not have to wait for it.
    if (role) this.kept.set(key, { role, until: this.now() + ROLE_KEPT_MS });
    else this.kept.delete(key);
    return role;
  }

  /** This instance learns at once of what it has changed itself. */
  forget(tenantId: string, uid: string): void {
    this.kept.delete(`${tenantId}/${uid}`);
  }
}

export interface Doors {
  identities: Identities;
  sessions: Sessions;
  roles: Roles;
  settings: HttpSettings;
}

async function memberOf(
  route: Route,
  who: readonly Role[],
  caller: Extract<Caller, { kind: 'person' }>,
  tenantId: string,
  roles: Roles,
): Promise<Caller> {
  if (!idSchema.safeParse(tenantId).success) throw noTenant();
  const role = await roles.of(tenantId, caller.uid);
  // Whoever runs the platform looks at everything, and changes nothing as such.
  const isLooking = caller.superUser && route.method === 'GET';
  if (!role && !caller.superUser) throw noTenant();
  if (!isLooking && !(role && who.includes(role)))
    throw new Problem('forbidden', `This takes one of the roles ${who.join(', ')}.`, {
      advice: 'Ask an owner of the tenant.',
    });
  return { ...caller, role };
}

/** What is known of a request by the time it is refused. */
export interface Trace {
  uid?: string;
}

/**
 * Who asks, if they may. Nobody known: 401; a tenant that is not theirs: 404, as if there were none; the wrong role: 403.
 * @throws Problem
 */
export async function admit(
  { identities, sessions, roles, settings }: Doors,
  route: Route,
  params: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string | undefined>>,
  trace: Trace,
): Promise<Caller> {
  const { who, method } = route;
  if (who === 'public') return { kind: 'nobody' };
  if (who === 'cron') return cronOf(identities, headers, settings);
  const caller = await personOf({ identities, sessions }, headers, method !== 'GET');
  trace.uid = caller.uid;
  if (who === 'signed-in') return caller;
  return memberOf(route, who, caller, params.tenantId ?? '', roles);
}

/** @throws Problem `app_refused` */
export async function checkApp(
  { identities, settings }: Doors,
  { who }: Route,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (!settings.appCheck || who === 'public' || who === 'cron') return;
  const token = headers['x-firebase-appcheck'] ?? '';
  if (token !== '' && (await identities.isGenuineApp(token))) return;
  throw new Problem('app_refused', 'The app could not show that it is genuine.', {
    advice: 'Send an App Check token as X-Firebase-AppCheck.',
  });
}
