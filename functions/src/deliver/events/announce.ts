import type { EventEndpoint, EventRef, OutboxEvent } from '../../model/event';
import { hashOf } from '../../model/hash';
import type { News } from '../../plan/events';
import type { World } from '../world';

export const EVENT_QUEUE = 'events';

export const wants = ({ types, status }: EventEndpoint, { type }: Pick<OutboxEvent, 'type'>) =>
  status === 'active' && (types.length === 0 || types.includes(type));

/** `series`: tells a replay from the first round. */
export function sendSoon(world: World, ref: EventRef, at?: number, series = ''): Promise<void> {
  const name = hashOf(['event', ref.tenantId, ref.endpointId, ref.eventId, ref.tried, series], 32);
  return world.queue.enqueue({ queue: EVENT_QUEUE, name, ref, at });
}

/** Events that are written and sent off at once. */
const AT_ONCE = 20;

async function tell(world: World, one: News, listening: readonly EventEndpoint[]): Promise<void> {
  await world.events.record({ ...one, recordedAt: world.now() });
  const takers = listening.filter((endpoint) => wants(endpoint, one));
  await Promise.all(
    takers.map(({ id }) =>
      sendSoon(world, { tenantId: one.tenantId, endpointId: id, eventId: one.id, tried: 0 }),
    ),
  );
}

/** Puts news of one tenant in the outbox and on their way, if anybody listens. */
export async function announce(world: World, news: readonly News[]): Promise<void> {
  const [first] = news;
  if (!first) return;
  const listening = await world.events.listening(first.tenantId);
  const wanted = news.filter((one) => listening.some((endpoint) => wants(endpoint, one)));
  for (let start = 0; start < wanted.length; start += AT_ONCE)
    await Promise.all(wanted.slice(start, start + AT_ONCE).map((one) => tell(world, one, listening)));
}
