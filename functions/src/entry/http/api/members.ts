import { z } from 'zod';
import { Problem } from '../../../model/problem';
import { ADMINS, OWNERS, roleSchema, VIEWERS } from '../../../model/role';
import type { Role } from '../../../model/role';
import { demandPerson } from '../caller';
import { idSchema, route, tenantParams, type Call, type Route } from '../route';

const memberReply = z.strictObject({ uid: z.string(), role: roleSchema }).meta({ id: 'Member' });
const memberParams = z.strictObject({ tenantId: idSchema, uid: idSchema });
const BASE = '/v1/tenants/{tenantId}/members';

type Changing = Pick<
  Call<{ tenantId: string; uid: string }, unknown, unknown>,
  'world' | 'params' | 'forgetRole'
>;

async function change({ world, params, forgetRole }: Changing, role: Role | undefined): Promise<void> {
  const { tenantId, uid } = params;
  const done = await world.members.set(tenantId, uid, role);
  forgetRole(tenantId, uid);
  if (done === 'missing') throw new Problem('not_found', 'There is no such member.');
  if (done === 'last_owner')
    throw new Problem('conflict', 'The last owner stays.', { advice: 'Make somebody else an owner first.' });
  // Their address and number are nobody's business any more.
  if (role === undefined) await world.preferences.remove(tenantId, uid);
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
    description: 'Works at once for the database, and within 30 seconds for every instance of this API.',
    who: OWNERS,
    params: memberParams,
    body: z.strictObject({ role: roleSchema }),
    reply: memberReply,
    async handle(call) {
      const { params, body } = call;
      await change(call, body.role);
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
    async handle(call) {
      await change(call, undefined);
      return { removed: true as const };
    },
  }),
];
