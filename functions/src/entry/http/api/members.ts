import { z } from 'zod';
import { Problem } from '../../../model/problem';
import { ADMINS, OWNERS, roleSchema, VIEWERS } from '../../../model/role';
import type { Role } from '../../../model/role';
import type { World } from '../../../deliver/world';
import { demandPerson } from '../caller';
import { idSchema, route, tenantParams, type Route } from '../route';

const memberReply = z.strictObject({ uid: z.string(), role: roleSchema }).meta({ id: 'Member' });
const memberParams = z.strictObject({ tenantId: idSchema, uid: idSchema });
const BASE = '/v1/tenants/{tenantId}/members';

async function change(world: World, tenantId: string, uid: string, role: Role | undefined): Promise<void> {
  const done = await world.members.set(tenantId, uid, role);
  if (done === 'missing') throw new Problem('not_found', 'There is no such member.');
  if (done === 'last_owner')
    throw new Problem('conflict', 'The last owner stays.', { advice: 'Make somebody else an owner first.' });
}

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/me',
    summary: 'What the caller may do here',
    who: VIEWERS,
    params: tenantParams,
    reply: z.strictObject({ uid: z.string(), role: roleSchema.optional(), superUser: z.boolean() }),
    async handle({ caller }) {
      const { uid, role, superUser } = demandPerson(caller);
      return { uid, role, superUser };
    },
  }),
  route({
    method: 'GET',
    path: BASE,
    summary: 'Who works for the tenant',
    who: ADMINS,
    params: tenantParams,
    reply: z.strictObject({ members: z.array(memberReply) }),
    handle: async ({ world, params }) => ({ members: await world.members.list(params.tenantId) }),
  }),
  route({
    method: 'PUT',
    path: `${BASE}/{uid}`,
    summary: 'Make somebody a member, or give them another role',
    description: 'Works at once for the database, and within 30 seconds here.',
    who: OWNERS,
    params: memberParams,
    body: z.strictObject({ role: roleSchema }),
    reply: memberReply,
    async handle({ world, params, body }) {
      await change(world, params.tenantId, params.uid, body.role);
      return { uid: params.uid, role: body.role };
    },
  }),
  route({
    method: 'DELETE',
    path: `${BASE}/{uid}`,
    summary: 'Remove a member',
    who: OWNERS,
    params: memberParams,
    reply: z.strictObject({ removed: z.literal(true) }),
    async handle({ world, params }) {
      await change(world, params.tenantId, params.uid, undefined);
      return { removed: true as const };
    },
  }),
];
