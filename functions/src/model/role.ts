import { z } from 'zod';

/** What a member of a tenant may do; each includes those after it. */
export const ROLES = ['owner', 'admin', 'staff', 'viewer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** For a route's `who`: from this role on. */
export const VIEWERS: readonly Role[] = ROLES;
export const STAFF: readonly Role[] = ['owner', 'admin', 'staff'];
export const ADMINS: readonly Role[] = ['owner', 'admin'];
export const OWNERS: readonly Role[] = ['owner'];

/** A person who works for a tenant. */
export interface Member {
  uid: string;
  role: Role;
}
