import type { EventEndpoint, EventType } from '../../model/event';
import { Problem } from '../../model/problem';
import { checkHost } from '../../providers/hostGuard';
import type { World } from '../world';
import { sendSoon, wants } from './announce';
import { isLocalReceiver } from './receiver';
import { endpointKey } from './send';

const MOST_ENDPOINTS = 10;
/** Events that one call sends again at most; its reply says where to go on. */
const MOST_REPLAYED = 200;

export interface NewEndpoint {
  tenantId: string;
  /** Random. */
  id: string;
  url: string;
  types: EventType[];
  /** Random, as Standard Webhooks has it: `whsec_` and base64. */
  secret: string;
}

function checkUrl(world: World, url: string): void {
  const bad = (message: string) =>
    new Problem('invalid_request', 'Events cannot be sent to this address.', {
      advice: 'Give a public https address.',
      errors: [{ path: 'url', message }],
    });
  if (!URL.canParse(url)) throw bad('Not an address');
  const { origin, username, password, hash } = new URL(url);
  if (username !== '' || password !== '' || hash !== '') throw bad('Holds a sign-in or a fragment');
  if (isLocalReceiver(world, url)) return;
  const host = checkHost(origin);
  if (!host.ok) throw bad(host.reason);
}

/** @throws Problem `invalid_request`, `conflict` when there are too many */
export async function addEndpoint(world: World, wanted: NewEndpoint): Promise<EventEndpoint> {
  const { secret, ...fields } = wanted;
  checkUrl(world, wanted.url);
  if ((await world.events.endpoints(wanted.tenantId)).length >= MOST_ENDPOINTS)
    throw new Problem('conflict', `A tenant has at most ${MOST_ENDPOINTS} endpoints.`);
  const endpoint: EventEndpoint = { ...fields, status: 'active', createdAt: world.now() };
  await world.vault.save(endpointKey(endpoint), { secret });
  await world.events.saveEndpoint(endpoint);
  return endpoint;
}

/** @throws Problem `not_found` */
export async function demandEndpoint(world: World, tenantId: string, id: string): Promise<EventEndpoint> {
  const endpoint = await world.events.endpoint(tenantId, id);
  if (endpoint) return endpoint;
  throw new Problem('not_found', 'There is no such endpoint.');
}

export async function removeEndpoint(world: World, tenantId: string, id: string): Promise<void> {
  const endpoint = await demandEndpoint(world, tenantId, id);
  await world.events.removeEndpoint(tenantId, id);
  await world.vault.destroy(endpointKey(endpoint));
}

/** Switches on what was switched off. */
export async function enableEndpoint(world: World, tenantId: string, id: string): Promise<EventEndpoint> {
  const { failingSinceAt: _forgotten, ...endpoint } = await demandEndpoint(world, tenantId, id);
  await world.events.patchEndpoint(tenantId, id, { status: 'active', failingSinceAt: undefined });
  await world.notices.settle(tenantId, `events:${id}`, world.now());
  return { ...endpoint, status: 'active' };
}

async function demandActive(world: World, tenantId: string, id: string): Promise<EventEndpoint> {
  const endpoint = await demandEndpoint(world, tenantId, id);
  if (endpoint.status === 'active') return endpoint;
  throw new Problem('conflict', 'This endpoint is switched off.', { advice: 'Switch it on first.' });
}

/**
 * Sends one event again, under its id.
 * @throws Problem `not_found`, `conflict` for an endpoint that is switched off or is not told of such events
 */
export async function replayEvent(
  world: World,
  tenantId: string,
  id: string,
  eventId: string,
): Promise<{ sent: 1 }> {
  const endpoint = await demandActive(world, tenantId, id);
  const event = await world.events.event(tenantId, eventId);
  if (!event) throw new Problem('not_found', 'There is no such event; they are kept for 30 days.');
  if (!wants(endpoint, event))
    throw new Problem('conflict', `This endpoint is not told of ${event.type}.`, {
      advice: 'Add an endpoint that is.',
    });
  await sendSoon(world, { tenantId, endpointId: id, eventId, tried: 0 }, undefined, String(world.now()));
  return { sent: 1 };
}

/**
 * Sends again what was recorded from a moment on, under the same ids. `next`: the moment to go on from.
 * @throws Problem `not_found`, `conflict` for an endpoint that is switched off
 */
export async function replayEvents(
  world: World,
  tenantId: string,
  id: string,
  from: number,
): Promise<{ sent: number; next?: number }> {
  const endpoint = await demandActive(world, tenantId, id);
  const events = await world.events.since(tenantId, from, MOST_REPLAYED);
  const wanted = events.filter((event) => wants(endpoint, event));
  const series = String(world.now());
  await Promise.all(
    wanted.map((event) =>
      sendSoon(world, { tenantId, endpointId: id, eventId: event.id, tried: 0 }, undefined, series),
    ),
  );
  const last = events.length === MOST_REPLAYED ? events.at(-1)?.recordedAt : undefined;
  return { sent: wanted.length, ...(last !== undefined && { next: last }) };
}
