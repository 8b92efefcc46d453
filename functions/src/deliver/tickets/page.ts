import type { Connection } from '../../model/connection';
import type { Job } from '../../model/job';
import { readOrder, type Order } from '../../model/order';
import { acknowledgedOn } from '../../plan/acknowledged';
import { badgesOn } from '../../plan/lateEdits';
import { isChannel } from '../../providers/manifests';
import type { Acknowledged } from '../ports/tickets';
import type { World } from '../world';
import { opened, type Opened } from './link';

/** What the page behind a link shows. */
export type TicketPage =
  | {
      is: 'ticket';
      order: Order;
      timezone?: string;
      /** When it was acknowledged at this connection. */
      acknowledged?: Acknowledged;
    }
  | { is: 'invitation'; timezone?: string; confirmed?: Acknowledged };

/** A connection whose recipient is still the one that the link was made for. */
async function connectionOf(world: World, { tenantId, accountId }: Opened, connectionId: string) {
  const connection = await world.connections.read(tenantId, connectionId);
  const isTheirs = connection?.accountId === accountId && connection.status !== 'disconnected';
  return isTheirs && isChannel(connection.provider) ? connection : undefined;
}

async function jobOf(world: World, { tenantId, id }: Opened): Promise<Job | undefined> {
  const job = (await world.jobs.read({ tenantId, jobId: id }))?.value;
  return job?.kind === 'pushOrder' && isChannel(job.provider) ? job : undefined;
}

const zoneOf = ({ timezone }: Connection) => (timezone === undefined ? {} : { timezone });

async function ticketPage(world: World, link: Opened, acknowledge: boolean): Promise<TicketPage | undefined> {
  const job = await jobOf(world, link);
  const connection = job && (await connectionOf(world, link, job.connectionId));
  if (!job || !connection) return undefined;
  const document = await world.orders.read(job.subject);
  const read = readOrder(document);
  if (!read.ok) return undefined;
  const before = acknowledgedOn(Object.fromEntries(badgesOn(document))[connection.id]);
  const known = before === undefined ? undefined : { at: before, isNew: false };
  const acknowledged = acknowledge
    ? await world.orders.acknowledge(job.subject, connection.id, world.now())
    : known;
  return { is: 'ticket', order: read.order, ...zoneOf(connection), ...(acknowledged && { acknowledged }) };
}

async function invitationPage(world: World, link: Opened, agree: boolean): Promise<TicketPage | undefined> {
  const { tenantId, id: connectionId, accountId } = link;
  const connection = await connectionOf(world, link, connectionId);
  if (!connection) return undefined;
  const { confirmedAt } = connection;
  const known = confirmedAt === undefined ? undefined : { at: confirmedAt, isNew: false };
  const confirmed = agree
    ? await world.connections.confirm({ tenantId, connectionId, accountId }, world.now())
    : known;
  return { is: 'invitation', ...zoneOf(connection), ...(confirmed && { confirmed }) };
}

async function page(world: World, token: string, isYes: boolean): Promise<TicketPage | undefined> {
  const link = opened(world, token);
  if (!link) return undefined;
  return link.what === 'ticket' ? ticketPage(world, link, isYes) : invitationPage(world, link, isYes);
}

/** Looks, and changes nothing: messengers open links by themselves. Undefined for whatever is not to be shown. */
export const lookAt = (world: World, token: string): Promise<TicketPage | undefined> =>
  page(world, token, false);

/** A person says yes: they have the order, or they want orders. Saying it again changes nothing. */
export const sayYes = (world: World, token: string): Promise<TicketPage | undefined> =>
  page(world, token, true);
