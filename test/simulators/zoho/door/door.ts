import type { SimContext, SimReply } from '../../core/types';
import { type Call, type Endpoint, grants } from '../endpoint';
import type { Holding } from '../holding';
import type { Organization } from '../organization';
import { CODE, missing, refused, Refused, unknownField } from '../refusal';
import { USERS } from '../seed';
import { type Grant, tokenOf } from './access';
import { bodyOf } from './body';
import { isElsewhere } from './hosts';

export const BASE = '/inventory/v1';

const UNAUTHENTICATED = new Refused(401, CODE.unauthenticated, 'Invalid value passed for authtoken.');
const UNAUTHORIZED = new Refused(401, CODE.unauthorized, 'You are not authorized to perform this operation');

/** Who is let in to the API host, how often, and with what. */
export class Door {
  constructor(private readonly held: Holding) {}

  private grantOf(context: SimContext): Grant {
    if (tokenOf(context) === undefined) throw UNAUTHENTICATED;
    const { access, switches } = this.held;
    const grant = access.of(context);
    if (!grant || isElsewhere(context.headers.host, switches.dataCenter)) throw UNAUTHORIZED;
    return grant;
  }

  private visible({ userId }: Grant): Organization[] {
    const ids = USERS[userId] ?? [];
    return this.held.organizations.filter(({ id }) => ids.includes(id));
  }

  /** The organization of the query; only the list of organizations goes without one. */
  private organizationOf(grant: Grant, { query, path }: SimContext): Organization {
    const visible = this.visible(grant);
    const [usual] = visible;
    const wanted = query.organization_id;
    if (wanted === undefined && usual && path.replace(/\/$/, '') === `${BASE}/organizations`) return usual;
    if (!wanted) throw missing('organization_id');
    const organization = visible.find(({ id }) => id === wanted);
    if (!organization)
      throw refused(CODE.wrongOrganization, 'You are not associated with the given organization id.');
    return organization;
  }

  private headers({ id, profile }: Organization): Record<string, string> {
    return this.held.pacing.headers(id, profile.zone);
  }

  /** Counts a request, or turns it away. */
  admit(context: SimContext): SimReply | undefined {
    return this.guarded(context, {}, () => {
      const organization = this.organizationOf(this.grantOf(context), context);
      const excess = this.held.pacing.take(organization.id, organization.profile.zone, context);
      if (!excess) return undefined;
      const { refused: tooMany, retryAfterSeconds: wait } = excess;
      const after = wait !== undefined && { 'retry-after': String(wait) };
      return { ...tooMany.reply(), headers: { ...this.headers(organization), ...after } };
    });
  }

  private callOf(endpoint: Endpoint, context: SimContext, grant: Grant, organization: Organization): Call {
    if (!endpoint.scopes.every((scope) => grants(grant.scopes, scope))) throw UNAUTHORIZED;
    const { organization_id: _, ...query } = context.query;
    const known = endpoint.query ?? [];
    for (const name of Object.keys(query)) if (!known.includes(name)) throw unknownField(`parameter ${name}`);
    return {
      organization,
      visible: this.visible(grant),
      switches: this.held.switches,
      params: context.params,
      query,
      body: bodyOf(endpoint, context),
    };
  }

  /** What an endpoint says to a request that was admitted. */
  answer(endpoint: Endpoint, context: SimContext): SimReply {
    const grant = this.grantOf(context);
    const organization = this.organizationOf(grant, context);
    const headers = this.headers(organization);
    return this.guarded(context, headers, () => {
      const call = this.callOf(endpoint, context, grant, organization);
      const json = structuredClone({ code: 0, message: 'success', ...endpoint.handle(call) });
      return { status: endpoint.status ?? 200, headers, json };
    });
  }

  private guarded<T>(
    { method, path }: SimContext,
    headers: Record<string, string>,
    act: () => T,
  ): T | SimReply {
    try {
      return act();
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      if (thrown.violation) this.held.violations.push(`${method} ${path}: ${thrown.details}`);
      return { ...thrown.reply(), headers };
    }
  }
}
