import type { Members } from '../../functions/src/deliver/ports/members';
import type { OAuthState, OAuthStates } from '../../functions/src/deliver/ports/oauthStates';
import type { RateLimits } from '../../functions/src/deliver/ports/rateLimits';
import type { Role } from '../../functions/src/model/role';
import { takeToken, type TokenBucket } from '../../functions/src/plan/tokenBucket';

/** Members by `tenant/uid`. */
export function memoryMembers(rows: Map<string, Role>): Members {
  const of = (tenantId: string) =>
    [...rows].flatMap(([key, role]) => {
      const [tenant, uid = ''] = key.split('/');
      return tenant === tenantId ? [{ uid, role }] : [];
    });
  return {
    roleOf: async (tenantId, uid) => rows.get(`${tenantId}/${uid}`),
    list: async (tenantId) => of(tenantId),
    set: async (tenantId, uid, role) => {
      const key = `${tenantId}/${uid}`;
      if (role === undefined && !rows.has(key)) return 'missing';
      const owners = of(tenantId).filter((member) => member.role === 'owner' && member.uid !== uid);
      if (role !== 'owner' && owners.length === 0) return 'last_owner';
      if (role) rows.set(key, role);
      else rows.delete(key);
      return 'done';
    },
  };
}

export function memoryOAuthStates(rows: Map<string, OAuthState>): OAuthStates {
  return {
    begin: async (hash, state) => void rows.set(hash, state),
    take: async (hash, now) => {
      const state = rows.get(hash);
      rows.delete(hash);
      return state && state.expiresAt > now ? state : undefined;
    },
  };
}

export function memoryRateLimits(rows: Map<string, TokenBucket>): RateLimits {
  return {
    take: async (key, rate, now) => {
      const { bucket, ok, retryAt } = takeToken(rows.get(key), rate, now);
      rows.set(key, bucket);
      return { ok, retryAt };
    },
  };
}
