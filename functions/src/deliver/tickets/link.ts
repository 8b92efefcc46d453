import { z } from 'zod';
import type { Connection } from '../../model/connection';
import type { World } from '../world';

const DAY_MS = 24 * 3_600_000;
const LIVES_MS = 7 * DAY_MS;

/** What a link opens: the ticket of a job, or the question to a connection's recipient. */
export interface Opened {
  what: 'ticket' | 'invitation';
  tenantId: string;
  /** Of the job, or of the connection. */
  id: string;
  /** The recipient it was made for: whoever comes after them does not inherit it. */
  accountId: string;
}

const payloadSchema = z.tuple([
  z.enum(['ticket', 'invitation']),
  z.string().min(1),
  z.string().min(1),
  z.string().min(1),
  z.int(),
]);
const TOKEN = /^([A-Za-z0-9_-]{16,1200})\.([A-Za-z0-9_-]{43})$/;

/** Everything that is needed to open it stands in the token itself; nothing is stored for it. */
export function tokenFor(
  world: Pick<World, 'links'>,
  { what, tenantId, id, accountId }: Opened,
  expiresAt: number,
): string {
  const payload = Buffer.from(JSON.stringify([what, tenantId, id, accountId, expiresAt])).toString(
    'base64url',
  );
  return `${payload}.${world.links.sign(payload)}`;
}

/** Undefined for whatever we have not made, or too long ago. */
export function opened(world: Pick<World, 'links' | 'now'>, token: string): Opened | undefined {
  const [, payload, mark] = TOKEN.exec(token) ?? [];
  if (payload === undefined || mark === undefined || !world.links.isGenuine(payload, mark)) return undefined;
  const parts: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const read = payloadSchema.safeParse(parts);
  if (!read.success) return undefined;
  const [what, tenantId, id, accountId, expiresAt] = read.data;
  return expiresAt > world.now() ? { what, tenantId, id, accountId } : undefined;
}

/** Below `tickets`, as the function is called: so it is found at the functions' own address as well as behind a rewrite. */
function urlFor(world: World, link: Opened): string | undefined {
  if (world.publicUrl === '') return undefined;
  return `${world.publicUrl}/tickets/${tokenFor(world, link, world.now() + LIVES_MS)}`;
}

/** The page of a job's order; undefined where the operator has given no public address. */
export const ticketUrl = (world: World, { tenantId, accountId }: Connection, jobId: string) =>
  urlFor(world, { what: 'ticket', tenantId, id: jobId, accountId });

/** The page on which the recipient of a connection agrees. */
export const invitationUrl = (world: World, { tenantId, accountId, id }: Connection) =>
  urlFor(world, { what: 'invitation', tenantId, id, accountId });
