import { contentHash } from '../plan/content';
import type { Outcome } from '../plan/ending';
import { headingOf } from '../plan/acknowledged';
import { pushStops, stop, ticketStops } from '../plan/relevance';
import { keysOf, resolveOrder } from '../plan/resolve';
import { customerOf } from './customer';
import { withSession } from './session';
import { ticketUrl } from './tickets/link';
import { standingBadge, totalWarning, type OrderTask } from './task';

/** Creates the order at the POS, or finds that it stands there already. */
export async function pushOrder(task: OrderTask): Promise<Outcome> {
  const { world, job, order, document, connection, access } = task;
  const { manifest } = access.provider;
  const stopped = pushStops(job, order, connection, world.now()) ?? ticketStops(job, document, connection);
  if (stopped) return stopped;
  const links = manifest.channel ? {} : await world.linkTables.read(connection, keysOf(order));
  const resolved = resolveOrder(order, links, connection, manifest);
  if (!resolved.ok) {
    const names = [...new Set(resolved.missing.map((line) => line.name))].join(', ').slice(0, 500);
    return stop('parked', 'needs_mapping', {
      message: `No POS item for: ${names}.`,
      lines: resolved.missing,
    });
  }
  return withSession(world, access, async (session, again): Promise<Outcome> => {
    if (!session.pushOrder) return stop('parked', 'not_supported');
    const mayExistSince = job.mayExist || again ? job.firstAttemptAt : undefined;
    const customerId = await customerOf(task, session);
    const receipt = await session.pushOrder({
      ...resolved.push,
      marker: job.marker,
      customerId,
      mayExistSince,
      heading: headingOf(document, connection.timezone),
      ...(manifest.channel && { ticketUrl: ticketUrl(world, connection, job.id) }),
    });
    const hash = contentHash(order);
    const isUnpaid = !receipt.paid && order.payment.status === 'unpaid';
    // A ticket's own page says what is paid by now.
    const untold = isUnpaid && !session.payOrder && !manifest.channel;
    const badge = { ...standingBadge(receipt, hash), ...(untold && { takesNoPayment: true as const }) };
    return { is: 'done', receipt, contentHash: hash, badge, warning: totalWarning(order, receipt) };
  });
}
