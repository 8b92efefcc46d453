import type { Member, Role } from '../../model/role';

/** Who works for a tenant. */
export interface Members {
  roleOf(tenantId: string, uid: string): Promise<Role | undefined>;
  list(tenantId: string): Promise<Member[]>;
  /** Sets a role, or (undefined) removes the member, in one commit with the check that an owner is left. */
  set(tenantId: string, uid: string, role: Role | undefined): Promise<'done' | 'last_owner' | 'missing'>;
}
